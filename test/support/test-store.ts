import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import mongoose, { type Connection } from 'mongoose'
import { createModels, type Models } from '../../models/models.js'
import { type OpenStorage, openStorage } from '../../storage/open-storage.js'

/** A database of its own in the store under test. */
export interface TestStore {
  readonly connection: Connection
  readonly models: Models
  /** Resolves when no call to the store is under way and what followed from the last one has run. */
  quiet(): Promise<void>
  /** Empties every collection; indexes stay. */
  clear(): Promise<void>
  close(): Promise<void>
}

let opened: Promise<OpenStorage & { directory: string }> | null = null

/** The store of TEST_MONGODB_URI, or the embedded one in a folder of its own; one for all tests of this run. */
async function open(): Promise<OpenStorage & { directory: string }> {
  const uri = process.env.TEST_MONGODB_URI
  const directory = await mkdtemp(path.join(tmpdir(), 'tawasul-test-'))
  const storage = await openStorage({ ...(uri ? { uri } : {}), dataDir: directory })
  return { ...storage, close: () => storage.close(), directory }
}

after(async () => {
  if (!opened) return
  const { close, directory } = await opened
  await close()
  await rm(directory, { recursive: true, force: true })
})

/** A connection to a database in the store under test; `database` when it is to be one that is there. */
export async function connectTest(database: string): Promise<Connection> {
  opened ??= open()
  const { uri } = await opened
  const address = new URL(uri)
  address.pathname = `/${database}`
  return mongoose
    .createConnection(address.href, { autoIndex: false, maxPoolSize: 8, serverSelectionTimeoutMS: 2000 })
    .asPromise()
}

/** Opens a fresh database with the models' collections and indexes. */
export async function openTestStore(): Promise<TestStore> {
  const connection = await connectTest(`test-${randomUUID()}`)
  const quiet = watchQuiet(connection)
  const models = await createModels(connection)
  return {
    connection,
    models,
    quiet,
    async clear() {
      for (const collection of (await connection.db?.collections()) ?? []) await collection.deleteMany({})
    },
    async close() {
      await connection.dropDatabase()
      await connection.close()
    },
  }
}

/** Follows the connection pool: a call holds a connection from before it is sent until its answer is there. */
export function watchQuiet(connection: Connection): () => Promise<void> {
  const client = connection.getClient()
  let underWay = 0
  let waiting: (() => void)[] = []
  client.on('connectionCheckOutStarted', () => {
    underWay += 1
  })
  const ended = () => {
    underWay -= 1
    if (underWay > 0) return
    const resolved = waiting
    waiting = []
    for (const resolve of resolved) resolve()
  }
  client.on('connectionCheckedIn', ended)
  client.on('connectionCheckOutFailed', ended)
  return async () => {
    for (let turns = 0; turns < 4; turns++) {
      await new Promise<void>((resolve) => setImmediate(resolve))
      if (underWay === 0) continue
      await new Promise<void>((resolve) => waiting.push(resolve))
      turns = -1
    }
  }
}
