import { CommandError } from '../command-error.js'
import type { Collection } from '../engine/catalog.js'
import type { Engine } from '../engine/engine.js'
import { prepareQuery } from '../engine/execute-query.js'
import { parseFilter } from '../query/parse-filter.js'
import { parseUpdate } from '../update/parse-update.js'
import { type BsonDocument, isDocument } from '../values/document.js'
import { documentsArgument, hintArgument, refuseCollation, variablesArgument } from './arguments.js'
import { type Command, collectionNameOf } from './command.js'
import { insertByUpsert, modify, refuseManyReplacements } from './modify.js'
import { checkBatch, runStatements, withErrors } from './write-errors.js'

const statementFields = new Set([
  'q',
  'u',
  'multi',
  'upsert',
  'arrayFilters',
  'hint',
  'collation',
  'c',
  'sort',
  'comment',
])

/** `update`. */
export const update: Command = {
  fields: ['updates', 'ordered', 'bypassDocumentValidation', 'let'],
  writes: true,
  run(request, { engine }) {
    const statements = documentsArgument(request.body, 'updates')
    checkBatch(statements)
    const name = collectionNameOf(request)
    const mayAdd = statements.some((statement) => statement.upsert === true)
    const collection = mayAdd
      ? engine.catalog.findOrCreate(request.database, name)
      : engine.catalog.find(request.database, name)
    const totals = { n: 0, nModified: 0 }
    const upserted: BsonDocument[] = []
    const errors = runStatements(statements, request.body.ordered !== false, (statement, index) => {
      const result = runUpdate(engine, collection, statement, request.body)
      totals.n += result.matched
      totals.nModified += result.modified
      if (!result.upserted) return
      totals.n++
      upserted.push({ index, _id: result.upserted._id })
    })
    return withErrors({ ...totals, ...(upserted.length > 0 ? { upserted } : {}) }, errors)
  },
}

interface UpdateResult {
  readonly matched: number
  readonly modified: number
  readonly upserted: BsonDocument | undefined
}

function runUpdate(
  engine: Engine,
  collection: Collection | undefined,
  statement: BsonDocument,
  body: BsonDocument,
): UpdateResult {
  const unknownField = Object.keys(statement).find((name) => !statementFields.has(name))
  if (unknownField !== undefined)
    throw new CommandError(40415, `BSON field 'update.updates.${unknownField}' is an unknown field.`)
  if (!isDocument(statement.q))
    throw new CommandError(40414, "BSON field 'update.updates.q' is missing but a required field")
  if (statement.c !== undefined || statement.sort !== undefined)
    throw new CommandError(238, "'c' and 'sort' of an update are not supported by the embedded store")
  refuseCollation(statement)
  const variables = variablesArgument(body, engine.clock.now())
  const filter = parseFilter(statement.q, variables)
  const parsed = parseUpdate(statement.u, statement.arrayFilters, variables)
  const many = statement.multi === true
  if (many) refuseManyReplacements(parsed)
  if (!collection) return { matched: 0, modified: 0, upserted: undefined }
  const hint = hintArgument(collection, statement.hint)
  const query = prepareQuery(engine.store, engine.documents, collection, {
    filter,
    sort: [],
    skip: 0,
    limit: many ? 0 : 1,
    hint,
  })
  // all are found before the first is changed, so that none is met twice
  const found = [...query.run()]
  let modified = 0
  for (const idKey of found) if (modify(engine, collection, idKey, filter, parsed)?.changed) modified++
  const upserted =
    found.length === 0 && statement.upsert === true ? insertByUpsert(engine, collection, filter, parsed) : undefined
  return { matched: found.length, modified, upserted }
}
