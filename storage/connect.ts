import mongoose, { type Connection } from 'mongoose'
export async function connectStorage(uri: string): Promise<Connection> {
  return mongoose.createConnection(uri, { autoIndex: false, maxPoolSize: 4, serverSelectionTimeoutMS: 5000 }).asPromise()
}
