import mongoose from 'mongoose'
import { TawasulError } from '../models/tawasul-error.js'
import { connectionLimits } from './connection-limits.js'

/**
 * Connects mongoose to MongoDB or to the embedded store. Indexes are made only when asked for (`connection.syncIndexes`
 * or a model's `createIndexes`). Whatever the URI says, writes are acknowledged by a majority and read where they were written: leases and
 * revisions are worth nothing otherwise. A server that freezes fails a call (`connectionLimits`). Throws TawasulError `storage.unreachable` when no server answers within 5 s
 * (or the URI's `serverSelectionTimeoutMS`).
 */
export async function connectStorage(uri: string): Promise<mongoose.Connection> {
  const connection = mongoose.createConnection(uri, {
    appName: 'tawasul',
    autoIndex: false,
    autoCreate: false,
    maxPoolSize: 24,
    ...connectionLimits(uri),
    readPreference: 'primary',
    writeConcern: { w: 'majority' },
    retryWrites: true,
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
