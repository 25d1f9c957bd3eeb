import { createHash } from 'node:crypto'
import { Binary, Int32 } from 'bson'
import { CommandError, notImplemented } from '../command-error.js'
import type { Collection, Leftover } from '../engine/catalog.js'
import { clearLeftover } from '../engine/clear-leftover.js'
import { idIndexSpecification } from '../engine/documents.js'
import type { Engine } from '../engine/engine.js'
import { tables } from '../engine/key-value-store.js'
import { compileFilter } from '../query/compile-filter.js'
import { parseFilter } from '../query/parse-filter.js'
import { encodeDocument } from '../values/codec.js'
import { type BsonDocument, isDocument } from '../values/document.js'
import { encodeCursorReply } from '../wire/cursor-reply.js'
import { countArgument, documentArgument, refuseCollation } from './arguments.js'
import { type Command, collectionNameOf } from './command.js'

const refusedOptions = [
  ...['capped', 'size', 'max', 'validator', 'validationLevel', 'validationAction', 'viewOn', 'pipeline', 'timeseries'],
  ...[
    'expireAfterSeconds',
    'clusteredIndex',
    'changeStreamPreAndPostImages',
    'storageEngine',
    'encryptedFields',
    'indexOptionDefaults',
  ],
]

/** `create`. */
export const create: Command = {
  fields: [...refusedOptions, 'autoIndexId', 'collation'],
  writes: true,
  run(request, { engine }) {
    const refused = refusedOptions.find((name) => request.body[name] !== undefined && request.body[name] !== false)
    if (refused !== undefined) throw notImplemented(`create with ${refused}`)
    refuseCollation(request.body)
    const name = collectionNameOf(request)
    if (engine.catalog.find(request.database, name)) {
      throw new CommandError(48, `Collection ${request.database}.${name} already exists.`)
    }
    engine.catalog.findOrCreate(request.database, name)
    return {}
  },
}

/** `drop`. */
export const drop: Command = {
  fields: [],
  writes: true,
  alone: true,
  run(request, { engine }) {
    const name = collectionNameOf(request)
    const collection = engine.catalog.find(request.database, name)
    if (!collection) return {}
    dropCollection(engine, collection)
    return { nIndexesWas: new Int32(collection.indexes.length + 1), ns: collection.namespace }
  },
}

function dropCollection(engine: Engine, collection: Collection): void {
  engine.catalog.remove(collection)
  const leftovers: Leftover[] = [
    { table: tables.records, id: collection.id },
    ...collection.indexes.map((index) => ({ table: tables.entries, id: index.id })),
  ]
  for (const leftover of leftovers) engine.catalog.noteLeftover(leftover)
  for (const leftover of leftovers) clearLeftover(engine, leftover)
  engine.documents.forget()
}

/** `dropDatabase`. */
export const dropDatabase: Command = {
  fields: [],
  writes: true,
  alone: true,
  run(request, { engine }) {
    const collections = engine.catalog.list(request.database)
    for (const collection of collections) dropCollection(engine, collection)
    return collections.length > 0 ? { dropped: request.database } : {}
  },
}

/** `listCollections`. */
export const listCollections: Command = {
  fields: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  writes: false,
  run(request, { engine }) {
    const matches = compileFilter(parseFilter(documentArgument(request.body, 'filter')))
    const all = engine.catalog
      .list(request.database)
      .map((collection) => described(collection, request.body.nameOnly === true))
    return cursorOver(engine, `${request.database}.$cmd.listCollections`, all.filter(matches), request.body)
  },
}

function described(collection: Collection, nameOnly: boolean): BsonDocument {
  const { name } = collection
  if (nameOnly) return { name, type: 'collection' }
  const info = { readOnly: false, uuid: uuidOf(collection) }
  return { name, type: 'collection', options: {}, info, idIndex: idIndexSpecification }
}

function uuidOf(collection: Collection): Binary {
  const hash = createHash('sha256').update(`${collection.id}/${collection.namespace}`).digest()
  return new Binary(hash.subarray(0, 16), Binary.SUBTYPE_UUID)
}

/** Answers a list as a cursor, in batches as the client asks. */
export function cursorOver(
  engine: Engine,
  namespace: string,
  documents: readonly BsonDocument[],
  body: BsonDocument,
): Buffer {
  const batchSize = isDocument(body.cursor) ? countArgument(body.cursor, 'batchSize') : undefined
  const batch = engine.cursors.first(namespace, documents.map(encodeDocument), batchSize, false)
  return encodeCursorReply({ ...batch, batchName: 'firstBatch', namespace })
}

/** `listDatabases`. */
export const listDatabases: Command = {
  fields: ['filter', 'nameOnly', 'authorizedDatabases'],
  writes: false,
  run(request, { engine }) {
    const matches = compileFilter(parseFilter(documentArgument(request.body, 'filter')))
    const names = [...new Set(engine.catalog.list().map((collection) => collection.database))].sort()
    const databases = names.map((name) => ({ name })).filter(matches)
    if (request.body.nameOnly === true) return { databases }
    // sizes of single databases are not kept; what is not known is not told
    return { databases: databases.map(({ name }) => ({ name, empty: false })) }
  },
}
