import { BSONRegExp, BSONSymbol, Double, Int32, Long } from 'bson'
import { encodeValue } from '../index/key-writer.js'
import { compareValues, equalValues, plainNumber } from '../values/compare.js'
import { toNumber } from '../values/numbers.js'
import { typeOf, typeRank } from '../values/type-of.js'
import type { Comparison, Filter, ValueTest } from './filter.js'
import { asDocument, someValueAt } from './walk-path.js'

/** A test of a whole document, or of one value. */
export type Predicate = (value: unknown) => boolean

/** Makes a filter into a function. */
export function compileFilter(filter: Filter): Predicate {
  switch (filter.kind) {
    case 'and':
      return all(filter.filters.map(compileFilter))
    case 'or':
      return any(filter.filters.map(compileFilter))
    case 'nor': {
      const some = any(filter.filters.map(compileFilter))
      return (document) => !some(document)
    }
    case 'not': {
      const inner = compileFilter(filter.filter)
      return (document) => !inner(document)
    }
    case 'expression':
      return filter.matches
    case 'test': {
      const test = compileTest(filter.test)
      const path = filter.path
      return (document) => someValueAt(document, path, test)
    }
  }
}

function all(predicates: readonly Predicate[]): Predicate {
  const only = predicates[0]
  if (predicates.length === 1 && only) return only
  return (document) => predicates.every((predicate) => predicate(document))
}

function any(predicates: readonly Predicate[]): Predicate {
  return (document) => predicates.some((predicate) => predicate(document))
}

/** What holds for an array holds where one of its elements passes, or the array itself does. */
function orElement(test: Predicate): Predicate {
  return (value) => test(value) || (Array.isArray(value) && value.some(test))
}

function compileTest(test: ValueTest): Predicate {
  switch (test.kind) {
    case 'compare':
      return orElement(compileComparison(test.operator, test.value))
    case 'in':
      return orElement(compileIn(test.values, test.patterns))
    case 'exists':
      return (value) => value !== undefined
    case 'type':
      return orElement((value) => test.types.has(typeOf(value)))
    case 'regex':
      return orElement((value) => matchesPattern(value, test.pattern) || sameRegex(value, test.source))
    case 'mod':
      return orElement((value) => {
        const number = toNumber(value)
        return number !== undefined && Number.isFinite(number) && Math.trunc(number) % test.divisor === test.remainder
      })
    case 'size':
      return (value) => Array.isArray(value) && value.length === test.size
    case 'elemMatchDocument': {
      const inner = compileFilter(test.filter)
      return (value) =>
        Array.isArray(value) &&
        value.some((each) => (asDocument(each) !== undefined || Array.isArray(each)) && inner(each))
    }
    case 'elemMatchValue': {
      const inner = all(test.filters.map(compileFilter))
      return (value) => Array.isArray(value) && value.some((each) => inner(each))
    }
    case 'bits':
      return orElement((value) => bitsMatch(value, test.mask, test.wanted))
  }
}

function compileComparison(operator: Comparison, operand: unknown): Predicate {
  const rank = typeRank[typeOf(operand)]
  const accepts = acceptsOrder[operator]
  if (rank === typeRank.minKey || rank === typeRank.maxKey)
    return (value) => value !== undefined && accepts(compareValues(value, operand))
  if (operator !== '$eq' && isNaNValue(operand)) {
    return (value) => (operator === '$gte' || operator === '$lte') && isNaNValue(value)
  }
  return (value) => {
    if (typeRank[typeOf(value)] !== rank) return false
    if (operator !== '$eq' && isNaNValue(value)) return false
    return accepts(compareValues(value, operand))
  }
}

function isNaNValue(value: unknown): boolean {
  const number = plainNumber(value) ?? (typeOf(value) === 'decimal' ? toNumber(value) : 0)
  return Number.isNaN(number)
}

const acceptsOrder: Readonly<Record<Comparison, (order: number) => boolean>> = {
  $eq: (order) => order === 0,
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
}

const manyValues = 8

function compileIn(values: readonly unknown[], patterns: readonly RegExp[]): Predicate {
  const contains =
    values.length > manyValues
      ? containsByKey(values)
      : (value: unknown) => values.some((each) => equalValues(value, each))
  if (patterns.length === 0) return contains
  return (value) => contains(value) || patterns.some((pattern) => matchesPattern(value, pattern))
}

function containsByKey(values: readonly unknown[]): Predicate {
  const keys = new Set(values.map((value) => encodeValue(value).toString('latin1')))
  return (value) => keys.has(encodeValue(value).toString('latin1'))
}

function matchesPattern(value: unknown, pattern: RegExp): boolean {
  if (typeof value === 'string') return pattern.test(value)
  return value instanceof BSONSymbol && pattern.test(value.value)
}

function sameRegex(value: unknown, source: unknown): boolean {
  return value instanceof BSONRegExp && source instanceof BSONRegExp && equalValues(value, source)
}

function bitsMatch(value: unknown, mask: bigint, wanted: 'allSet' | 'allClear' | 'anySet' | 'anyClear'): boolean {
  const bits = integerBits(value)
  if (bits === undefined) return false
  const set = bits & mask
  switch (wanted) {
    case 'allSet':
      return set === mask
    case 'allClear':
      return set === 0n
    case 'anySet':
      return set !== 0n
    case 'anyClear':
      return set !== mask
  }
}

function integerBits(value: unknown): bigint | undefined {
  if (value instanceof Long) return value.toBigInt()
  if (value instanceof Int32) return BigInt(value.value)
  return value instanceof Double && Number.isSafeInteger(value.value) ? BigInt(value.value) : undefined
}
