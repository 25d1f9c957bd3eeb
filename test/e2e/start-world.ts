import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import mongoose from 'mongoose'
import type { Log } from '../../models/log.js'
import { startTawasul } from '../../server/start-tawasul.js'

/** The whole bot with its emulated platforms, in this process. */
export interface World {
  /** The address of the page with the two phones. */
  readonly phones: string
  /** Sentences that were logged as warnings or errors. */
  readonly complaints: readonly string[]
  /** Stops the bot and removes what it stored. */
  close(): Promise<void>
}

/** Starts it on a free port, on the embedded store in a folder of its own or on a database of its own at TEST_MONGODB_URI. */
export async function startWorld(): Promise<World> {
  const directory = await mkdtemp(path.join(tmpdir(), 'tawasul-e2e-'))
  const database = databaseOfItsOwn(process.env.TEST_MONGODB_URI)
  const complaints: string[] = []
  const quiet = () => undefined
  const note = (_facts: object, sentence: string) => void complaints.push(sentence)
  const log: Log = { debug: quiet, info: quiet, warn: note, error: note }
  const env = {
    PORT: '0',
    DATA_DIR: directory,
    EMULATORS: 'on',
    ENCODER: 'off',
    ...(database ? { MONGODB_URI: database } : {}),
  }
  const clear = () => rm(directory, { recursive: true, force: true })
  const tawasul = await startTawasul({ env, log, onProgress: quiet }).catch(async (error: unknown) => {
    await clear()
    throw error
  })
  return {
    phones: `${tawasul.url}/phones`,
    complaints,
    async close() {
      await tawasul.stop()
      if (database) await drop(database)
      await clear()
    },
  }
}

function databaseOfItsOwn(server: string | undefined): string | undefined {
  if (!server) return undefined
  const address = new URL(server)
  address.pathname = `/e2e-${randomUUID()}`
  return address.href
}

async function drop(database: string): Promise<void> {
  const connection = await mongoose.createConnection(database).asPromise()
  await connection.dropDatabase()
  await connection.close()
}
