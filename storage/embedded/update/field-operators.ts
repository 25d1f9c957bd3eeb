import { Int32, Long, Timestamp } from 'bson'
import { badValue, CommandError } from '../command-error.js'
import { compareValues } from '../values/compare.js'
import { isDocument } from '../values/document.js'
import { addNumbers, multiplyNumbers, toInteger } from '../values/numbers.js'
import { isNumberType, typeOf } from '../values/type-of.js'
import { notNumeric } from './update-error.js'
import type { FieldOperator } from './update-operator.js'

/** The operators on single fields, by name. */
export const fieldOperators: Readonly<Record<string, FieldOperator>> = {
  $set: (editor, path, operand) => editor.set(path, operand),
  $setOnInsert: (editor, path, operand, context) => {
    if (context.inserting) editor.set(path, operand)
  },
  $unset: (editor, path) => editor.unset(path),
  $inc: arithmetic('$inc', addNumbers, (operand) => operand),
  $mul: arithmetic('$mul', multiplyNumbers, (operand) => multiplyNumbers(operand, new Int32(0))),
  $min: (editor, path, operand) => {
    const value = editor.get(path)
    if (value === undefined || compareValues(operand, value) < 0) editor.set(path, operand)
  },
  $max: (editor, path, operand) => {
    const value = editor.get(path)
    if (value === undefined || compareValues(operand, value) > 0) editor.set(path, operand)
  },
  $currentDate: (editor, path, operand, context) => editor.set(path, currentDate(operand, context.now)),
  $bit: (editor, path, operand) => editor.set(path, bitwise(operand, editor.get(path))),
}

function arithmetic(
  name: string,
  combine: (a: unknown, b: unknown) => unknown,
  whenMissing: (operand: unknown) => unknown,
): FieldOperator {
  return (editor, path, operand, context) => {
    if (!isNumberType(typeOf(operand))) {
      const field = path.join('.')
      const what = name === '$inc' ? 'increment' : 'multiply'
      throw new CommandError(14, `Cannot ${what} with non-numeric argument: {${field}: ${String(operand)}}`)
    }
    const value = editor.get(path)
    if (value === undefined) return editor.set(path, whenMissing(operand))
    if (!isNumberType(typeOf(value))) throw notNumeric(name, path.at(-1) ?? '', value, context.original)
    const result = combine(value, operand)
    if (result === undefined)
      throw badValue(`Failed to apply ${name} operations to current value: the result does not fit 64 bits`)
    editor.set(path, result)
  }
}

function currentDate(operand: unknown, now: number): unknown {
  const type = isDocument(operand) ? operand.$type : operand
  if (type === true || type === false || type === 'date') return new Date(now)
  if (type === 'timestamp') return new Timestamp({ t: Math.floor(now / 1000), i: 1 })
  throw badValue("The '$type' string field is required to be 'date' or 'timestamp'")
}

function bitwise(operand: unknown, value: unknown): unknown {
  if (!isDocument(operand)) throw badValue('The $bit modifier is not compatible with a scalar')
  return Object.entries(operand).reduce<unknown>((result, [name, mask]) => {
    const left = bits(result ?? new Int32(0))
    const right = bits(mask)
    const wide = typeOf(mask) === 'long' || typeOf(result) === 'long'
    const combined =
      name === 'and' ? left & right : name === 'or' ? left | right : name === 'xor' ? left ^ right : undefined
    if (combined === undefined) throw badValue(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`)
    return wide ? Long.fromBigInt(combined) : new Int32(Number(combined))
  }, value)
}

function bits(value: unknown): bigint {
  const type = typeOf(value)
  if (value instanceof Long && type === 'long') return value.toBigInt()
  const integer = type === 'int' ? toInteger(value) : undefined
  if (integer === undefined) throw badValue('The $bit modifier field must be an Integer(32/64 bit)')
  return BigInt(integer)
}
