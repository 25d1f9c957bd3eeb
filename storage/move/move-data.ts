import { type Collection, type Db, type Document, MongoClient } from 'mongodb'
import { TawasulError } from '../../models/tawasul-error.js'
import { selectionTimeout } from '../selection-timeout.js'

/** What is moved where. */
export interface Move {
  /** The URI of the storage to read; its database is copied whole. */
  readonly from: string
  /** The URI of the storage to write to, with the database's name in it (else `tawasul`). */
  readonly to: string
  /** Whether the target may hold documents already. */
  readonly merge: boolean
  readonly onProgress: (line: string) => void
}

/** How much was moved. */
export interface Moved {
  readonly collections: number
  readonly documents: number
}

const batchSize = 500
const defaultDatabase = 'tawasul'
// every value must keep its type, and long integers their last digit
const exactTypes = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true } as const

/**
 * Copies all collections with their indexes. A document replaces one of the same _id, so it may be run again. Throws
 * TawasulError `storage.move-not-empty`, `storage.move-same`, `storage.move-incomplete` or `storage.unreachable`.
 */
export async function moveData(move: Move): Promise<Moved> {
  if (move.from === move.to) {
    throw new TawasulError('storage.move-same', 'source and target are the same', {
      retryable: false,
      hint: 'Name another server with --to.',
    })
  }
  const source = await connect(move.from)
  try {
    const target = await connect(move.to)
    try {
      return await copyDatabase(source.db(), databaseOf(target), move)
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

function databaseOf(client: MongoClient): Db {
  const named = client.options.dbName
  return client.db(named === 'test' ? defaultDatabase : named)
}

async function connect(uri: string): Promise<MongoClient> {
  const client = new MongoClient(uri, { appName: 'tawasul-data-move', ...selectionTimeout(uri) })
  try {
    return await client.connect()
  } catch (error) {
    await client.close()
    throw new TawasulError(
      'storage.unreachable',
      `${hostsIn(uri)} cannot be used: ${error instanceof Error ? error.message : 'no answer'}`,
      {
        retryable: true,
        hint: 'Check the address, that the server runs, and the user name and password in it.',
        cause: error,
      },
    )
  }
}

/** The hosts of a URI without the user's name and password. */
function hostsIn(uri: string): string {
  return uri
    .replace(/^mongodb(\+srv)?:\/\//, '')
    .replace(/^[^@/]*@/, '')
    .replace(/[/?].*$/, '')
}

async function copyDatabase(source: Db, target: Db, move: Move): Promise<Moved> {
  const names = (await source.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).sort()
  if (!move.merge) await refuseDocuments(target, names)
  let documents = 0
  for (const [i, name] of names.entries()) {
    const label = `${i + 1}/${names.length} ${name}`
    documents += await copyCollection(source.collection(name), target.collection(name), label, move)
  }
  return { collections: names.length, documents }
}

async function refuseDocuments(target: Db, names: readonly string[]): Promise<void> {
  for (const name of names) {
    if ((await target.collection(name).findOne({}, { projection: { _id: 1 } })) === null) continue
    throw new TawasulError(
      'storage.move-not-empty',
      `the target database ${target.databaseName} holds documents in ${name} already`,
      {
        retryable: false,
        hint: 'Name an empty database with --to, or add --merge: documents with the same _id are then replaced by those moved.',
      },
    )
  }
}

async function copyCollection(source: Collection, target: Collection, label: string, move: Move): Promise<number> {
  const total = await source.countDocuments()
  await copyIndexes(source, target)
  let copied = 0
  for await (const batch of batches(source)) {
    await target.bulkWrite(
      batch.map((document) => ({ replaceOne: { filter: { _id: document._id }, replacement: document, upsert: true } })),
      { ordered: false, ignoreUndefined: false },
    )
    copied += batch.length
    move.onProgress(`${label}: ${copied} of ${total}`)
  }
  const arrived = await target.countDocuments()
  if (arrived < copied || (!move.merge && arrived !== copied)) {
    throw new TawasulError('storage.move-incomplete', `${label}: ${copied} documents were sent, ${arrived} are there`, {
      retryable: true,
      hint: 'Make sure that nothing else writes to either database, and run it again with --merge.',
    })
  }
  if (total === 0) move.onProgress(`${label}: empty`)
  return copied
}

async function* batches(source: Collection): AsyncGenerator<Document[], void> {
  let batch: Document[] = []
  for await (const document of source.find({}, { ...exactTypes, batchSize })) {
    batch.push(document)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function copyIndexes(source: Collection, target: Collection): Promise<void> {
  const indexes = (await source.listIndexes().toArray()).filter(({ name }) => name !== '_id_')
  for (const { v: _version, key, ...options } of indexes) await target.createIndex(key, options)
}
