import { Double, Int32, ObjectId } from 'bson'
import { encodeValue } from '../index/key-writer.js'
import { typeOf, typeRank } from './type-of.js'

/** Compares two values in MongoDB's order: first by type, numbers of all kinds among each other; missing counts as null. */
export function compareValues(a: unknown, b: unknown): number {
  if (a === b && typeof a !== 'number') return 0
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  const typeA = typeOf(a)
  const typeB = typeOf(b)
  const byRank = typeRank[typeA] - typeRank[typeB]
  if (byRank !== 0) return byRank
  const numberA = plainNumber(a)
  const numberB = plainNumber(b)
  if (numberA !== undefined && numberB !== undefined) return compareDoubles(numberA, numberB)
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime()
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  if (a instanceof ObjectId && b instanceof ObjectId) return Buffer.compare(a.id, b.id)
  return Buffer.compare(encodeValue(a), encodeValue(b))
}

/** Tells whether two values are equal as MongoDB compares them: 1 equals 1.0, documents need the same order of fields. */
export function equalValues(a: unknown, b: unknown): boolean {
  return compareValues(a, b) === 0
}

/** The number of an int or double; undefined for any other value. */
export function plainNumber(value: unknown): number | undefined {
  if (value instanceof Int32 || value instanceof Double) return value.value
  return typeof value === 'number' ? value : undefined
}

function compareDoubles(a: number, b: number): number {
  if (a < b) return -1
  if (a > b) return 1
  if (a === b) return 0
  return Number(Number.isNaN(b)) - Number(Number.isNaN(a))
}

/** Compares as UTF-8 bytes do; JavaScript's own order differs where surrogates meet U+E000 to U+FFFF. */
function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const unitA = a.charCodeAt(i)
    const unitB = b.charCodeAt(i)
    if (unitA === unitB) continue
    return codePointWeight(unitA) - codePointWeight(unitB)
  }
  return a.length - b.length
}

function codePointWeight(unit: number): number {
  if (unit < 0xd800) return unit
  return unit <= 0xdfff ? unit + 0x2000 : unit - 0x800
}
