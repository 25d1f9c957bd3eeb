import {
  MongoError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from 'mongodb'
import { TawasulError } from './tawasul-error.js'

const away = [
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
]

/** Whether a call failed because the store cannot be reached now, which says nothing against the call itself. */
export function isStoreAway(error: unknown): boolean {
  if (error instanceof TawasulError) return error.code === 'storage.not-connected'
  if (error instanceof MongoError)
    return away.some((kind) => error instanceof kind) || error.hasErrorLabel('RetryableWriteError')
  // What mongoose says after holding a call back while there is no connection; it has no class or code of its own.
  return error instanceof Error && error.name === 'MongooseError' && error.message.includes('buffering timed out')
}
