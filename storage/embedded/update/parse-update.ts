import type { Variables } from '../aggregate/expression.js'
import { type Pipeline, parsePipeline } from '../aggregate/pipeline.js'
import { badValue, CommandError } from '../command-error.js'
import { compileFilter, type Predicate } from '../query/compile-filter.js'
import { parseFilter } from '../query/parse-filter.js'
import { type BsonDocument, isDocument } from '../values/document.js'
import { typeOf } from '../values/type-of.js'
import { arrayOperators } from './array-operators.js'
import { fieldOperators } from './field-operators.js'
import type { FieldOperator } from './update-operator.js'

/** One operator on one path, as written: the path may hold `$`, `$[]` and `$[name]`. */
export interface FieldUpdate {
  readonly operator: string
  readonly path: readonly string[]
  readonly operand: unknown
  readonly apply: FieldOperator
}

/** A parsed update. */
export type Update =
  | { readonly kind: 'replacement'; readonly document: BsonDocument }
  | { readonly kind: 'operators'; readonly updates: readonly FieldUpdate[]; readonly arrayFilters: ArrayFilters }
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline; readonly variables: Variables }

/** The tests of `arrayFilters` by identifier. */
export type ArrayFilters = ReadonlyMap<string, Predicate>

/** Parses an update as commands carry it. Throws MongoDB's errors on unknown operators, conflicts and bad paths. */
export function parseUpdate(update: unknown, arrayFilters: unknown, variables: Variables = new Map()): Update {
  if (Array.isArray(update)) {
    if (arrayFilters !== undefined) throw new CommandError(9, 'Cannot specify arrayFilters and a pipeline update')
    return { kind: 'pipeline', pipeline: parsePipeline(update, 'update'), variables }
  }
  if (!isDocument(update)) throw new CommandError(9, 'Update argument must be either an object or an array')
  const first = Object.keys(update)[0]
  if (first === undefined || !first.startsWith('$')) return replacement(update)
  const filters = parseArrayFilters(arrayFilters)
  const updates = Object.entries(update).flatMap(([operator, fields]) => parseOperator(operator, fields))
  updates.sort((a, b) => comparePaths(a.path, b.path))
  refuseConflicts(updates)
  refuseUnusedFilters(updates, filters)
  return { kind: 'operators', updates, arrayFilters: filters }
}

function replacement(document: BsonDocument): Update {
  const dollar = Object.keys(document).find((name) => name.startsWith('$'))
  if (dollar !== undefined) {
    throw new CommandError(
      52,
      `The dollar ($) prefixed field '${dollar}' in '${dollar}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    )
  }
  return { kind: 'replacement', document }
}

function parseOperator(operator: string, fields: unknown): FieldUpdate[] {
  const apply = operatorNamed(operator)
  if (!isDocument(fields)) {
    throw new CommandError(
      9,
      `Modifiers operate on fields but we found type ${typeOf(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ...}`,
    )
  }
  return Object.entries(fields).flatMap(([name, operand]) => {
    const path = parsePath(name)
    if (operator !== '$rename') return [{ operator, path, operand, apply }]
    return parseRename(path, operand, apply)
  })
}

function operatorNamed(name: string): FieldOperator {
  if (name === '$rename') return (editor, path) => editor.unset(path)
  const operators = Object.hasOwn(fieldOperators, name) ? fieldOperators : arrayOperators
  const found = Object.hasOwn(operators, name) ? operators[name] : undefined
  if (found) return found
  throw new CommandError(
    9,
    `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
  )
}

/** A rename is two updates: the source goes away, the target takes its value from the original document. */
function parseRename(source: readonly string[], operand: unknown, unset: FieldOperator): FieldUpdate[] {
  if (typeof operand !== 'string') throw badValue(`The 'to' field for $rename must be a string: ${source.join('.')}`)
  const target = parsePath(operand)
  if ([...source, ...target].some(isPositional))
    throw badValue('The source and target field for $rename may not be dynamic')
  const move: FieldOperator = (editor, path, _operand, context) => {
    const value = valueAlong(context.original, source)
    if (value !== undefined) editor.set(path, value)
  }
  return [
    { operator: '$rename', path: source, operand, apply: unset },
    { operator: '$rename', path: target, operand, apply: move },
  ]
}

function valueAlong(document: BsonDocument, path: readonly string[]): unknown {
  let value: unknown = document
  for (const part of path) {
    if (Array.isArray(value)) throw badValue('The source field for $rename cannot be an array element')
    value = isDocument(value) ? value[part] : undefined
  }
  return value
}

function parsePath(name: string): readonly string[] {
  if (name === '') throw new CommandError(56, 'An empty update path is not valid.')
  const path = name.split('.')
  if (path.includes(''))
    throw new CommandError(56, `The update path '${name}' contains an empty field name, which is not allowed.`)
  if (isPositional(path[0] ?? ''))
    throw badValue(`Cannot have positional (i.e. '$') element in the first position in path '${name}'`)
  if (path.filter((part) => part === '$').length > 1)
    throw badValue(`Too many positional (i.e. '$') elements found in path '${name}'`)
  const dollar = path.find(
    (part) => part.startsWith('$') && !isPositional(part) && !['$id', '$ref', '$db'].includes(part),
  )
  if (dollar !== undefined) {
    throw new CommandError(52, `The dollar ($) prefixed field '${dollar}' in '${name}' is not valid for storage.`)
  }
  return path
}

/** Tells whether a path part stands for array elements: `$`, `$[]`, `$[name]`. */
export function isPositional(part: string): boolean {
  return part === '$' || /^\$\[[a-zA-Z0-9]*\]$/.test(part)
}

function parseArrayFilters(given: unknown): ArrayFilters {
  const filters = new Map<string, Predicate>()
  if (given === undefined) return filters
  if (!Array.isArray(given)) throw new CommandError(14, 'arrayFilters must be an array')
  for (const each of given) {
    if (!isDocument(each)) throw new CommandError(14, 'each array filter must be an object')
    const identifier = identifierOf(each)
    if (filters.has(identifier)) {
      throw new CommandError(9, `Found multiple array filters with the same top-level field name ${identifier}`)
    }
    const matches = compileFilter(parseFilter(each))
    filters.set(identifier, (element) => matches({ [identifier]: element }))
  }
  return filters
}

function identifierOf(filter: BsonDocument): string {
  const names = new Set<string>()
  collectIdentifiers(filter, names)
  const [name, other] = names
  if (name === undefined)
    throw new CommandError(9, 'Cannot use an expression without a top-level field name in arrayFilters')
  if (other !== undefined) {
    throw new CommandError(
      9,
      `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${name}' and '${other}'`,
    )
  }
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name))
    throw badValue(
      `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
    )
  return name
}

function collectIdentifiers(filter: BsonDocument, names: Set<string>): void {
  for (const [name, value] of Object.entries(filter)) {
    if (!name.startsWith('$')) names.add(name.split('.')[0] ?? '')
    else if (Array.isArray(value)) for (const each of value) if (isDocument(each)) collectIdentifiers(each, names)
  }
}

function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (const [i, part] of a.entries()) {
    const other = b[i]
    if (other === undefined) return 1
    if (part === other) continue
    const byNumber = Number(part) - Number(other)
    if (/^\d+$/.test(part) && /^\d+$/.test(other)) return byNumber
    return part < other ? -1 : 1
  }
  return a.length - b.length
}

function refuseConflicts(sorted: readonly FieldUpdate[]): void {
  const seen = new Set<string>()
  for (const { path } of sorted) {
    for (let length = 1; length <= path.length; length++) {
      const head = path.slice(0, length).join('.')
      if (seen.has(head))
        throw new CommandError(40, `Updating the path '${path.join('.')}' would create a conflict at '${head}'`)
    }
    seen.add(path.join('.'))
  }
}

function refuseUnusedFilters(updates: readonly FieldUpdate[], filters: ArrayFilters): void {
  const used = new Set(updates.flatMap(({ path }) => path.flatMap((part) => identifierIn(part) ?? [])))
  for (const name of filters.keys()) {
    if (!used.has(name))
      throw new CommandError(9, `The array filter for identifier '${name}' was not used in the update`)
  }
  for (const name of used) {
    if (!filters.has(name)) throw badValue(`No array filter found for identifier '${name}' in path`)
  }
}

/** The name in `$[name]`; undefined for any other path part. */
export function identifierIn(part: string): string | undefined {
  return /^\$\[([a-zA-Z0-9]+)\]$/.exec(part)?.[1]
}
