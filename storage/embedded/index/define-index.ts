import { Int32 } from 'bson'
import { truthy } from '../aggregate/truthy.js'
import { CommandError, notImplemented } from '../command-error.js'
import { compileFilter } from '../query/compile-filter.js'
import type { Filter } from '../query/filter.js'
import { parseFilter } from '../query/parse-filter.js'
import { type Path, pathOf } from '../query/walk-path.js'
import { type BsonDocument, isDocument } from '../values/document.js'
import { toNumber } from '../values/numbers.js'
import type { IndexDefinition, IndexField } from './index-definition.js'

const ignoredOptions = new Set(['background', 'ns', 'v', 'key', 'name', 'dropDups'])
const refusedOptions = new Set([
  'hidden',
  'wildcardProjection',
  'weights',
  'default_language',
  'storageEngine',
  'bits',
  'min',
  'max',
  'prepareUnique',
])

/** Makes an index from its specification as createIndexes takes it. Throws MongoDB's errors on a bad one. */
export function defineIndex(id: number, given: BsonDocument): IndexDefinition {
  if (!isDocument(given.key))
    throw new CommandError(9, "The 'key' field is a required property of an index specification")
  const fields = parseKey(given.key)
  if (typeof given.name !== 'string' || given.name === '')
    throw new CommandError(9, "The 'name' field is a required property of an index specification")
  refuseOptions(given)
  const unique = truthy(given.unique)
  const sparse = truthy(given.sparse)
  const partial = parsePartial(given.partialFilterExpression, sparse)
  const expireAfterSeconds = parseExpiry(given.expireAfterSeconds, fields)
  const specification: BsonDocument = { v: new Int32(2), key: given.key, name: given.name }
  if (unique) specification.unique = true
  if (sparse) specification.sparse = true
  if (expireAfterSeconds !== undefined) specification.expireAfterSeconds = new Int32(expireAfterSeconds)
  if (partial) specification.partialFilterExpression = given.partialFilterExpression
  const heads = new Set(
    [...fields.map((field) => field.path), ...(partial ? pathsIn(partial.filter) : [])].map((path) => path[0] ?? ''),
  )
  return {
    id,
    name: given.name,
    fields,
    unique,
    sparse,
    partial,
    expireAfterSeconds,
    heads,
    specification,
    multikey: false,
    hasCutKeys: false,
  }
}

function pathsIn(filter: Filter): Path[] {
  if (filter.kind === 'and' || filter.kind === 'or') return filter.filters.flatMap(pathsIn)
  return filter.kind === 'test' ? [[...filter.path]] : []
}

function parseKey(key: BsonDocument): IndexField[] {
  const entries = Object.entries(key)
  if (entries.length === 0) throw new CommandError(67, 'Index keys cannot be an empty document')
  if (entries.length > 32) throw new CommandError(67, 'Index key pattern too large: at most 32 fields')
  return entries.map(([name, direction]) => {
    if (typeof direction === 'string') throw notImplemented(`an index of the kind '${direction}'`)
    const number = toNumber(direction)
    if (number === undefined || number === 0 || Number.isNaN(number)) {
      throw new CommandError(67, 'Values in the index key pattern must be numbers other than 0')
    }
    if (name === '' || name.split('.').includes(''))
      throw new CommandError(67, 'Index keys cannot contain an empty field')
    if (name.includes('$')) throw notImplemented(`an index on '${name}'`)
    return { name, path: pathOf(name), descending: number < 0 }
  })
}

function refuseOptions(given: BsonDocument): void {
  for (const [name, value] of Object.entries(given)) {
    if (refusedOptions.has(name) && truthy(value)) throw notImplemented(`the index option '${name}'`)
    if (name === 'collation' && !(isDocument(value) && value.locale === 'simple')) throw notImplemented('collation')
    const known = ['unique', 'sparse', 'partialFilterExpression', 'expireAfterSeconds', 'collation']
    if (!known.includes(name) && !ignoredOptions.has(name) && !refusedOptions.has(name)) {
      throw new CommandError(197, `The field '${name}' is not valid for an index specification`)
    }
  }
}

function parsePartial(expression: unknown, sparse: boolean): IndexDefinition['partial'] {
  if (expression === undefined) return undefined
  if (!isDocument(expression)) throw new CommandError(14, "The field 'partialFilterExpression' must be an object")
  if (sparse) throw new CommandError(67, 'cannot mix "partialFilterExpression" and "sparse" options')
  const filter = parseFilter(expression)
  refuseInPartial(filter)
  return { filter, accepts: compileFilter(filter) }
}

function refuseInPartial(filter: Filter): void {
  if (filter.kind === 'and' || filter.kind === 'or') {
    filter.filters.forEach(refuseInPartial)
    return
  }
  const allowed = filter.kind === 'test' && ['compare', 'exists', 'type', 'in'].includes(filter.test.kind)
  if (!allowed) throw new CommandError(67, 'unsupported expression in partial index')
}

function parseExpiry(value: unknown, fields: readonly IndexField[]): number | undefined {
  if (value === undefined) return undefined
  const seconds = toNumber(value)
  if (seconds === undefined) throw new CommandError(14, "The field 'expireAfterSeconds' must be a number")
  if (!(seconds >= 0 && seconds <= 2 ** 31 - 1))
    throw new CommandError(67, 'TTL index expireAfterSeconds must be within 0 and 2147483647')
  if (fields.length !== 1)
    throw new CommandError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL')
  if (fields[0]?.name === '_id')
    throw new CommandError(197, "The field 'expireAfterSeconds' is not valid for an _id index specification")
  return Math.floor(seconds)
}
