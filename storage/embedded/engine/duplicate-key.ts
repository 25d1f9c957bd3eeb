import { ObjectId } from 'bson'
import { CommandError } from '../command-error.js'
import { pathOf, someValueAt } from '../query/walk-path.js'
import { type BsonDocument, isDocument } from '../values/document.js'
import { toNumber } from '../values/numbers.js'
import type { Collection } from './catalog.js'

/** The error E11000 with the keyPattern and the keyValue MongoDB gives. */
export function duplicateKey(
  collection: Collection,
  specification: BsonDocument,
  document: BsonDocument,
): CommandError {
  const keyPattern: BsonDocument = isDocument(specification.key) ? specification.key : {}
  const keyValue: BsonDocument = {}
  for (const name of Object.keys(keyPattern)) keyValue[name] = valueAt(document, name)
  const shown = Object.entries(keyValue).map(([name, value]) => `${name}: ${show(value)}`)
  return new CommandError(
    11000,
    `E11000 duplicate key error collection: ${collection.namespace} index: ${String(specification.name)} dup key: { ${shown.join(', ')} }`,
    { keyPattern, keyValue },
  )
}

function valueAt(document: BsonDocument, name: string): unknown {
  let found: unknown = null
  someValueAt(document, pathOf(name), (value) => {
    found = value ?? null
    return true
  })
  return found
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`
  if (value instanceof Date) return `new Date(${value.getTime()})`
  const number = toNumber(value)
  if (number !== undefined) return String(number)
  return value === null || typeof value === 'boolean' ? String(value) : JSON.stringify(value)
}
