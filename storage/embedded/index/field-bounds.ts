import { BSONRegExp } from 'bson'
import type { ValueTest } from '../query/filter.js'
import { typeOf, typeRank } from '../values/type-of.js'
import { encodeValue, successorOf } from './key-writer.js'

/** What an index scan has to look at for one field: certain values, or stretches of its order. All bytes ascending. */
export type FieldBounds =
  | { readonly kind: 'points'; readonly keys: readonly Buffer[] }
  | { readonly kind: 'ranges'; readonly ranges: readonly ByteRange[] }

/** From included, to left out. */
export interface ByteRange {
  readonly from: Buffer
  readonly to: Buffer
}

/** The tightest bounds that surely hold every value passing the tests; undefined where the tests give none. */
export function boundsOf(tests: readonly ValueTest[], multikey: boolean): FieldBounds | undefined {
  const points = tests.map(pointsOf).filter((each) => each !== undefined)
  const fewest = points.sort((a, b) => a.length - b.length)[0]
  if (fewest) return { kind: 'points', keys: fewest }
  const ranges = tests.map(rangesOf).filter((each) => each !== undefined)
  const first = ranges[0]
  if (!first) return undefined
  // in an array one element may pass one test and another the next: their bounds must not be intersected
  return { kind: 'ranges', ranges: multikey ? first : ranges.slice(1).reduce(intersect, first) }
}

function pointsOf(test: ValueTest): Buffer[] | undefined {
  if (test.kind === 'compare' && test.operator === '$eq')
    return isPoint(test.value) ? [encodeValue(test.value)] : undefined
  if (test.kind !== 'in' || test.patterns.length > 0 || !test.values.every(isPoint)) return undefined
  const keys = new Map(test.values.map((value) => encodeValue(value)).map((key) => [key.toString('latin1'), key]))
  return [...keys.values()].sort(Buffer.compare)
}

function isPoint(value: unknown): boolean {
  return !Array.isArray(value)
}

function rangesOf(test: ValueTest): readonly ByteRange[] | undefined {
  if (test.kind === 'regex') return regexRanges(test.pattern, test.source)
  if (test.kind !== 'compare' || test.operator === '$eq') return undefined
  const type = typeOf(test.value)
  if (type === 'array' || type === 'minKey' || type === 'maxKey') return undefined
  const rank = typeRank[type]
  const key = encodeValue(test.value)
  const start = Buffer.from([rank])
  const end = Buffer.from([rank + 1])
  switch (test.operator) {
    case '$gt':
      return [{ from: successorOf(key) ?? end, to: end }]
    case '$gte':
      return [{ from: key, to: end }]
    case '$lt':
      return [{ from: start, to: key }]
    case '$lte':
      return [{ from: start, to: successorOf(key) ?? end }]
  }
}

const plainPrefix = /^\^([\p{L}\p{N} _:@/-]+)(?:\.\*)?$/u
const terminatorBytes = 2

function regexRanges(pattern: RegExp, source: unknown): readonly ByteRange[] | undefined {
  const prefix = plainPrefix.exec(pattern.source)?.[1]
  if (prefix === undefined || /[ims]/.test(pattern.flags)) return undefined
  const whole = encodeValue(prefix)
  const from = whole.subarray(0, whole.length - terminatorBytes)
  const strings = { from, to: successorOf(from) ?? from }
  if (!(source instanceof BSONRegExp)) return [strings]
  const same = encodeValue(source)
  return [strings, { from: same, to: successorOf(same) ?? same }]
}

function intersect(a: readonly ByteRange[], b: readonly ByteRange[]): readonly ByteRange[] {
  return a.flatMap((left) => b.map((right) => ({ from: later(left.from, right.from), to: earlier(left.to, right.to) })))
}

function later(a: Buffer, b: Buffer): Buffer {
  return Buffer.compare(a, b) >= 0 ? a : b
}

function earlier(a: Buffer, b: Buffer): Buffer {
  return Buffer.compare(a, b) <= 0 ? a : b
}

/** The same stretch as a descending field keeps it: every bit turned, the ends swapped. */
export function descendingRange(range: ByteRange): ByteRange {
  // `to` is left out and `from` included; turned round, all keys that begin with the turned `from` must stay in
  return { from: turned(range.to), to: successorOf(turned(range.from)) ?? Buffer.from([0xff]) }
}

/** Every bit of a key turned. */
export function turned(key: Buffer): Buffer {
  return Buffer.from(key.map((byte) => 0xff ^ byte))
}
