import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Db, MongoClient } from 'mongodb'
import { openStorage } from '../../storage/open-storage.js'

/** The server a suite runs against: the one `TEST_MONGODB_URI` names, else an embedded store of its own. */
export interface StorageUnderTest {
  readonly uri: string
  readonly embedded: boolean
  close(): Promise<void>
}

/** Opens it; an embedded one keeps its data in a folder that `close` removes. */
export async function openStorageUnderTest(): Promise<StorageUnderTest> {
  const dataDir = temporaryFolder()
  const storage = await openStorage({ uri: process.env.TEST_MONGODB_URI || undefined, dataDir })
  return {
    uri: storage.uri,
    embedded: storage.embedded,
    async close() {
      await storage.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A database name no other test uses. */
export function freshDatabaseName(): string {
  return `test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`
}

/** A new empty folder. */
export function temporaryFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'tawasul-storage-'))
}

/** A driver connected to a fresh database of the storage under test. */
export interface DatabaseUnderTest {
  readonly db: Db
  readonly client: MongoClient
  readonly embedded: boolean
  /** Drops the database and closes everything. */
  close(): Promise<void>
}

/** Opens the storage under test and a fresh database in it. */
export async function openDatabaseUnderTest(): Promise<DatabaseUnderTest> {
  const storage = await openStorageUnderTest()
  const client = await new MongoClient(storage.uri).connect()
  const db = client.db(freshDatabaseName())
  return {
    db,
    client,
    embedded: storage.embedded,
    async close() {
      await db.dropDatabase()
      await client.close()
      await storage.close()
    },
  }
}

/** What a driver's errors tell. */
export interface Rejection {
  readonly name: string
  readonly message: string
  readonly code?: unknown
  readonly keyPattern?: unknown
  readonly keyValue?: unknown
}

/** What a promise was rejected with; fails where it was not. */
export async function rejection(promise: Promise<unknown>): Promise<Rejection> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  }
  throw new Error('this should have been rejected')
}
