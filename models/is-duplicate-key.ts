import { MongoServerError } from 'mongodb'

/** Whether a write failed because a unique key is taken. Servers other than MongoDB give code 1 from findOneAndUpdate, with the constraint's name in the text. */
export function isDuplicateKey(error: unknown): boolean {
  if (!(error instanceof MongoServerError)) return false
  return error.code === 11000 || (error.code === 1 && /duplicate key/i.test(error.message))
}
