import { DBRef } from 'bson'
import { type BsonDocument, fieldOf, isDocument } from '../values/document.js'

/** A dotted path, split. */
export type Path = readonly string[]

/** The document's view of a value that has fields; undefined for one that has none. */
export function asDocument(value: unknown): BsonDocument | undefined {
  if (isDocument(value)) return value
  return value instanceof DBRef ? { ...value.toJSON() } : undefined
}

/**
 * Finds the values a query path means, as MongoDB walks it: through arrays into each embedded document, and by position.
 * The array at the path's end is given whole. Stops as soon as `test` accepts one.
 */
export function someValueAt(value: unknown, path: Path, test: (value: unknown) => boolean, at = 0): boolean {
  const name = path[at]
  if (name === undefined) return test(value)
  if (Array.isArray(value)) return someElementAt(value, path, test, at, name)
  const document = asDocument(value)
  return someValueAt(document ? fieldOf(document, name) : undefined, path, test, at + 1)
}

function someElementAt(
  array: readonly unknown[],
  path: Path,
  test: (value: unknown) => boolean,
  at: number,
  name: string,
) {
  for (const element of array) {
    if (asDocument(element) && someValueAt(element, path, test, at)) return true
  }
  const position = arrayPosition(name)
  return position !== undefined && position < array.length && someValueAt(array[position], path, test, at + 1)
}

/** The array position a path part names (`0`, `12`); undefined when it names none. */
export function arrayPosition(part: string): number | undefined {
  return /^(0|[1-9]\d{0,8})$/.test(part) ? Number(part) : undefined
}

/** Splits a dotted path. */
export function pathOf(text: string): Path {
  return text.split('.')
}
