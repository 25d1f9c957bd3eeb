import { Decimal128, Double, Int32 } from 'bson'
import { notImplemented } from '../command-error.js'
import { compareValues } from '../values/compare.js'
import { addNumbers, toNumber } from '../values/numbers.js'
import { isNumberType, typeOf } from '../values/type-of.js'

/** The sum of the numbers among the values; what is no number counts nothing. */
export function sumOf(values: readonly unknown[]): unknown {
  return values.reduce(addIfNumber, new Int32(0))
}

/** Adds a value to a running sum if it is a number. */
export function addIfNumber(sum: unknown, value: unknown): unknown {
  if (!isNumberType(typeOf(value))) return sum
  return addNumbers(sum, value) ?? new Double((toNumber(sum) ?? 0) + (toNumber(value) ?? 0))
}

/** The mean of the numbers among the values, a double; null where there is none. */
export function averageOf(values: readonly unknown[]): unknown {
  const numbers = values.filter((value) => isNumberType(typeOf(value)))
  return numbers.length === 0 ? null : meanOf(sumOf(numbers), numbers.length)
}

/** A sum divided by a count. */
export function meanOf(sum: unknown, count: number): Double {
  if (sum instanceof Decimal128) throw notImplemented('the average of Decimal128 values')
  return new Double((toNumber(sum) ?? 0) / count)
}

/** The least (-1) or greatest (1) value in MongoDB's order; null and missing do not count. */
export function extremeOf(values: readonly unknown[], direction: 1 | -1): unknown {
  return values.reduce((best, value) => betterOf(best, value, direction), undefined)
}

/** The better of two in a direction; undefined and null never win. */
export function betterOf(best: unknown, value: unknown, direction: 1 | -1): unknown {
  if (value === null || value === undefined) return best
  return best === undefined || compareValues(value, best) * direction > 0 ? value : best
}
