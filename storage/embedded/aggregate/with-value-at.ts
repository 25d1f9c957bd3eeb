import { type BsonDocument, fieldOf, isDocument, setField } from '../values/document.js'

/** A copy of a document with another value at a path; `undefined` takes the field away. */
export function withValueAt(document: BsonDocument, path: readonly string[], value: unknown): BsonDocument {
  const [first, ...rest] = path
  if (first === undefined) return document
  const copy = { ...document }
  const inner = fieldOf(copy, first)
  const next = rest.length === 0 ? value : withValueAt(isDocument(inner) ? inner : {}, rest, value)
  if (next === undefined) delete copy[first]
  else setField(copy, first, next)
  return copy
}
