import { Double, Int32 } from 'bson'
import { CommandError, notImplemented } from '../command-error.js'
import { encodeValue } from '../index/key-writer.js'
import { type BsonDocument, isDocument } from '../values/document.js'
import { toNumber } from '../values/numbers.js'
import { isNumberType, typeOf } from '../values/type-of.js'
import { addIfNumber, betterOf, meanOf } from './accumulate.js'
import { mergeObjects } from './operators/conditional-operators.js'

/** Gathers one value of a group. */
export interface Accumulator {
  add(value: unknown): void
  result(): unknown
}

/** Makes a fresh accumulator for an operator of `$group`. Throws code 15952 on one that is not known. */
export function accumulatorNamed(name: string): () => Accumulator {
  const make = Object.hasOwn(accumulators, name) ? accumulators[name] : undefined
  if (make) return make
  if (
    [
      '$percentile',
      '$median',
      '$top',
      '$topN',
      '$bottom',
      '$bottomN',
      '$firstN',
      '$lastN',
      '$minN',
      '$maxN',
      '$accumulator',
    ].includes(name)
  ) {
    throw notImplemented(`the group operator ${name}`)
  }
  throw new CommandError(15952, `unknown group operator '${name}'`)
}

const accumulators: Readonly<Record<string, () => Accumulator>> = {
  $sum: () => folding(new Int32(0), addIfNumber),
  $count: () => folding(new Int32(0), (count) => addIfNumber(count, new Int32(1))),
  $avg: average,
  $min: () => folding(undefined, (best, value) => betterOf(best, value, -1), nullIfMissing),
  $max: () => folding(undefined, (best, value) => betterOf(best, value, 1), nullIfMissing),
  $first: firstValue,
  $last: () => folding(null, (_last, value) => value ?? null),
  $push: () => {
    const values: unknown[] = []
    return { add: (value) => value !== undefined && values.push(value), result: () => values }
  },
  $addToSet: () => {
    const values = new Map<string, unknown>()
    return {
      add(value) {
        if (value === undefined) return
        const key = encodeValue(value).toString('latin1')
        if (!values.has(key)) values.set(key, value)
      },
      result: () => [...values.values()],
    }
  },
  $mergeObjects: () => folding<unknown>({}, (merged, value) => mergeObjects([asObject(merged), value])),
  $stdDevPop: () => deviation((squares, count) => (count === 0 ? null : new Double(Math.sqrt(squares / count)))),
  $stdDevSamp: () => deviation((squares, count) => (count < 2 ? null : new Double(Math.sqrt(squares / (count - 1))))),
}

function folding<T>(
  start: T,
  step: (state: unknown, value: unknown) => unknown,
  finish: (state: unknown) => unknown = (state) => state,
): Accumulator {
  let state: unknown = start
  return {
    add(value) {
      state = step(state, value)
    },
    result: () => finish(state),
  }
}

function nullIfMissing(value: unknown): unknown {
  return value ?? null
}

function asObject(value: unknown): BsonDocument {
  return isDocument(value) ? value : {}
}

function firstValue(): Accumulator {
  let found = false
  let first: unknown = null
  return {
    add(value) {
      if (!found) first = value ?? null
      found = true
    },
    result: () => first,
  }
}

function average(): Accumulator {
  let sum: unknown = new Int32(0)
  let count = 0
  return {
    add(value) {
      if (!isNumberType(typeOf(value))) return
      sum = addIfNumber(sum, value)
      count++
    },
    result: () => (count === 0 ? null : meanOf(sum, count)),
  }
}

function deviation(finish: (squares: number, count: number) => unknown): Accumulator {
  let [mean, squares, count] = [0, 0, 0]
  return {
    add(value) {
      if (!isNumberType(typeOf(value))) return
      const number = toNumber(value) ?? 0
      count++
      const distance = number - mean
      mean += distance / count
      squares += distance * (number - mean)
    },
    result: () => finish(squares, count),
  }
}
