import { CommandError } from '../../command-error.js'
import { parseProjection } from '../../query/projection.js'
import { type BsonDocument, fieldOf, isDocument, setField } from '../../values/document.js'
import { typeOf } from '../../values/type-of.js'
import { compileExpression } from '../compile-expression.js'
import type { Expression, Scope } from '../expression.js'
import type { Stage } from '../pipeline.js'
import type { StageParser } from './stage-parser.js'

/** `$project`. */
export const projectStage: StageParser = (operand, { variables }) => {
  if (!isDocument(operand)) throw new CommandError(15969, '$project specification must be an object')
  const projection = parseProjection(operand, { kind: 'stage', variables })
  if (!projection)
    throw new CommandError(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    )
  return mapping('$project', projection)
}

/** `$unset`. */
export const unsetStage: StageParser = (operand, { variables }) => {
  const names: readonly unknown[] = Array.isArray(operand) ? operand : [operand]
  const specification: BsonDocument = {}
  for (const name of names) {
    if (typeof name !== 'string')
      throw new CommandError(31002, '$unset specification must be a string or an array of strings')
    specification[name] = false
  }
  const projection = parseProjection(specification, { kind: 'stage', variables })
  if (!projection) throw new CommandError(31119, '$unset specification must have at least one field')
  return mapping('$unset', projection)
}

/** `$addFields` and `$set`. */
export const addFieldsStage: StageParser = (operand, { variables }) => {
  if (!isDocument(operand)) throw new CommandError(40272, '$addFields specification stage must be an object')
  const fields = Object.entries(operand).map(([name, source]) => [name.split('.'), compileField(source)] as const)
  return mapping('$addFields', (document) =>
    fields.reduce((result, [path, field]) => addField(result, path, field, { root: document, variables }), document),
  )
}

/** A field to add: an expression, or fields of an embedded document that are merged into what is there. */
type AddedField = Expression | readonly (readonly [readonly string[], AddedField])[]

function compileField(source: unknown): AddedField {
  const nested = isDocument(source) && Object.keys(source).length > 0 && !Object.keys(source)[0]?.startsWith('$')
  if (!nested) return compileExpression(source)
  return Object.entries(source).map(([name, inner]) => [name.split('.'), compileField(inner)] as const)
}

function addField(document: BsonDocument, path: readonly string[], field: AddedField, scope: Scope): BsonDocument {
  const [first, ...rest] = path
  if (first === undefined) return document
  const copy = { ...document }
  const value = newValue(fieldOf(copy, first), rest, field, scope)
  if (value === undefined) delete copy[first]
  else setField(copy, first, value)
  return copy
}

function newValue(existing: unknown, rest: readonly string[], field: AddedField, scope: Scope): unknown {
  if (rest.length === 0 && typeof field === 'function') return field(scope)
  if (Array.isArray(existing)) return existing.map((element) => newValue(element, rest, field, scope))
  const base: BsonDocument = isDocument(existing) ? existing : {}
  if (rest.length > 0) return addField(base, rest, field, scope)
  if (typeof field === 'function') return field(scope)
  return field.reduce((result, [path, inner]) => addField(result, path, inner, scope), base)
}

/** `$replaceRoot`. */
export const replaceRootStage: StageParser = (operand, context) => {
  if (!isDocument(operand) || !('newRoot' in operand))
    throw new CommandError(40231, 'no newRoot specified for the $replaceRoot stage')
  return replaceWithStage(operand.newRoot, context)
}

/** `$replaceWith`. */
export const replaceWithStage: StageParser = (operand, { variables }) => {
  const expression = compileExpression(operand)
  return mapping('$replaceRoot', (document) => {
    const root = expression({ root: document, variables })
    if (!isDocument(root)) {
      throw new CommandError(
        40228,
        `'newRoot' expression must evaluate to an object, but resulting value was of type ${typeOf(root)}`,
      )
    }
    return root
  })
}

function mapping(name: string, change: (document: BsonDocument) => BsonDocument): Stage {
  return {
    name,
    *run(documents) {
      for (const document of documents) yield change(document)
    },
  }
}
