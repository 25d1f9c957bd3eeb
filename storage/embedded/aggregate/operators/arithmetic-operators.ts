import { Double, Int32, Long } from 'bson'
import { CommandError, notImplemented } from '../../command-error.js'
import { addNumbers, integerValue, multiplyNumbers, subtractNumbers, toNumber } from '../../values/numbers.js'
import { isNumberType, typeOf } from '../../values/type-of.js'
import { averageOf, extremeOf, sumOf } from '../accumulate.js'
import { isNullish, type Operator, type OperatorTable, unlimited, withArguments } from './operator.js'

/** Arithmetic; null or missing operands give null, as MongoDB does. */
export const arithmeticOperators: OperatorTable = {
  $add: withArguments('$add', [0, unlimited], (values) => {
    if (values.some(isNullish)) return null
    const dates = values.filter((value) => value instanceof Date)
    if (dates.length > 1) throw new CommandError(16612, 'only one date allowed in an $add expression')
    const numbers = values.filter((value) => !(value instanceof Date))
    for (const number of numbers) requireNumber('$add', number, 14)
    const sum = numbers.reduce(
      orDouble(addNumbers, (a, b) => a + b),
      new Int32(0),
    )
    return dates[0] ? new Date(dates[0].getTime() + Math.round(toNumber(sum) ?? 0)) : sum
  }),
  $subtract: withArguments('$subtract', [2, 2], ([left, right]) => {
    if (isNullish(left) || isNullish(right)) return null
    if (left instanceof Date && right instanceof Date) return Long.fromNumber(left.getTime() - right.getTime())
    if (left instanceof Date && isNumberType(typeOf(right)))
      return new Date(left.getTime() - Math.round(toNumber(right) ?? 0))
    if (!isNumberType(typeOf(left)) || !isNumberType(typeOf(right))) {
      throw new CommandError(14, `can't $subtract ${typeOf(right)} from ${typeOf(left)}`)
    }
    return orDouble(subtractNumbers, (a, b) => a - b)(left, right)
  }),
  $multiply: withArguments('$multiply', [0, unlimited], (values) => {
    if (values.some(isNullish)) return null
    for (const value of values) requireNumber('$multiply', value, 14)
    return values.reduce(
      orDouble(multiplyNumbers, (a, b) => a * b),
      new Int32(1),
    )
  }),
  $divide: withArguments('$divide', [2, 2], ([left, right]) => {
    if (isNullish(left) || isNullish(right)) return null
    const [a, b] = doubles('$divide', left, right)
    if (b === 0) throw new CommandError(2, "can't $divide by zero")
    return new Double(a / b)
  }),
  $mod: withArguments('$mod', [2, 2], ([left, right]) => {
    if (isNullish(left) || isNullish(right)) return null
    const [a, b] = doubles('$mod', left, right)
    if (b === 0) throw new CommandError(16610, "can't $mod by zero")
    return sameKind([left, right], a % b)
  }),
  $abs: unary('$abs', Math.abs),
  $ceil: unary('$ceil', Math.ceil),
  $floor: unary('$floor', Math.floor),
  $sqrt: withArguments('$sqrt', [1, 1], ([value]) => {
    if (isNullish(value)) return null
    const number = requireNumber('$sqrt', value, 28765)
    if (number < 0) throw new CommandError(28714, "$sqrt's argument must be greater than or equal to 0")
    return new Double(Math.sqrt(number))
  }),
  $pow: withArguments('$pow', [2, 2], ([base, exponent]) => {
    if (isNullish(base) || isNullish(exponent)) return null
    const [a, b] = doubles('$pow', base, exponent)
    if (a === 0 && b < 0) throw new CommandError(28764, '$pow cannot take a base of 0 and a negative exponent')
    return sameKind([base, exponent], a ** b)
  }),
  $trunc: rounding('$trunc', Math.trunc),
  $round: rounding('$round', roundHalfToEven),
  $sum: overArguments(sumOf),
  $avg: overArguments(averageOf),
  $min: overArguments((values) => extremeOf(values, -1) ?? null),
  $max: overArguments((values) => extremeOf(values, 1) ?? null),
}

/** Accumulators used as expressions: over the arguments, or over the elements of the only one. */
function overArguments(compute: (values: readonly unknown[]) => unknown): Operator {
  return (operand, compile) => {
    const sources: readonly unknown[] = Array.isArray(operand) ? operand : [operand]
    const expressions = sources.map(compile)
    return (scope) => {
      const values = expressions.map((expression) => expression(scope))
      const only = values[0]
      return compute(values.length === 1 && Array.isArray(only) ? only : values)
    }
  }
}

function requireNumber(name: string, value: unknown, code: number): number {
  const type = typeOf(value)
  const number = isNumberType(type) ? toNumber(value) : undefined
  if (number === undefined) throw new CommandError(code, `${name} only supports numeric types, not ${type}`)
  return number
}

function doubles(name: string, left: unknown, right: unknown): [number, number] {
  if (typeOf(left) === 'decimal' || typeOf(right) === 'decimal') throw notImplemented(`${name} with a Decimal128`)
  return [requireNumber(name, left, 14), requireNumber(name, right, 14)]
}

/** Integer arithmetic that leaves 64 bits goes on as double. */
function orDouble(exact: (a: unknown, b: unknown) => unknown, inDoubles: (a: number, b: number) => number) {
  return (a: unknown, b: unknown): unknown => exact(a, b) ?? new Double(inDoubles(toNumber(a) ?? 0, toNumber(b) ?? 0))
}

/** An int or a long where all operands are and the result fits, a double otherwise. */
function sameKind(operands: readonly unknown[], result: number): unknown {
  const types = operands.map(typeOf)
  if (types.includes('double') || !Number.isSafeInteger(result)) return new Double(result)
  return types.includes('long') ? Long.fromNumber(result) : integerValue(result)
}

function unary(name: string, compute: (value: number) => number): Operator {
  return withArguments(name, [1, 1], ([value]) => {
    if (isNullish(value)) return null
    if (typeOf(value) === 'decimal') throw notImplemented(`${name} of a Decimal128`)
    return sameKind([value], compute(requireNumber(name, value, 28765)))
  })
}

function rounding(name: string, compute: (value: number) => number): Operator {
  return withArguments(name, [1, 2], ([value, place]) => {
    if (isNullish(value)) return null
    if (typeOf(value) === 'decimal') throw notImplemented(`${name} of a Decimal128`)
    const number = requireNumber(name, value, 51081)
    const digits = place === undefined ? 0 : requireNumber(name, place, 51082)
    if (!Number.isInteger(digits) || digits < -20 || digits > 100)
      throw new CommandError(51083, `cannot apply ${name} with precision value ${digits} value must be in [-20, 100]`)
    if (typeOf(value) !== 'double' && digits >= 0) return value
    return sameKind([value], shifted(shifted(number, digits, compute), -digits))
  })
}

/** Moves the decimal point in the number's shortest notation, so that 2.675 stays what it looks like. */
function shifted(value: number, digits: number, compute: (value: number) => number = (same) => same): number {
  if (!Number.isFinite(value)) return value
  const [mantissa = '0', exponent = '0'] = String(value).split('e')
  return compute(Number(`${mantissa}e${Number(exponent) + digits}`))
}

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}
