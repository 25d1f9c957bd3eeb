import type { Filter, ValueTest } from '../query/filter.js'
import { compareValues, equalValues } from '../values/compare.js'
import { typeOf, typeRank } from '../values/type-of.js'
import type { Predicates } from './predicates.js'

/** Tells whether whatever passes the query's predicates surely passes a partial index's filter. */
export function implies(predicates: Predicates, filter: Filter): boolean {
  if (filter.kind === 'and') return filter.filters.every((each) => implies(predicates, each))
  if (filter.kind === 'or') return filter.filters.some((each) => implies(predicates, each))
  if (filter.kind !== 'test') return false
  const wanted = filter.test
  return (predicates.get(filter.path.join('.')) ?? []).some((known) => testImplies(known, wanted))
}

/** Tells whether a value that passes one test cannot be null or missing. */
export function excludesMissing(test: ValueTest): boolean {
  if (test.kind === 'compare') return typeRank[typeOf(test.value)] !== typeRank.null && !isKeyLimit(test.value)
  if (test.kind === 'in') return test.values.every((value) => value !== null && value !== undefined)
  return (
    test.kind === 'exists' ||
    test.kind === 'regex' ||
    test.kind === 'mod' ||
    test.kind === 'size' ||
    test.kind === 'elemMatchDocument'
  )
}

function isKeyLimit(value: unknown): boolean {
  const type = typeOf(value)
  return type === 'minKey' || type === 'maxKey'
}

function testImplies(known: ValueTest, wanted: ValueTest): boolean {
  switch (wanted.kind) {
    case 'exists':
      return excludesMissing(known)
    case 'type':
      return equalityValues(known)?.every((value) => !Array.isArray(value) && wanted.types.has(typeOf(value))) ?? false
    case 'in': {
      const wantedValues = wanted.values
      return equalityValues(known)?.every((value) => wantedValues.some((each) => equalValues(each, value))) ?? false
    }
    case 'compare':
      return compareImplies(known, wanted)
    default:
      return false
  }
}

function equalityValues(test: ValueTest): readonly unknown[] | undefined {
  if (test.kind === 'compare' && test.operator === '$eq') return [test.value]
  return test.kind === 'in' && test.patterns.length === 0 ? test.values : undefined
}

function compareImplies(known: ValueTest, wanted: ValueTest & { kind: 'compare' }): boolean {
  const values = equalityValues(known)
  if (values) return values.every((value) => passes(value, wanted))
  if (known.kind !== 'compare' || wanted.operator === '$eq') return false
  if (typeRank[typeOf(known.value)] !== typeRank[typeOf(wanted.value)]) return false
  const order = compareValues(known.value, wanted.value)
  const upward = wanted.operator === '$gt' || wanted.operator === '$gte'
  const sameWay = upward
    ? known.operator === '$gt' || known.operator === '$gte'
    : known.operator === '$lt' || known.operator === '$lte'
  if (!sameWay) return false
  const strictEnough = wanted.operator === known.operator || wanted.operator === '$gte' || wanted.operator === '$lte'
  return (upward ? order > 0 : order < 0) || (order === 0 && strictEnough)
}

function passes(value: unknown, wanted: ValueTest & { kind: 'compare' }): boolean {
  if (Array.isArray(value) || typeRank[typeOf(value)] !== typeRank[typeOf(wanted.value)]) return false
  const order = compareValues(value, wanted.value)
  if (order === 0) return wanted.operator !== '$gt' && wanted.operator !== '$lt'
  return order > 0
    ? wanted.operator === '$gt' || wanted.operator === '$gte'
    : wanted.operator === '$lt' || wanted.operator === '$lte'
}
