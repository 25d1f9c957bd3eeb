import type { Connection } from 'mongoose'
import { connectStorage } from '../../storage/connect.js'
import { openStorage } from '../../storage/open-storage.js'
import type { Settings } from '../settings.js'

/** Does a command's work on the store that the settings name, and lets go of it. Throws TawasulError `storage.*`. */
export async function withStore<T>(
  { mongodbUri, dataDir }: Pick<Settings, 'mongodbUri' | 'dataDir'>,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const storage = await openStorage({ ...(mongodbUri === null ? {} : { uri: mongodbUri }), dataDir })
  try {
    const connection = await connectStorage(storage.uri)
    try {
      return await work(connection)
    } finally {
      await connection.close()
    }
  } finally {
    await storage.close()
  }
}
