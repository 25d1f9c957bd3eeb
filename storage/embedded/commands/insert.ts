import { CommandError } from '../command-error.js'
import { encodeStoredDocument, maxDocumentBytes } from '../values/codec.js'
import type { BsonDocument } from '../values/document.js'
import { documentsArgument } from './arguments.js'
import { checkDocument, withId } from './check-document.js'
import { type Command, collectionNameOf } from './command.js'
import { checkBatch, runStatements, withErrors } from './write-errors.js'

/** `insert`. */
export const insert: Command = {
  fields: ['documents', 'ordered', 'bypassDocumentValidation'],
  writes: true,
  run(request, { engine }) {
    const given = documentsArgument(request.body, 'documents')
    checkBatch(given)
    const collection = engine.catalog.findOrCreate(request.database, collectionNameOf(request))
    let inserted = 0
    const errors = runStatements(given, request.body.ordered !== false, (source, index) => {
      const document = withId(source)
      checkDocument(document)
      const bytes = bytesOf(document, document === source ? request.documentBytes?.[index] : undefined)
      engine.documents.insert(collection, document, bytes)
      inserted++
    })
    return withErrors({ n: inserted }, errors)
  },
}

/** The bytes that came are stored as they are, unless the _id had to be moved to the front. */
function bytesOf(document: BsonDocument, received: Buffer | undefined): Buffer {
  if (!received) return encodeStoredDocument(document)
  if (received.length > maxDocumentBytes) {
    throw new CommandError(
      2,
      `object to insert too large. size in bytes: ${received.length}, max size: ${maxDocumentBytes}`,
    )
  }
  return received
}
