import { Decimal128, Double, Int32, Long, ObjectId } from 'bson'
import { CommandError } from '../../command-error.js'
import { toNumber } from '../../values/numbers.js'
import { isNumberType, typeOf } from '../../values/type-of.js'
import { truthy } from '../truthy.js'
import { isNullish, namedArguments, type Operator, type OperatorTable, withArguments } from './operator.js'

/** Types and conversions. */
export const conversionOperators: OperatorTable = {
  $type: withArguments('$type', [1, 1], ([value]) => typeOf(value)),
  $isNumber: withArguments('$isNumber', [1, 1], ([value]) => isNumberType(typeOf(value))),
  $toInt: conversion('$toInt', (value) => new Int32(integerIn(value, 2 ** 31))),
  $toLong: conversion('$toLong', (value) => (value instanceof Date ? Long.fromNumber(value.getTime()) : toLong(value))),
  $toDouble: conversion(
    '$toDouble',
    (value) => new Double(value instanceof Date ? value.getTime() : numberFrom(value)),
  ),
  $toBool: conversion('$toBool', truthy),
  $toString: conversion('$toString', textOf),
  $toDate: conversion('$toDate', toDate),
  $toObjectId: conversion('$toObjectId', toObjectId),
  $convert: (operand, compile) => {
    const given = namedArguments('$convert', operand, { required: ['input', 'to'], optional: ['onError', 'onNull'] })
    const input = compile(given.input)
    const convert = typeof given.to === 'string' ? conversions[given.to] : undefined
    if (!convert)
      throw new CommandError(238, "$convert takes 'to' only as a constant name of a type in the embedded store")
    const onError = 'onError' in given ? compile(given.onError) : undefined
    const onNull = 'onNull' in given ? compile(given.onNull) : undefined
    return (scope) => {
      const value = input(scope)
      if (isNullish(value)) return onNull ? onNull(scope) : null
      try {
        return convert(value)
      } catch (error) {
        if (onError && error instanceof CommandError) return onError(scope)
        throw error
      }
    }
  },
}

const conversions: Readonly<Record<string, (value: unknown) => unknown>> = {
  int: (value) => new Int32(integerIn(value, 2 ** 31)),
  long: (value) => (value instanceof Date ? Long.fromNumber(value.getTime()) : toLong(value)),
  double: (value) => new Double(value instanceof Date ? value.getTime() : numberFrom(value)),
  bool: truthy,
  string: textOf,
  date: toDate,
  objectId: toObjectId,
}

function conversion(name: string, convert: (value: unknown) => unknown): Operator {
  return withArguments(name, [1, 1], ([value]) => (isNullish(value) ? null : convert(value)))
}

function failure(value: unknown, to: string): CommandError {
  return new CommandError(
    241,
    `Failed to convert a value of type ${typeOf(value)} to ${to} in $convert with no onError value`,
  )
}

function numberFrom(value: unknown): number {
  if (typeof value === 'boolean') return value ? 1 : 0
  const number =
    toNumber(value) ??
    (typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value) ? Number(value) : undefined)
  if (number === undefined) throw failure(value, 'number')
  return number
}

function integerIn(value: unknown, limit: number): number {
  if (typeof value === 'string' && !/^[+-]?\d+$/.test(value)) throw failure(value, 'int')
  const number = Math.trunc(numberFrom(value))
  if (!(number >= -limit && number < limit)) throw failure(value, 'int')
  return number
}

function toLong(value: unknown): Long {
  if (value instanceof Long) return value
  if (typeof value === 'string' && /^[+-]?\d+$/.test(value)) {
    const integer = BigInt(value)
    if (integer < -(2n ** 63n) || integer >= 2n ** 63n) throw failure(value, 'long')
    return Long.fromBigInt(integer)
  }
  return Long.fromNumber(integerIn(value, 2 ** 63))
}

/** A value as `$toString` writes it. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  if (value instanceof ObjectId) return value.toHexString()
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Int32 || value instanceof Long || value instanceof Decimal128) return value.toString()
  if (value instanceof Double) return String(value.value)
  throw failure(value, 'string')
}

function toDate(value: unknown): Date {
  if (value instanceof Date) return value
  if (value instanceof ObjectId) return value.getTimestamp()
  if (
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(value)
  ) {
    const date = new Date(/(Z|[+-]\d{2}:?\d{2})$/.test(value) || !value.includes('T') ? value : `${value}Z`)
    if (!Number.isNaN(date.getTime())) return date
  }
  const type = typeOf(value)
  if (type === 'long' || type === 'double') return new Date(Math.trunc(toNumber(value) ?? Number.NaN))
  throw failure(value, 'date')
}

function toObjectId(value: unknown): ObjectId {
  if (value instanceof ObjectId) return value
  if (typeof value === 'string' && /^[0-9a-fA-F]{24}$/.test(value)) return new ObjectId(value)
  throw failure(value, 'objectId')
}
