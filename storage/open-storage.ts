import { startEmbeddedStorage } from './embedded/start-worker.js'

/** Where the data is to be kept. */
export interface StorageOptions {
  /** A MongoDB server or replica set; without it the embedded store is started. */
  readonly uri?: string | undefined
  /** The folder of the embedded store's files. */
  readonly dataDir: string
  /** Told what happens, one line at a time. */
  readonly onProgress?: ((line: string) => void) | undefined
}

/** Storage that can be connected to. */
export interface OpenStorage {
  /** For the `mongodb` driver and mongoose. */
  readonly uri: string
  readonly embedded: boolean
  /** Ends the embedded store when everything is saved; does nothing to another server. */
  close(): Promise<void>
}

/** Gives the MongoDB that is named, or starts the embedded store in `dataDir`. Throws TawasulError `storage.*`. */
export async function openStorage(options: StorageOptions): Promise<OpenStorage> {
  if (options.uri !== undefined) return { uri: options.uri, embedded: false, close: async () => undefined }
  const embedded = await startEmbeddedStorage(options.dataDir, options.onProgress ?? (() => undefined))
  return { uri: embedded.uri, embedded: true, close: () => embedded.close() }
}
