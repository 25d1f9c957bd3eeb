import { badValue, CommandError } from '../command-error.js'
import { compileFilter } from '../query/compile-filter.js'
import { isOperatorDocument, parseFilter, parseOperators } from '../query/parse-filter.js'
import { parseRegex } from '../query/parse-regex.js'
import { equalValues } from '../values/compare.js'
import { type BsonDocument, isDocument } from '../values/document.js'
import { toInteger, toNumber } from '../values/numbers.js'
import { typeOf } from '../values/type-of.js'
import type { DocumentEditor } from './document-editor.js'
import { sortedBy } from './sort-array.js'
import { nameOf } from './update-error.js'
import type { FieldOperator } from './update-operator.js'

/** The operators on arrays, by name. */
export const arrayOperators: Readonly<Record<string, FieldOperator>> = {
  $push: (editor, path, operand, context) => {
    const array = editor.get(path)
    if (array !== undefined && !Array.isArray(array)) {
      throw badValue(
        `The field '${path.join('.')}' must be an array but is of type ${typeOf(array)} in document ${nameOf(context.original)}`,
      )
    }
    editor.set(path, pushed(array ?? [], operand))
  },
  $addToSet: (editor, path, operand) => {
    const array = editor.get(path)
    if (array !== undefined && !Array.isArray(array)) {
      throw badValue(
        `Cannot apply $addToSet to non-array field. Field named '${path.at(-1)}' has non-array type ${typeOf(array)}`,
      )
    }
    const result: unknown[] = [...(array ?? [])]
    for (const value of eachOf(operand, '$addToSet')) {
      if (!result.some((known) => equalValues(known, value))) result.push(value)
    }
    if (array === undefined || result.length > array.length) editor.set(path, result)
  },
  $pop: (editor, path, operand) => {
    const end = toNumber(operand)
    if (end !== 1 && end !== -1) throw new CommandError(9, `$pop expects 1 or -1, found: ${String(operand)}`)
    const array = editor.get(path)
    if (array === undefined) return
    if (!Array.isArray(array)) {
      throw new CommandError(14, `Path '${path.join('.')}' contains an element of non-array type '${typeOf(array)}'`)
    }
    editor.set(path, end === 1 ? array.slice(0, -1) : array.slice(1))
  },
  $pull: (editor, path, operand) => keepWhere(editor, path, '$pull', pullTest(operand)),
  $pullAll: (editor, path, operand) => {
    if (!Array.isArray(operand))
      throw badValue(`$pullAll requires an array argument but was given a ${typeOf(operand)}`)
    const values: readonly unknown[] = operand
    keepWhere(editor, path, '$pullAll', (value) => values.some((each) => equalValues(each, value)))
  },
}

function keepWhere(
  editor: DocumentEditor,
  path: readonly string[],
  name: string,
  goes: (value: unknown) => boolean,
): void {
  const array = editor.get(path)
  if (array === undefined) return
  if (!Array.isArray(array)) throw badValue(`Cannot apply ${name} to a non-array value`)
  const kept = array.filter((value) => !goes(value))
  if (kept.length < array.length) editor.set(path, kept)
}

/** What `$pull` takes away: what equals a value, what an operator accepts, or which embedded document passes a query. */
function pullTest(operand: unknown): (value: unknown) => boolean {
  if (isOperatorDocument(operand)) return compileFilter({ kind: 'and', filters: parseOperators([], operand) })
  if (isDocument(operand)) {
    const matches = compileFilter(parseFilter(operand))
    return (value) => isDocument(value) && matches(value)
  }
  if (typeOf(operand) === 'regex') {
    const pattern = parseRegex(operand, undefined)
    return (value) => (typeof value === 'string' && pattern.test(value)) || equalValues(value, operand)
  }
  return (value) => equalValues(value, operand)
}

function eachOf(operand: unknown, name: string): readonly unknown[] {
  if (!isDocument(operand) || !('$each' in operand)) return [operand]
  if (!Array.isArray(operand.$each)) {
    throw new CommandError(
      name === '$push' ? 2 : 14,
      `The argument to $each in ${name} must be an array but it was of type ${typeOf(operand.$each)}`,
    )
  }
  const other = Object.keys(operand).find((key) => key !== '$each')
  if (name === '$addToSet' && other !== undefined)
    throw badValue(`Found unexpected fields after $each in $addToSet: ${other}`)
  return operand.$each
}

const pushModifiers = new Set(['$each', '$position', '$slice', '$sort'])

function pushed(array: readonly unknown[], operand: unknown): readonly unknown[] {
  const values = eachOf(operand, '$push')
  if (!isDocument(operand) || !('$each' in operand)) return [...array, ...values]
  const unknownClause = Object.keys(operand).find((key) => !pushModifiers.has(key))
  if (unknownClause !== undefined) throw badValue(`Unrecognized clause in $push: ${unknownClause}`)
  const position = integerOf(operand, '$position') ?? array.length
  const at = position < 0 ? Math.max(0, array.length + position) : position
  const joined = [...array.slice(0, at), ...values, ...array.slice(at)]
  const sorted = '$sort' in operand ? sortedBy(joined, operand.$sort) : joined
  const slice = integerOf(operand, '$slice')
  if (slice === undefined) return sorted
  return slice >= 0 ? sorted.slice(0, slice) : sorted.slice(slice)
}

function integerOf(operand: BsonDocument, name: string): number | undefined {
  if (!(name in operand)) return undefined
  const value = toInteger(operand[name])
  if (value === undefined)
    throw badValue(`The value for ${name} must be an integer value but was given type: ${typeOf(operand[name])}`)
  return value
}
