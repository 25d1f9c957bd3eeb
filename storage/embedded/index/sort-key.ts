import { badValue } from '../command-error.js'
import { pathOf } from '../query/walk-path.js'
import { type BsonDocument, isDocument } from '../values/document.js'
import { toNumber } from '../values/numbers.js'
import type { IndexField } from './index-definition.js'
import { sortKeysOf } from './index-keys.js'

/** Parses `{ a: 1, b: -1 }`. Throws BadValue on any other direction. */
export function parseSort(sort: BsonDocument): IndexField[] {
  return Object.entries(sort).map(([name, direction]) => {
    if (isDocument(direction)) throw badValue('$meta sort is not supported by the embedded store')
    const number = toNumber(direction)
    if (number !== 1 && number !== -1)
      throw badValue('$sort key ordering must be 1 (for ascending) or -1 (for descending)')
    if (name === '' || name.startsWith('$')) throw badValue("FieldPath field names may not start with '$' or be empty")
    return { name, path: pathOf(name), descending: number === -1 }
  })
}

/** The bytes by whose order documents are sorted: of a document with arrays the smallest key counts. */
export function sortKeyOf(fields: readonly IndexField[], document: unknown): Buffer {
  const keys = sortKeysOf(fields, document)
  return keys.reduce((least, key) => (Buffer.compare(key, least) < 0 ? key : least))
}
