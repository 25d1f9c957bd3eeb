import { notImplemented } from '../command-error.js'
import type { Collection } from '../engine/catalog.js'
import type { Engine } from '../engine/engine.js'
import { type PreparedQuery, prepareQuery } from '../engine/execute-query.js'
import { parseSort } from '../index/sort-key.js'
import type { Filter } from '../query/filter.js'
import { parseFilter } from '../query/parse-filter.js'
import { type Projection, parseProjection } from '../query/projection.js'
import { encodeDocument } from '../values/codec.js'
import type { BsonDocument } from '../values/document.js'
import { toNumber } from '../values/numbers.js'
import { encodeCursorReply } from '../wire/cursor-reply.js'
import { countArgument, documentArgument, hintArgument, refuseCollation, variablesArgument } from './arguments.js'
import { type Command, collectionNameOf } from './command.js'

const refusedFlags = ['tailable', 'awaitData', 'returnKey', 'showRecordId', 'oplogReplay', 'min', 'max']

/** `find`. */
export const find: Command = {
  fields: [
    ...['filter', 'sort', 'projection', 'hint', 'skip', 'limit', 'batchSize', 'singleBatch', 'allowDiskUse', 'let'],
    ...['collation', 'noCursorTimeout', 'allowPartialResults', ...refusedFlags],
  ],
  writes: false,
  run(request, { engine }) {
    const namespace = `${request.database}.${collectionNameOf(request)}`
    const collection = engine.catalog.find(request.database, collectionNameOf(request))
    const found = prepareFind(engine, collection, request.body)
    const results = collection && found ? encodedResults(engine, collection, found) : []
    const batchSize = countArgument(request.body, 'batchSize')
    const batch = engine.cursors.first(namespace, results, batchSize, request.body.singleBatch === true)
    return encodeCursorReply({ ...batch, batchName: 'firstBatch', namespace })
  },
}

/** A find that is planned; undefined where the collection does not exist. */
export interface PreparedFind {
  readonly query: PreparedQuery
  readonly projection: Projection | undefined
  readonly filter: Filter
}

/** Parses and plans a find. Everything in it is checked even where the collection does not exist. */
export function prepareFind(
  engine: Engine,
  collection: Collection | undefined,
  body: BsonDocument,
): PreparedFind | undefined {
  for (const name of refusedFlags)
    if (body[name] !== undefined && body[name] !== false) throw notImplemented(`find with ${name}`)
  refuseCollation(body)
  const variables = variablesArgument(body, engine.clock.now())
  const filter = parseFilter(documentArgument(body, 'filter'), variables)
  const projection = parseProjection(documentArgument(body, 'projection'), { kind: 'find', filter, variables })
  const sortArgument = documentArgument(body, 'sort')
  const natural = toNumber(sortArgument.$natural)
  if (natural === -1) throw notImplemented('a backward $natural sort')
  const sort = natural === undefined ? parseSort(sortArgument) : []
  const skip = countArgument(body, 'skip') ?? 0
  const limit = countArgument(body, 'limit') ?? 0
  if (!collection) return undefined
  const hint = hintArgument(collection, body.hint)
  const query = prepareQuery(engine.store, engine.documents, collection, { filter, sort, skip, limit, hint })
  return { query, projection, filter }
}

function* encodedResults(engine: Engine, collection: Collection, found: PreparedFind): Generator<Buffer, void> {
  for (const idKey of found.query.run()) {
    if (found.projection) {
      const document = engine.documents.read(collection, idKey)
      if (document) yield encodeDocument(found.projection(document))
    } else {
      const bytes = engine.documents.readBytes(collection, idKey)
      if (bytes) yield bytes
    }
  }
}
