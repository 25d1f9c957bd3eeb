import { CommandError } from '../command-error.js'
import type { BsonDocument } from '../values/document.js'

/** Runs statements in order; gathers what fails, and stops at it where the statements are ordered. */
export function runStatements<T>(
  statements: readonly T[],
  ordered: boolean,
  run: (statement: T, index: number) => void,
): BsonDocument[] {
  const errors: BsonDocument[] = []
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index)
    } catch (error) {
      if (!(error instanceof CommandError)) throw error
      errors.push({ index, code: error.code, ...error.details, errmsg: error.message })
      if (ordered) break
    }
  }
  return errors
}

/** Adds `writeErrors` to an answer where there are any. */
export function withErrors(reply: BsonDocument, errors: readonly BsonDocument[]): BsonDocument {
  return errors.length === 0 ? reply : { ...reply, writeErrors: errors }
}

/** MongoDB's limit of statements in one command. */
export const maxWriteBatchSize = 100_000

/** Refuses an empty or an overlong list of statements. */
export function checkBatch(statements: readonly unknown[]): void {
  if (statements.length === 0 || statements.length > maxWriteBatchSize) {
    throw new CommandError(
      16,
      `Write batch sizes must be between 1 and ${maxWriteBatchSize}. Got ${statements.length} operations.`,
    )
  }
}
