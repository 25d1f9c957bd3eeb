import type { Variables } from '../aggregate/expression.js'
import { CommandError, notImplemented } from '../command-error.js'
import type { Collection } from '../engine/catalog.js'
import { equalValues } from '../values/compare.js'
import { type BsonDocument, isDocument } from '../values/document.js'
import { toInteger } from '../values/numbers.js'
import { typeOf } from '../values/type-of.js'

/** An optional document. Throws TypeMismatch on anything else. */
export function documentArgument(body: BsonDocument, name: string): BsonDocument {
  const value = body[name]
  if (value === undefined || value === null) return {}
  if (!isDocument(value)) throw wrongType(name, value, 'object')
  return value
}

/** An optional array of documents. */
export function documentsArgument(body: BsonDocument, name: string): BsonDocument[] {
  const value = body[name]
  if (!Array.isArray(value))
    throw value === undefined
      ? new CommandError(40414, `BSON field '${name}' is missing but a required field`)
      : wrongType(name, value, 'array')
  return value.map((each: unknown, i) => {
    if (!isDocument(each)) throw wrongType(`${name}.${i}`, each, 'object')
    return each
  })
}

/** An optional whole number that must not be negative. */
export function countArgument(body: BsonDocument, name: string): number | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  const integer = toInteger(value)
  if (integer === undefined) throw wrongType(name, value, 'long')
  if (integer < 0) throw new CommandError(51024, `BSON field '${name}' value must be >= 0, actual value '${integer}'`)
  return integer
}

/** The name of the index a hint means, `$natural` for none. Throws BadValue where the collection has no such index. */
export function hintArgument(collection: Collection, hint: unknown): string | undefined {
  if (hint === undefined || hint === null) return undefined
  if (isDocument(hint) && Object.keys(hint).length === 0) return undefined
  if (isDocument(hint) && Object.keys(hint)[0] === '$natural') return '$natural'
  if (typeof hint !== 'string' && !isDocument(hint)) throw new CommandError(9, 'Hint must be a string or an object')
  if (hint === '_id_' || (isDocument(hint) && equalValues(hint, { _id: 1 }))) return '_id_'
  const found = collection.indexes.find((index) => index.name === hint || equalValues(index.specification.key, hint))
  if (!found) throw new CommandError(2, 'hint provided does not correspond to an existing index')
  return found.name
}

/** The name drivers give an index: `a_1_b_-1`. */
export function indexNameFor(key: BsonDocument): string {
  return Object.entries(key)
    .map(([name, direction]) => `${name}_${String(toInteger(direction) ?? direction)}`)
    .join('_')
}

/** The variables of `let`, as plain values, with `$$NOW`. */
export function variablesArgument(body: BsonDocument, now: number): Variables {
  const given = documentArgument(body, 'let')
  for (const value of Object.values(given)) {
    if ((typeof value === 'string' && value.startsWith('$')) || isDocument(value))
      throw notImplemented("an expression in 'let'")
  }
  return new Map([...Object.entries(given), ['NOW', new Date(now)]])
}

/** Refuses a collation other than the simple one. */
export function refuseCollation(body: BsonDocument): void {
  const { collation } = body
  if (
    collation === undefined ||
    (isDocument(collation) && (collation.locale === 'simple' || Object.keys(collation).length === 0))
  )
    return
  throw notImplemented('collation')
}

function wrongType(name: string, value: unknown, wanted: string): CommandError {
  return new CommandError(14, `BSON field '${name}' is the wrong type '${typeOf(value)}', expected type '${wanted}'`)
}
