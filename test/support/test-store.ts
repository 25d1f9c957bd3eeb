import mongoose, { type Connection } from 'mongoose'
import { createModels, type Models } from '../../models/models.js'
import { freshDatabaseName, openStorageUnderTest, type StorageUnderTest } from '../storage/storage-under-test.js'

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

// One store for all tests of a run that need no more than a database of their own.
let opened: Promise<StorageUnderTest> | null = null

after(async () => {
  if (opened) await (await opened).close()
})

/** A connection to a database in the store under test; a fresh one unless named. */
export async function connectTest(database = freshDatabaseName()): Promise<Connection> {
  opened ??= openStorageUnderTest()
  const { uri } = await opened
  const address = new URL(uri)
  address.pathname = `/${database}`
  return mongoose
    .createConnection(address.href, {
      autoIndex: false,
      maxPoolSize: 8,
      monitorCommands: true,
      serverSelectionTimeoutMS: 2000,
    })
    .asPromise()
}

/** Opens a fresh database with the models' collections and indexes. */
export async function openTestStore(): Promise<TestStore> {
  const connection = await connectTest()
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

/** What the bot writes goes in batches that keep this distance in real time, ms; a little more, to be on the safe side. */
const betweenBatchesMs = 7

/**
 * Follows the connection pool: a call holds a connection from before it is sent until its answer is there. After a write the next
 * batch may be waiting for its time.
 */
export function watchQuiet(connection: Connection): () => Promise<void> {
  const client = connection.getClient()
  let underWay = 0
  let lastWrite = 0
  let waiting: (() => void)[] = []
  client.on('commandStarted', ({ commandName }) => {
    if (commandName === 'insert' || commandName === 'update') lastWrite = performance.now()
  })
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
  /** Whether something had to be waited for. */
  const waited = async (): Promise<boolean> => {
    const batchIn = lastWrite + betweenBatchesMs - performance.now()
    if (underWay > 0) await new Promise<void>((resolve) => waiting.push(resolve))
    else if (batchIn > 0) await new Promise<void>((resolve) => setTimeout(resolve, batchIn))
    else return false
    return true
  }
  return async () => {
    for (let turns = 0; turns < 4; turns++) {
      await new Promise<void>((resolve) => setImmediate(resolve))
      if (await waited()) turns = -1
    }
  }
}
