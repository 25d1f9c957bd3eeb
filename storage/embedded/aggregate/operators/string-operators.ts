import { Int32 } from 'bson'
import { CommandError } from '../../command-error.js'
import { parseRegex } from '../../query/parse-regex.js'
import { toInteger } from '../../values/numbers.js'
import { typeOf } from '../../values/type-of.js'
import { textOf } from './conversion-operators.js'
import { isNullish, type Operator, type OperatorTable, unlimited, withArguments, withFields } from './operator.js'

/** Operators on strings. Upper and lower case concern ASCII letters only, as in MongoDB. */
export const stringOperators: OperatorTable = {
  $concat: withArguments('$concat', [0, unlimited], (values) => {
    if (values.some(isNullish)) return null
    return values.map((value) => stringOr(value, 16702, '$concat only supports strings')).join('')
  }),
  $toLower: withArguments('$toLower', [1, 1], ([value]) =>
    caseless(value).replace(/[A-Z]+/g, (part) => part.toLowerCase()),
  ),
  $toUpper: withArguments('$toUpper', [1, 1], ([value]) =>
    caseless(value).replace(/[a-z]+/g, (part) => part.toUpperCase()),
  ),
  $strLenCP: withArguments(
    '$strLenCP',
    [1, 1],
    ([value]) => new Int32([...stringOr(value, 34471, '$strLenCP requires a string argument')].length),
  ),
  $strLenBytes: withArguments(
    '$strLenBytes',
    [1, 1],
    ([value]) => new Int32(Buffer.byteLength(stringOr(value, 34473, '$strLenBytes requires a string argument'))),
  ),
  $substrCP: withArguments('$substrCP', [3, 3], ([value, start, length]) => {
    const [from, count] = [toInteger(start), toInteger(length)]
    if (from === undefined || count === undefined || from < 0 || count < 0) {
      throw new CommandError(34450, '$substrCP: starting index and length must be non-negative integers')
    }
    return [...caseless(value)].slice(from, from + count).join('')
  }),
  $split: withArguments('$split', [2, 2], ([value, separator]) => {
    if (isNullish(value) || isNullish(separator)) return null
    const by = stringOr(
      separator,
      40086,
      '$split requires an expression that evaluates to a string as a second argument',
    )
    if (by === '') throw new CommandError(40087, '$split requires a non-empty separator')
    return stringOr(value, 40085, '$split requires an expression that evaluates to a string as a first argument').split(
      by,
    )
  }),
  $trim: trimming('$trim', true, true),
  $ltrim: trimming('$ltrim', true, false),
  $rtrim: trimming('$rtrim', false, true),
  $indexOfCP: withArguments('$indexOfCP', [2, 2], ([value, part]) => {
    if (isNullish(value)) return null
    const text = stringOr(value, 40093, '$indexOfCP requires a string as the first argument')
    const at = text.indexOf(stringOr(part, 40094, '$indexOfCP requires a string as the second argument'))
    return new Int32(at < 0 ? -1 : [...text.slice(0, at)].length)
  }),
  $strcasecmp: withArguments('$strcasecmp', [2, 2], ([a, b]) => {
    const [left, right] = [caseless(a).toUpperCase(), caseless(b).toUpperCase()]
    return new Int32(left === right ? 0 : left < right ? -1 : 1)
  }),
  $replaceOne: replacing('$replaceOne', (input, find, replacement) => input.replace(find, () => replacement)),
  $replaceAll: replacing('$replaceAll', (input, find, replacement) => input.replaceAll(find, () => replacement)),
  $regexMatch: withFields('$regexMatch', { required: ['input', 'regex'], optional: ['options'] }, (argument) => {
    const [input, regex, options] = [argument('input'), argument('regex'), argument('options')]
    if (isNullish(input) || isNullish(regex)) return false
    const pattern = parseRegex(regex, typeof options === 'string' ? options : undefined)
    return pattern.test(stringOr(input, 51104, "$regexMatch needs 'input' to be of type string"))
  }),
}

function stringOr(value: unknown, code: number, message: string): string {
  if (typeof value !== 'string') throw new CommandError(code, `${message}, not ${typeOf(value)}`)
  return value
}

function caseless(value: unknown): string {
  return isNullish(value) ? '' : textOf(value)
}

function trimming(name: string, start: boolean, end: boolean): Operator {
  return withFields(name, { required: ['input'], optional: ['chars'] }, (argument) => {
    const [input, chars] = [argument('input'), argument('chars')]
    if (isNullish(input) || chars === null) return null
    const text = stringOr(input, 50699, `${name} requires its input to be a string`)
    const cut =
      chars === undefined ? undefined : new Set(stringOr(chars, 50700, `${name} requires 'chars' to be a string`))
    const goes = (character: string) => (cut ? cut.has(character) : /[\s\0]/u.test(character))
    const points = [...text]
    let from = 0
    let to = points.length
    while (start && from < to && goes(points[from] ?? '')) from++
    while (end && to > from && goes(points[to - 1] ?? '')) to--
    return points.slice(from, to).join('')
  })
}

function replacing(name: string, replace: (input: string, find: string, replacement: string) => string): Operator {
  return withFields(name, { required: ['input', 'find', 'replacement'], optional: [] }, (argument) => {
    const values = [argument('input'), argument('find'), argument('replacement')]
    if (values.some(isNullish)) return null
    const [input = '', find = '', replacement = ''] = values.map((value) =>
      stringOr(value, 51746, `${name} requires strings`),
    )
    return replace(input, find, replacement)
  })
}
