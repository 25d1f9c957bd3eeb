import mongoose from 'mongoose'
import { TawasulError } from '../models/tawasul-error.js'

/**
 * Connects mongoose to MongoDB or to the embedded store. Indexes are made only when asked for (`connection.syncIndexes`
 * or a model's `createIndexes`). Throws TawasulError `storage.unreachable` when no server answers within 5 s.
 */
export async function connectStorage(uri: string): Promise<mongoose.Connection> {
  const connection = mongoose.createConnection(uri, {
    appName: 'tawasul',
    autoIndex: false,
    autoCreate: false,
    maxPoolSize: 4,
    serverSelectionTimeoutMS: 5000,
    monitorCommands: false,
  })
  try {
    return await connection.asPromise()
  } catch (error) {
    await connection.destroy()
    throw new TawasulError('storage.unreachable', 'the database does not answer', {
      retryable: true,
      hint: 'Check MONGODB_URI and that the server runs and can be reached from here.',
      cause: error,
    })
  }
}
