import { BSONError } from 'bson'
import { MongoAPIError, MongoBulkWriteError, MongoExpiredSessionError, MongoServerError } from 'mongodb'
import { isStoreAway } from './is-store-away.js'

/** Server codes that speak of the document or the command itself, not of the server's state. */
const codes = new Set([2, 9, 14, 15, 16, 22, 40, 52, 54, 56, 57, 66, 121, 10334, 17280, 17419, 17420])

/**
 * Why the store will never take a write, however often it is tried: a code or an error's name, without any content; null when it may take
 * it another time, or when nothing is known of the error.
 */
export function refusedForGood(error: unknown): string | null {
  // A session that was too long in use is replaced by the next try.
  if (isStoreAway(error) || error instanceof MongoExpiredSessionError) return null
  if (error instanceof MongoBulkWriteError) {
    // Of many some: enough to look at them one by one.
    const found = [error.writeErrors].flat().map(({ code }) => code)
    const code = (found.length > 0 ? found : [Number(error.code)]).find((one) => codes.has(one))
    return code === undefined ? null : `mongodb.${code}`
  }
  if (error instanceof MongoServerError) return codes.has(Number(error.code)) ? `mongodb.${error.code}` : null
  // The driver or BSON refuses before anything is sent: too large, too deep, not to be written as BSON.
  if (error instanceof MongoAPIError || error instanceof BSONError || error instanceof RangeError) return error.name
  return null
}
