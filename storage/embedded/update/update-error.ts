import { CommandError } from '../command-error.js'
import type { BsonDocument } from '../values/document.js'
import { typeOf } from '../values/type-of.js'

/** How MongoDB's messages name a document. */
export function nameOf(document: BsonDocument): string {
  const id = document._id
  return `{_id: ${typeof id === 'string' ? `"${id}"` : String(id)}}`
}

/** The error for `$inc` and the like on a field that is no number (code 14). */
export function notNumeric(operator: string, path: string, value: unknown, document: BsonDocument): CommandError {
  return new CommandError(
    14,
    `Cannot apply ${operator} to a value of non-numeric type. ${nameOf(document)} has the field '${path}' of non-numeric type ${typeOf(value)}`,
  )
}
