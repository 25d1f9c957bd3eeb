import { Int32 } from 'bson'
import { type Pipeline, parsePipeline, runPipeline, type Stage, type Surroundings } from '../aggregate/pipeline.js'
import { truthy } from '../aggregate/truthy.js'
import { CommandError, notImplemented } from '../command-error.js'
import type { Collection } from '../engine/catalog.js'
import type { Engine } from '../engine/engine.js'
import { prepareQuery } from '../engine/execute-query.js'
import { everything, type Filter } from '../query/filter.js'
import { encodeDocument } from '../values/codec.js'
import { type BsonDocument, isDocument } from '../values/document.js'
import { encodeCursorReply } from '../wire/cursor-reply.js'
import { countArgument, hintArgument, refuseCollation, variablesArgument } from './arguments.js'
import { type Command, collectionNameOf } from './command.js'

/** `aggregate`. */
export const aggregate: Command = {
  fields: ['pipeline', 'cursor', 'explain', 'allowDiskUse', 'hint', 'let', 'collation', 'bypassDocumentValidation'],
  writes: false,
  run(request, { engine }) {
    const { body, database } = request
    if (truthy(body.explain)) throw notImplemented('explain of an aggregate')
    refuseCollation(body)
    const variables = variablesArgument(body, engine.clock.now())
    const pipeline = parsePipeline(body.pipeline, 'aggregate', variables)
    if (!isDocument(body.cursor))
      throw new CommandError(9, "The 'cursor' option is required, except for aggregate with the explain argument")
    const name = collectionNameOf(request)
    const collection = engine.catalog.find(database, name)
    const surroundings: Surroundings = {
      variables,
      read: (from, filter) => readAll(engine, engine.catalog.find(database, from), filter),
    }
    const results = run(engine, collection, pipeline, surroundings, collection && hintArgument(collection, body.hint))
    const namespace = `${database}.${name}`
    const batch = engine.cursors.first(namespace, encoded(results), countArgument(body.cursor, 'batchSize'), false)
    return encodeCursorReply({ ...batch, batchName: 'firstBatch', namespace })
  },
}

function* encoded(documents: Iterable<BsonDocument>): Generator<Buffer, void> {
  for (const document of documents) yield encodeDocument(document)
}

function* readAll(engine: Engine, collection: Collection | undefined, filter: Filter): Generator<BsonDocument, void> {
  if (!collection) return
  const query = prepareQuery(engine.store, engine.documents, collection, { filter, sort: [], skip: 0, limit: 0 })
  for (const idKey of query.run()) {
    const document = engine.documents.read(collection, idKey)
    if (document) yield document
  }
}

/** Lets the first `$match`, `$sort`, `$skip` and `$limit` be the query that reads the collection, so that indexes serve them. */
function run(
  engine: Engine,
  collection: Collection | undefined,
  pipeline: Pipeline,
  surroundings: Surroundings,
  hint: string | undefined,
): Iterable<BsonDocument> {
  if (!collection) return runPipeline(pipeline, [], surroundings)
  const rest = [...pipeline]
  const filter = takeFirst(rest, '$match')?.filter ?? everything
  const sort = takeFirst(rest, '$sort')?.sort ?? []
  const skip = takeFirst(rest, '$skip')?.skip ?? 0
  const limit = takeFirst(rest, '$limit')?.limit ?? 0
  const countsOnly = rest[0]?.ignoresDocuments === true
  if (countsOnly && filter.kind === 'and' && filter.filters.length === 0 && skip === 0 && limit === 0) {
    return runPipeline(rest, repeated(engine.documents.count(collection)), surroundings)
  }
  const query = prepareQuery(engine.store, engine.documents, collection, { filter, sort, skip, limit, hint })
  const keys = query.run()
  return runPipeline(rest, countsOnly ? empties(keys) : documentsOf(engine, collection, keys), surroundings)
}

function takeFirst(stages: Stage[], name: string): Stage | undefined {
  return stages[0]?.name === name ? stages.shift() : undefined
}

const empty: BsonDocument = {}

function* repeated(count: number): Generator<BsonDocument, void> {
  for (let i = 0; i < count; i++) yield empty
}

function* empties(keys: Iterable<Buffer>): Generator<BsonDocument, void> {
  for (const _key of keys) yield empty
}

function* documentsOf(engine: Engine, collection: Collection, keys: Iterable<Buffer>): Generator<BsonDocument, void> {
  for (const idKey of keys) {
    const document = engine.documents.read(collection, idKey)
    if (document) yield document
  }
}

/** `count`. */
export const count: Command = {
  fields: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'],
  writes: false,
  run(request, { engine }) {
    const { body } = request
    refuseCollation(body)
    const given = isDocument(body.query) ? body.query : {}
    const pipeline = parsePipeline(
      [
        { $match: given },
        ...(countArgument(body, 'skip') ? [{ $skip: body.skip }] : []),
        ...(countArgument(body, 'limit') ? [{ $limit: body.limit }] : []),
        { $count: 'n' },
      ],
      'aggregate',
      variablesArgument(body, engine.clock.now()),
    )
    const collection = engine.catalog.find(request.database, collectionNameOf(request))
    const surroundings: Surroundings = { variables: new Map(), read: () => [] }
    const [result] = run(engine, collection, pipeline, surroundings, collection && hintArgument(collection, body.hint))
    return { n: result?.n ?? new Int32(0) }
  },
}
