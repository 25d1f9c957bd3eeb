import { Int32 } from 'bson'
import { CommandError } from '../../command-error.js'
import { encodeValue } from '../../index/key-writer.js'
import { compareValues } from '../../values/compare.js'
import { type BsonDocument, isDocument, setField } from '../../values/document.js'
import { typeOf, typeRank } from '../../values/type-of.js'
import { type Accumulator, accumulatorNamed } from '../accumulators.js'
import { compileExpression } from '../compile-expression.js'
import type { Expression, Variables } from '../expression.js'
import type { Stage } from '../pipeline.js'
import type { StageParser } from './stage-parser.js'

interface GroupField {
  readonly name: string
  readonly make: () => Accumulator
  readonly expression: Expression
}

/** `$group`. */
export const groupStage: StageParser = (operand, { variables }) => {
  if (!isDocument(operand)) throw new CommandError(15947, "a group's fields must be specified in an object")
  if (!('_id' in operand)) throw new CommandError(15955, 'a group specification must include an _id')
  const key = compileExpression(operand._id)
  const fields = Object.entries(operand).flatMap(([name, source]) => (name === '_id' ? [] : [parseField(name, source)]))
  const ignoresDocuments =
    isConstant(operand._id) &&
    Object.entries(operand).every(([name, source]) => name === '_id' || isConstantField(source))
  return { ...grouping('$group', key, fields, variables), ignoresDocuments }
}

function isConstant(source: unknown): boolean {
  return typeof source !== 'object' || source === null || source instanceof Int32
    ? typeof source !== 'string' || !source.startsWith('$')
    : false
}

function isConstantField(source: unknown): boolean {
  return isDocument(source) && Object.values(source).every(isConstant)
}

function parseField(name: string, source: unknown): GroupField {
  if (name.includes('.')) throw new CommandError(40235, `The field name '${name}' cannot contain '.'`)
  if (name.startsWith('$')) throw new CommandError(40236, `The field name '${name}' cannot be an operator name`)
  const [entry, other] = isDocument(source) ? Object.entries(source) : []
  if (!entry?.[0].startsWith('$')) throw new CommandError(40234, `The field '${name}' must be an accumulator object`)
  if (other) throw new CommandError(40238, `The field '${name}' must specify one accumulator`)
  const [operator, operand] = entry
  if (Array.isArray(operand) && operator !== '$push' && operator !== '$addToSet' && operand.length !== 1) {
    throw new CommandError(40237, `The ${operator} accumulator is a unary operator`)
  }
  const unary = Array.isArray(operand) && operator !== '$push' && operator !== '$addToSet' ? operand[0] : operand
  return { name, make: accumulatorNamed(operator), expression: compileExpression(unary) }
}

function grouping(name: string, key: Expression, fields: readonly GroupField[], variables: Variables): Stage {
  return {
    name,
    *run(documents) {
      const groups = new Map<string, { id: unknown; accumulators: Accumulator[] }>()
      for (const document of documents) {
        const scope = { root: document, variables }
        const id = key(scope) ?? null
        const text = encodeValue(id).toString('latin1')
        let group = groups.get(text)
        if (!group) {
          group = { id, accumulators: fields.map((field) => field.make()) }
          groups.set(text, group)
        }
        for (const [i, accumulator] of group.accumulators.entries()) accumulator.add(fields[i]?.expression(scope))
      }
      for (const group of groups.values()) {
        const result: BsonDocument = { _id: group.id }
        for (const [i, field] of fields.entries()) setField(result, field.name, group.accumulators[i]?.result())
        yield result
      }
    },
  }
}

const countField: GroupField = { name: 'count', make: accumulatorNamed('$count'), expression: () => undefined }

/** `$sortByCount`. */
export const sortByCountStage: StageParser = (operand, { variables }) => {
  const group = grouping('$sortByCount', compileExpression(operand), [countField], variables)
  return {
    name: '$sortByCount',
    *run(documents, surroundings) {
      yield* [...group.run(documents, surroundings)].sort((a, b) => compareValues(b.count, a.count))
    },
  }
}

/** `$count`. */
export const countStage: StageParser = (operand) => {
  if (typeof operand !== 'string' || operand === '' || operand.startsWith('$') || operand.includes('.')) {
    throw new CommandError(40156, 'the count field must be a non-empty string')
  }
  return {
    name: '$count',
    ignoresDocuments: true,
    *run(documents) {
      let count = 0
      for (const _document of documents) count++
      if (count > 0) yield { [operand]: new Int32(count) }
    },
  }
}

/** `$bucket`. */
export const bucketStage: StageParser = (operand, { variables }) => {
  const given = isDocument(operand) ? operand : {}
  const boundaries: readonly unknown[] = Array.isArray(given.boundaries) ? given.boundaries : []
  if (boundaries.length < 2 || !('groupBy' in given))
    throw new CommandError(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.")
  for (const [i, boundary] of boundaries.slice(1).entries()) {
    const previous = boundaries[i]
    if (typeRank[typeOf(previous)] !== typeRank[typeOf(boundary)])
      throw new CommandError(40193, "All values in the 'boundaries' option to $bucket must have the same type")
    if (compareValues(previous, boundary) >= 0)
      throw new CommandError(40194, "The 'boundaries' option to $bucket must be sorted")
  }
  const by = compileExpression(given.groupBy)
  const otherwise = given.default
  const output = isDocument(given.output)
    ? Object.entries(given.output).map(([name, source]) => parseField(name, source))
    : [countField]
  const key: Expression = (scope) => {
    const value = by(scope)
    const at = boundaries.findLastIndex((boundary) => compareValues(value, boundary) >= 0)
    if (at >= 0 && at < boundaries.length - 1) return boundaries[at]
    if (otherwise === undefined)
      throw new CommandError(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      )
    return otherwise
  }
  const group = grouping('$bucket', key, output, variables)
  return {
    name: '$bucket',
    *run(documents, surroundings) {
      yield* [...group.run(documents, surroundings)].sort((a, b) => compareValues(a._id, b._id))
    },
  }
}
