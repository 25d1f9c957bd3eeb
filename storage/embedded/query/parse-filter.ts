import { BSONRegExp, DBRef } from 'bson'
import { compileExpression } from '../aggregate/compile-expression.js'
import type { Variables } from '../aggregate/expression.js'
import { truthy } from '../aggregate/truthy.js'
import { badValue, CommandError, notImplemented } from '../command-error.js'
import { type BsonDocument, isDocument } from '../values/document.js'
import { toInteger, toNumber } from '../values/numbers.js'
import { isNumberType, type TypeName, typeNumbers, typeOf, typeRank } from '../values/type-of.js'
import { type Comparison, everything, type Filter, type ValueTest } from './filter.js'
import { parseRegex } from './parse-regex.js'
import { type Path, pathOf } from './walk-path.js'

/** Parses a query; `variables` are those of `let`, for `$expr`. Throws BadValue on what is no operator. */
export function parseFilter(query: BsonDocument, variables: Variables = new Map()): Filter {
  return and(
    Object.entries(query).flatMap(([name, value]) =>
      name.startsWith('$') ? topLevel(name, value, variables) : parseField(pathOf(name), value),
    ),
  )
}

function and(filters: readonly Filter[]): Filter {
  const only = filters[0]
  if (filters.length === 1 && only) return only
  return filters.length === 0 ? everything : { kind: 'and', filters }
}

function topLevel(name: string, value: unknown, variables: Variables): Filter[] {
  switch (name) {
    case '$and':
    case '$or':
    case '$nor':
      return [
        { kind: name === '$and' ? 'and' : name === '$or' ? 'or' : 'nor', filters: clauses(name, value, variables) },
      ]
    case '$expr': {
      const expression = compileExpression(value)
      return [{ kind: 'expression', matches: (document) => truthy(expression({ root: document, variables })) }]
    }
    case '$comment':
      return []
    case '$where':
    case '$text':
    case '$jsonSchema':
      throw notImplemented(name)
    default:
      throw badValue(
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      )
  }
}

function clauses(name: string, value: unknown, variables: Variables): Filter[] {
  if (!Array.isArray(value)) throw badValue(`${name} must be an array`)
  if (value.length === 0) throw badValue('$and/$or/$nor must be a nonempty array')
  return value.map((clause: unknown) => {
    if (!isDocument(clause)) throw badValue('$or/$and/$nor entries need to be full objects')
    return parseFilter(clause, variables)
  })
}

/** Tells whether a field's value in a query is a document of operators. */
export function isOperatorDocument(value: unknown): value is BsonDocument {
  if (!isDocument(value)) return false
  const first = Object.keys(value)[0]
  return first?.startsWith('$') === true && !['$ref', '$id', '$db'].includes(first)
}

function parseField(path: Path, value: unknown): Filter[] {
  if (isOperatorDocument(value)) return parseOperators(path, value)
  if (value instanceof BSONRegExp) return [regexTest(path, value, undefined)]
  return [{ kind: 'test', path, test: { kind: 'compare', operator: '$eq', value } }]
}

/** Parses `{ $gt: 1, $lt: 5 }` for a path; the path may be empty, then the value itself is meant. */
export function parseOperators(path: Path, operators: BsonDocument): Filter[] {
  return Object.entries(operators).flatMap(([operator, value]) => {
    const parse = Object.hasOwn(operatorParsers, operator) ? operatorParsers[operator] : undefined
    if (!parse) throw unknownOperator(operator)
    return parse(path, value, operators)
  })
}

function unknownOperator(operator: string): CommandError {
  if (unsupportedOperators.has(operator)) return notImplemented(operator)
  return badValue(`unknown operator: ${operator}`)
}

const unsupportedOperators = new Set([
  '$geoWithin',
  '$geoIntersects',
  '$near',
  '$nearSphere',
  '$within',
  '$maxDistance',
])

type OperatorParser = (path: Path, value: unknown, siblings: BsonDocument) => Filter[]

const comparison =
  (operator: Comparison): OperatorParser =>
  (path, value) => {
    if (value instanceof BSONRegExp && operator !== '$eq')
      throw badValue(`Can't have RegEx as arg to predicate over field '${path.join('.')}'.`)
    return [test(path, { kind: 'compare', operator, value })]
  }

const operatorParsers: Readonly<Record<string, OperatorParser>> = {
  $eq: comparison('$eq'),
  $gt: comparison('$gt'),
  $gte: comparison('$gte'),
  $lt: comparison('$lt'),
  $lte: comparison('$lte'),
  $ne: (path, value) => {
    if (value instanceof BSONRegExp) throw badValue("Can't have regex as arg to $ne.")
    return [not(test(path, { kind: 'compare', operator: '$eq', value }))]
  },
  $in: (path, value) => [inTest(path, value, '$in')],
  $nin: (path, value) => [not(inTest(path, value, '$nin'))],
  $exists: (path, value) => [truthy(value) ? test(path, { kind: 'exists' }) : not(test(path, { kind: 'exists' }))],
  $type: (path, value) => [test(path, { kind: 'type', types: parseTypes(value) })],
  $regex: (path, value, siblings) => [regexTest(path, value, optionsOf(siblings))],
  $options: (_path, _value, siblings) => {
    if (!('$regex' in siblings)) throw badValue('$options needs a $regex')
    return []
  },
  $mod: (path, value) => [test(path, parseMod(value))],
  $size: (path, value) => [test(path, { kind: 'size', size: parseSize(value) })],
  $all: parseAll,
  $elemMatch: (path, value) => [test(path, parseElemMatch(value))],
  $not: (path, value) => [not(and(parseNot(path, value)))],
  $bitsAllSet: (path, value) => [test(path, { kind: 'bits', mask: parseMask(value), wanted: 'allSet' })],
  $bitsAllClear: (path, value) => [test(path, { kind: 'bits', mask: parseMask(value), wanted: 'allClear' })],
  $bitsAnySet: (path, value) => [test(path, { kind: 'bits', mask: parseMask(value), wanted: 'anySet' })],
  $bitsAnyClear: (path, value) => [test(path, { kind: 'bits', mask: parseMask(value), wanted: 'anyClear' })],
  $comment: () => [],
}

function test(path: Path, valueTest: ValueTest): Filter {
  return { kind: 'test', path, test: valueTest }
}

function not(filter: Filter): Filter {
  return { kind: 'not', filter }
}

function regexTest(path: Path, source: unknown, options: string | undefined): Filter {
  return test(path, { kind: 'regex', pattern: parseRegex(source, options), source })
}

function optionsOf(siblings: BsonDocument): string | undefined {
  const options = siblings.$options
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string')
  return options
}

function inTest(path: Path, value: unknown, name: string): Filter {
  if (!Array.isArray(value)) throw badValue(`${name} needs an array`)
  const list: readonly unknown[] = value
  if (list.some(isOperatorDocument)) throw badValue(`cannot nest $ under ${name}`)
  const patterns = list.filter((each) => each instanceof BSONRegExp)
  return test(path, {
    kind: 'in',
    values: list.filter((each) => !(each instanceof BSONRegExp)),
    patterns: patterns.map((each) => parseRegex(each, undefined)),
  })
}

function parseTypes(value: unknown): ReadonlySet<TypeName> {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (list.length === 0) throw new CommandError(9, '$type must match at least one type')
  return new Set(list.flatMap(parseType))
}

function parseType(value: unknown): TypeName[] {
  if (value === 'number') return ['int', 'long', 'double', 'decimal']
  const number = toNumber(value)
  const name = number === undefined ? value : typeNumbers[number]
  const known = Object.values(typeNumbers).find((each) => each === name)
  if (!known) throw badValue(`Unknown type name alias: ${String(number ?? value)}`)
  return [known]
}

function parseMod(value: unknown): ValueTest {
  const [divisor, remainder] = Array.isArray(value) ? value.map((each) => Math.trunc(toNumber(each) ?? Number.NaN)) : []
  if (!Array.isArray(value)) throw badValue('malformed mod, needs to be an array')
  if (value.length < 2) throw badValue('malformed mod, not enough elements')
  if (value.length > 2) throw badValue('malformed mod, too many elements')
  if (divisor === undefined || remainder === undefined || !Number.isFinite(divisor + remainder)) {
    throw badValue('malformed mod, divisor and remainder must be numbers')
  }
  if (divisor === 0) throw badValue('divisor cannot be 0')
  return { kind: 'mod', divisor, remainder }
}

function parseSize(value: unknown): number {
  const size = toInteger(value)
  if (size === undefined) throw new CommandError(9, 'Failed to parse $size. Expected an integer')
  if (size < 0) throw badValue('$size may not be negative')
  return size
}

function parseAll(path: Path, value: unknown): Filter[] {
  if (!Array.isArray(value)) throw badValue('$all needs an array')
  const list: readonly unknown[] = value
  if (list.length === 0) return [{ kind: 'nor', filters: [everything] }]
  return list.map((each) => {
    if (isDocument(each) && '$elemMatch' in each) return test(path, parseElemMatch(each.$elemMatch))
    if (isOperatorDocument(each)) throw badValue('no $ expressions in $all')
    if (each instanceof BSONRegExp) return regexTest(path, each, undefined)
    return test(path, { kind: 'compare', operator: '$eq', value: each })
  })
}

function parseElemMatch(value: unknown): ValueTest {
  if (!isDocument(value) && !(value instanceof DBRef)) throw badValue('$elemMatch needs an Object')
  const query: BsonDocument = isDocument(value) ? value : { ...value.toJSON() }
  const first = Object.keys(query)[0]
  if (isOperatorDocument(query) && !['$and', '$or', '$nor', '$expr', '$where'].includes(first ?? '')) {
    return { kind: 'elemMatchValue', filters: parseOperators([], query) }
  }
  return { kind: 'elemMatchDocument', filter: parseFilter(query) }
}

function parseNot(path: Path, value: unknown): Filter[] {
  if (value instanceof BSONRegExp) return [regexTest(path, value, undefined)]
  if (!isDocument(value)) throw badValue('$not needs a regex or a document')
  if (Object.keys(value).length === 0) throw badValue('$not cannot be empty')
  return parseOperators(path, value)
}

function parseMask(value: unknown): bigint {
  if (Array.isArray(value)) {
    return value.reduce((mask: bigint, each) => mask | (1n << BigInt(bitPosition(each))), 0n)
  }
  const number = isNumberType(typeOf(value)) && typeRank[typeOf(value)] === typeRank.int ? toInteger(value) : undefined
  if (number === undefined || number < 0) throw notImplemented('this bit mask')
  return BigInt(number)
}

function bitPosition(value: unknown): number {
  const position = toInteger(value)
  if (position === undefined || position < 0) throw badValue('bit positions must be integers >= 0')
  return Math.min(position, 63)
}
