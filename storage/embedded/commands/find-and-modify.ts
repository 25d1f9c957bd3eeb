import type { Variables } from '../aggregate/expression.js'
import { truthy } from '../aggregate/truthy.js'
import { CommandError } from '../command-error.js'
import type { Collection } from '../engine/catalog.js'
import type { Engine } from '../engine/engine.js'
import { prepareQuery } from '../engine/execute-query.js'
import { parseSort } from '../index/sort-key.js'
import type { Filter } from '../query/filter.js'
import { parseFilter } from '../query/parse-filter.js'
import { parseProjection } from '../query/projection.js'
import { parseUpdate } from '../update/parse-update.js'
import type { BsonDocument } from '../values/document.js'
import { documentArgument, hintArgument, refuseCollation, variablesArgument } from './arguments.js'
import { type Command, collectionNameOf } from './command.js'
import { insertByUpsert, modify } from './modify.js'

/** `findAndModify`. */
export const findAndModify: Command = {
  fields: [
    ...['query', 'sort', 'remove', 'update', 'new', 'fields', 'upsert', 'arrayFilters', 'hint', 'collation', 'let'],
    'bypassDocumentValidation',
  ],
  writes: true,
  run(request, { engine }) {
    const { body } = request
    checkOptions(body)
    refuseCollation(body)
    const variables = variablesArgument(body, engine.clock.now())
    const filter = parseFilter(documentArgument(body, 'query'), variables)
    const project =
      parseProjection(documentArgument(body, 'fields'), { kind: 'find', filter, variables }) ?? ((same) => same)
    const sort = parseSort(documentArgument(body, 'sort'))
    const name = collectionNameOf(request)
    const collection = truthy(body.upsert)
      ? engine.catalog.findOrCreate(request.database, name)
      : engine.catalog.find(request.database, name)
    if (!collection) return nothingFound(body, variables)
    const hint = hintArgument(collection, body.hint)
    const query = prepareQuery(engine.store, engine.documents, collection, { filter, sort, skip: 0, limit: 1, hint })
    const [idKey] = query.run()
    const result = truthy(body.remove)
      ? remove(engine, collection, idKey)
      : updateOne(engine, collection, { idKey, filter, variables, body })
    return { lastErrorObject: result.lastError, value: result.value ? project(result.value) : null }
  },
}

/** The answer where there is no collection; a bad update is refused all the same. */
function nothingFound(body: BsonDocument, variables: Variables): BsonDocument {
  if (!truthy(body.remove)) parseUpdate(body.update, body.arrayFilters, variables)
  return { lastErrorObject: truthy(body.remove) ? { n: 0 } : { n: 0, updatedExisting: false }, value: null }
}

interface Result {
  readonly lastError: BsonDocument
  readonly value: BsonDocument | undefined
}

function checkOptions(body: BsonDocument): void {
  if (truthy(body.remove)) {
    if (body.update !== undefined) throw new CommandError(9, 'Cannot specify both an update and remove=true')
    if (truthy(body.upsert)) throw new CommandError(9, 'Cannot specify both upsert=true and remove=true ')
    if (truthy(body.new))
      throw new CommandError(
        9,
        "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
      )
  } else if (body.update === undefined) {
    throw new CommandError(9, 'Either an update or remove=true must be specified')
  }
}

function remove(engine: Engine, collection: Collection, idKey: Buffer | undefined): Result {
  const document = idKey && engine.documents.read(collection, idKey)
  if (!document) return { lastError: { n: 0 }, value: undefined }
  engine.documents.remove(collection, idKey, document)
  return { lastError: { n: 1 }, value: document }
}

interface UpdateTarget {
  readonly idKey: Buffer | undefined
  readonly filter: Filter
  readonly variables: Variables
  readonly body: BsonDocument
}

function updateOne(engine: Engine, collection: Collection, { idKey, filter, variables, body }: UpdateTarget): Result {
  const update = parseUpdate(body.update, body.arrayFilters, variables)
  const modified = idKey && modify(engine, collection, idKey, filter, update)
  if (modified) {
    return { lastError: { n: 1, updatedExisting: true }, value: truthy(body.new) ? modified.after : modified.before }
  }
  if (!truthy(body.upsert)) return { lastError: { n: 0, updatedExisting: false }, value: undefined }
  const document = insertByUpsert(engine, collection, filter, update)
  const lastError = { n: 1, updatedExisting: false, upserted: document._id }
  return { lastError, value: truthy(body.new) ? document : undefined }
}
