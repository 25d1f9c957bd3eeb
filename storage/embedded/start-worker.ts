import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { TawasulError } from '../../models/tawasul-error.js'
import { openingError } from './opening-error.js'
import { takeFolder } from './owner-lock.js'
import { workerMessageSchema } from './worker-messages.js'

/** A running embedded store. */
export interface EmbeddedStorage {
  readonly uri: string
  /** Saves everything and ends the store's thread. */
  close(): Promise<void>
}

const oldHeapMegabytes = 128
const youngHeapMegabytes = 16
const takeEveryMs = 100
const takeWithinMs = 3000

/**
 * Starts the embedded store on `dataDir/storage` in a worker thread. Throws TawasulError `storage.in-use`,
 * `storage.unwritable`, `storage.full`, `storage.corrupt` or `storage.failed`. Should the thread die later, the process
 * ends by an uncaught error: what was acknowledged is safe, and the next start goes on from it.
 */
export async function startEmbeddedStorage(
  dataDir: string,
  onProgress: (line: string) => void,
): Promise<EmbeddedStorage> {
  const folder = path.resolve(dataDir, 'storage')
  const release = await take(folder, onProgress)
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    name: 'storage',
    workerData: { folder },
    resourceLimits: { maxOldGenerationSizeMb: oldHeapMegabytes, maxYoungGenerationSizeMb: youngHeapMegabytes },
  })
  try {
    const port = await listeningPort(worker, folder, onProgress)
    const dieWithIt = (): never => {
      throw new TawasulError('storage.died', 'the embedded store has stopped unexpectedly', {
        retryable: true,
        hint: 'Start again: everything acknowledged is kept. If it happens again, set MONGODB_URI to use MongoDB.',
      })
    }
    worker.once('exit', dieWithIt)
    return {
      uri: `mongodb://127.0.0.1:${port}/tawasul?directConnection=true`,
      async close() {
        worker.off('exit', dieWithIt)
        await closed(worker)
        release()
      },
    }
  } catch (error) {
    await worker.terminate()
    release()
    throw openingError(folder, error)
  }
}

/** A process that is just ending (a restart, a kill) may hold the folder a moment longer: it is given some seconds. */
async function take(folder: string, onProgress: (line: string) => void): Promise<() => void> {
  for (let waited = 0; ; waited += takeEveryMs) {
    try {
      return takeFolder(folder)
    } catch (error) {
      if (waited >= takeWithinMs || !isInUse(error)) throw openingError(folder, error)
      if (waited === 0) onProgress('embedded store: waiting for the process that holds the data')
      await new Promise((resolve) => setTimeout(resolve, takeEveryMs))
    }
  }
}

function isInUse(error: unknown): boolean {
  return error instanceof TawasulError && error.code === 'storage.in-use'
}

function listeningPort(worker: Worker, folder: string, onProgress: (line: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the thread ended before it listened')))
    worker.on('message', (data: unknown) => {
      const message = workerMessageSchema.parse(data)
      if (message.kind === 'listening') {
        onProgress(`embedded store: ${folder}`)
        resolve(message.port)
      }
      if (message.kind === 'failed') reject(new Error(message.message))
      if (message.kind === 'problem') onProgress(`embedded store: ${message.line}`)
    })
  })
}

async function closed(worker: Worker): Promise<void> {
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  worker.postMessage('close')
  await ended
}
