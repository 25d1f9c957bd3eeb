import { compileExpression } from '../aggregate/compile-expression.js'
import type { Expression, Variables } from '../aggregate/expression.js'
import { sliceArray } from '../aggregate/slice-array.js'
import { truthy } from '../aggregate/truthy.js'
import { badValue, CommandError, notImplemented } from '../command-error.js'
import { type BsonDocument, isDocument, setField } from '../values/document.js'
import { toInteger } from '../values/numbers.js'
import { isNumberType, typeOf } from '../values/type-of.js'
import { compileFilter, type Predicate } from './compile-filter.js'
import type { Filter } from './filter.js'
import { matchedPosition } from './matched-position.js'
import { isOperatorDocument, parseFilter, parseOperators } from './parse-filter.js'

/** Makes the document a projection leaves. */
export type Projection = (document: BsonDocument) => BsonDocument

/** Where a projection stands: that of `find` also knows `$slice`, `$elemMatch` and the positional `$`. */
export interface ProjectionPlace {
  readonly kind: 'find' | 'stage'
  /** The query, for the positional `$`. */
  readonly filter?: Filter
  readonly variables: Variables
}

type Leaf =
  | { readonly kind: 'include' | 'exclude' }
  | { readonly kind: 'compute'; readonly expression: Expression }
  | { readonly kind: 'slice'; readonly from: number; readonly count: number | undefined }
  | { readonly kind: 'elemMatch'; readonly matches: Predicate }
  | { readonly kind: 'positional' }
type Node = Leaf | Branch
interface Branch {
  readonly kind: 'branch'
  readonly children: Map<string, Node>
}

/** Parses a projection; undefined where it leaves documents as they are. Throws MongoDB's errors on a bad one. */
export function parseProjection(specification: BsonDocument, place: ProjectionPlace): Projection | undefined {
  const root: Branch = { kind: 'branch', children: new Map() }
  for (const [name, value] of Object.entries(specification)) addField(root, name, value, place)
  if (root.children.size === 0) return undefined
  const inclusive = isInclusive(root)
  const idLeaf = root.children.get('_id')
  if (inclusive && idLeaf === undefined) root.children.set('_id', { kind: 'include' })
  const context: ApplyContext = { inclusive, place }
  return (document) => applyBranch(root, document, { ...context, root: document })
}

interface ApplyContext {
  readonly inclusive: boolean
  readonly place: ProjectionPlace
  readonly root?: BsonDocument
}

function addField(branch: Branch, name: string, value: unknown, place: ProjectionPlace): void {
  const parts = name.split('.')
  if (parts.includes('')) throw new CommandError(40353, 'FieldPath field names may not be empty strings.')
  if (parts.at(-1) === '$' && place.kind === 'find') {
    addLeaf(branch, parts.slice(0, -1), { kind: 'positional' }, name)
    return
  }
  if (parts.some((part) => part.startsWith('$')))
    throw new CommandError(
      16410,
      "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    )
  if (isDocument(value) && !isOperatorDocument(value)) {
    if (Object.keys(value).length === 0)
      throw new CommandError(51270, 'An empty sub-projection is not a valid value. Found empty object at path')
    for (const [inner, innerValue] of Object.entries(value)) addField(branch, `${name}.${inner}`, innerValue, place)
    return
  }
  addLeaf(branch, parts, leafFor(value, place), name)
}

function addLeaf(branch: Branch, parts: readonly string[], leaf: Leaf, name: string): void {
  const [first, ...rest] = parts
  if (first === undefined) return
  const existing = branch.children.get(first)
  if (rest.length === 0) {
    if (existing) throw new CommandError(31250, `Path collision at ${name}`)
    branch.children.set(first, leaf)
    return
  }
  if (existing && existing.kind !== 'branch')
    throw new CommandError(31249, `Path collision at ${name} remaining portion ${rest.join('.')}`)
  const child: Branch = existing?.kind === 'branch' ? existing : { kind: 'branch', children: new Map() }
  branch.children.set(first, child)
  addLeaf(child, rest, leaf, name)
}

function leafFor(value: unknown, place: ProjectionPlace): Leaf {
  if (typeof value === 'boolean' || isNumberType(typeOf(value))) return { kind: truthy(value) ? 'include' : 'exclude' }
  if (place.kind === 'find' && isDocument(value)) {
    if ('$slice' in value && isFindSlice(value.$slice)) return sliceLeaf(value.$slice)
    if ('$elemMatch' in value) return elemMatchLeaf(value.$elemMatch)
    if ('$meta' in value) throw notImplemented('$meta')
  }
  return { kind: 'compute', expression: compileExpression(value) }
}

function isFindSlice(value: unknown): boolean {
  if (!Array.isArray(value)) return true
  return value.length === 2 && value.every((each) => isNumberType(typeOf(each)))
}

function sliceLeaf(value: unknown): Leaf {
  const [from, count]: readonly unknown[] = Array.isArray(value) ? value : [value]
  const start = toInteger(from)
  const length = toInteger(count)
  if (start === undefined || (Array.isArray(value) && length === undefined))
    throw new CommandError(28667, 'First argument to $slice must be an integer')
  return { kind: 'slice', from: start, count: length }
}

function elemMatchLeaf(value: unknown): Leaf {
  if (!isDocument(value)) throw badValue('elemMatch: Invalid argument, object required')
  if (isOperatorDocument(value))
    return { kind: 'elemMatch', matches: compileFilter({ kind: 'and', filters: parseOperators([], value) }) }
  const matches = compileFilter(parseFilter(value))
  return { kind: 'elemMatch', matches: (element) => isDocument(element) && matches(element) }
}

/** Whether fields not named are left out. Throws where fields are both named to stay and named to go. */
function isInclusive(root: Branch): boolean {
  const kinds = new Set(
    [...root.children].flatMap(([name, node]) => (name === '_id' && node.kind !== 'branch' ? [] : kindsIn(node))),
  )
  const id = root.children.get('_id')
  const includes = kinds.has('include') || kinds.has('compute') || kinds.has('elemMatch') || kinds.has('positional')
  if (includes && kinds.has('exclude')) {
    throw new CommandError(31254, 'Cannot do exclusion on a field in inclusion projection')
  }
  if (includes) return true
  if (kinds.has('exclude')) {
    if (id?.kind === 'compute')
      throw new CommandError(31252, 'Cannot use expression other than $meta in exclusion projection')
    return false
  }
  return id !== undefined && id.kind !== 'exclude' && id.kind !== 'branch'
}

function kindsIn(node: Node): Leaf['kind'][] {
  return node.kind === 'branch' ? [...node.children.values()].flatMap(kindsIn) : [node.kind]
}

function applyBranch(
  branch: Branch,
  document: BsonDocument,
  context: ApplyContext,
  path: readonly string[] = [],
): BsonDocument {
  const result: BsonDocument = {}
  for (const [name, value] of Object.entries(document)) {
    const node = branch.children.get(name)
    if (!node) {
      if (!context.inclusive) setField(result, name, value)
      continue
    }
    const projected = applyNode(node, value, context, [...path, name])
    if (projected !== undefined) setField(result, name, projected)
  }
  for (const [name, node] of branch.children) {
    const computed = computedValue(node, document[name], context, [...path, name])
    if (computed !== nothingComputed) {
      if (computed === undefined) delete result[name]
      else setField(result, name, computed)
    }
  }
  return result
}

function applyNode(node: Node, value: unknown, context: ApplyContext, path: readonly string[]): unknown {
  switch (node.kind) {
    case 'include':
      return value
    case 'exclude':
    case 'compute':
      return undefined
    case 'slice':
      return Array.isArray(value) ? sliced(value, node.from, node.count) : value
    case 'elemMatch': {
      const found = Array.isArray(value) ? value.findIndex(node.matches) : -1
      return Array.isArray(value) && found >= 0 ? [value[found]] : undefined
    }
    case 'positional': {
      if (!Array.isArray(value)) return value
      const position =
        context.place.filter && context.root ? matchedPosition(context.place.filter, context.root, path) : undefined
      if (position === undefined)
        throw new CommandError(
          51246,
          "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
        )
      return [value[position]]
    }
    case 'branch':
      return throughArrays(node, value, context, path)
  }
}

function sliced(array: readonly unknown[], from: number, count: number | undefined): readonly unknown[] {
  if (count !== undefined && count <= 0) throw new CommandError(28724, 'The $slice limit must be positive')
  return sliceArray(array, from, count)
}

function throughArrays(branch: Branch, value: unknown, context: ApplyContext, path: readonly string[]): unknown {
  if (isDocument(value)) return applyBranch(branch, value, context, path)
  if (!Array.isArray(value)) return context.inclusive ? undefined : value
  return value.flatMap((element) => {
    const projected = throughArrays(branch, element, context, path)
    return projected === undefined ? [] : [projected]
  })
}

const nothingComputed = Symbol('nothing computed')

/** What a computed field becomes where the document has no value to walk into. */
function computedValue(node: Node, value: unknown, context: ApplyContext, path: readonly string[]): unknown {
  if (node.kind === 'compute') return node.expression({ root: context.root, variables: context.place.variables })
  if (node.kind !== 'branch' || isDocument(value) || Array.isArray(value) || !kindsIn(node).includes('compute'))
    return nothingComputed
  const made = applyBranch(node, {}, context, path)
  return Object.keys(made).length > 0 ? made : nothingComputed
}
