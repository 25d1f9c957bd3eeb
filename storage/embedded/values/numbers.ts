import { Decimal128, Double, Int32, Long } from 'bson'
import { badValue, CommandError } from '../command-error.js'
import { decimalParts } from './exact-number.js'
import { isNumberType, typeOf } from './type-of.js'

/** The value as a JavaScript number, exact or the nearest; undefined for what is no number. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (value instanceof Int32 || value instanceof Double) return value.value
  const type = typeOf(value)
  if (type === 'long' && (value instanceof Long || typeof value === 'bigint')) return Number(toBigInt(value))
  return value instanceof Decimal128 ? Number(value.toString()) : undefined
}

/** The value as an integer; undefined where it is no number or has a fraction. */
export function toInteger(value: unknown): number | undefined {
  const number = toNumber(value)
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined
}

/** An int where the number fits one, else a long, else a double. */
export function integerValue(value: number): Int32 | Long | Double {
  if (value >= -(2 ** 31) && value < 2 ** 31) return new Int32(value)
  return Number.isSafeInteger(value) ? Long.fromNumber(value) : new Double(value)
}

/** Adds two numbers by MongoDB's rules of types: int grows to long, long overflow is `undefined`, double and decimal win. */
export function addNumbers(a: unknown, b: unknown): unknown {
  return combine(a, b, {
    integers: (x, y) => x + y,
    doubles: (x, y) => x + y,
    decimals: (x, y) => {
      const exponent = Math.min(x.exponent, y.exponent)
      const left = x.coefficient * 10n ** BigInt(x.exponent - exponent)
      return { coefficient: left + y.coefficient * 10n ** BigInt(y.exponent - exponent), exponent }
    },
  })
}

/** Multiplies two numbers by the same rules. */
export function multiplyNumbers(a: unknown, b: unknown): unknown {
  return combine(a, b, {
    integers: (x, y) => x * y,
    doubles: (x, y) => x * y,
    decimals: (x, y) => ({ coefficient: x.coefficient * y.coefficient, exponent: x.exponent + y.exponent }),
  })
}

/** Takes the second number from the first by the same rules. */
export function subtractNumbers(a: unknown, b: unknown): unknown {
  return addNumbers(a, multiplyNumbers(b, new Int32(-1)))
}

interface Operation {
  integers(x: bigint, y: bigint): bigint
  doubles(x: number, y: number): number
  decimals(x: Parts, y: Parts): Parts
}

interface Parts {
  readonly coefficient: bigint
  readonly exponent: number
}

function combine(a: unknown, b: unknown, operation: Operation): unknown {
  const typeA = typeOf(a)
  const typeB = typeOf(b)
  if (!isNumberType(typeA) || !isNumberType(typeB)) throw badValue('a number is needed')
  if (typeA === 'decimal' || typeB === 'decimal') {
    const { coefficient, exponent } = operation.decimals(partsOf(a), partsOf(b))
    return Decimal128.fromStringWithRounding(`${coefficient}E${exponent}`)
  }
  if (typeA === 'double' || typeB === 'double') {
    return new Double(operation.doubles(toNumber(a) ?? Number.NaN, toNumber(b) ?? Number.NaN))
  }
  const result = operation.integers(toBigInt(a), toBigInt(b))
  if (typeA === 'int' && typeB === 'int' && result >= -(2n ** 31n) && result < 2n ** 31n)
    return new Int32(Number(result))
  return result >= -(2n ** 63n) && result < 2n ** 63n ? Long.fromBigInt(result) : undefined
}

function partsOf(value: unknown): Parts {
  const parts = decimalParts(value instanceof Decimal128 ? value.toString() : String(toNumber(value)))
  if (!parts) throw new CommandError(238, 'arithmetic with a Decimal128 that is NaN or infinite is not supported')
  return value instanceof Long ? { coefficient: value.toBigInt(), exponent: 0 } : parts
}

function toBigInt(value: unknown): bigint {
  if (value instanceof Long) return value.toBigInt()
  return typeof value === 'bigint' ? value : BigInt(toNumber(value) ?? 0)
}
