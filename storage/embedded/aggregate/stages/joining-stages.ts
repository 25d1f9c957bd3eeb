import { CommandError } from '../../command-error.js'
import { everything, type Filter } from '../../query/filter.js'
import { pathOf, someValueAt } from '../../query/walk-path.js'
import { type BsonDocument, isDocument } from '../../values/document.js'
import { compileExpression } from '../compile-expression.js'
import type { Variables } from '../expression.js'
import type { Pipeline, Stage, Surroundings } from '../pipeline.js'
import { withValueAt } from '../with-value-at.js'
import type { StageContext, StageParser } from './stage-parser.js'

/** `$facet`: several pipelines over the same documents. */
export const facetStage: StageParser = (operand, { parsePipeline, variables }) => {
  if (!isDocument(operand)) throw new CommandError(40169, 'the $facet specification must be a non-empty object')
  const facets = Object.entries(operand).map(
    ([name, stages]) => [name, parsePipeline(stages, 'facet', variables)] as const,
  )
  if (facets.length === 0) throw new CommandError(40169, 'the $facet specification must be a non-empty object')
  return {
    name: '$facet',
    *run(documents, surroundings) {
      const all = [...documents]
      const result: BsonDocument = {}
      for (const [name, pipeline] of facets) result[name] = [...run(pipeline, all, surroundings)]
      yield result
    },
  }
}

function run(
  pipeline: Pipeline,
  documents: Iterable<BsonDocument>,
  surroundings: Surroundings,
): Iterable<BsonDocument> {
  return pipeline.reduce((input, stage) => stage.run(input, surroundings), documents)
}

/** `$lookup`, by equality of two fields, by a pipeline with `let`, or both. */
export const lookupStage: StageParser = (operand, context) => {
  const given = isDocument(operand) ? operand : {}
  const { from, as, localField, foreignField, let: bound } = given
  if (typeof from !== 'string' || typeof as !== 'string')
    throw new CommandError(9, "$lookup needs strings for 'from' and 'as'")
  const hasFields = typeof localField === 'string' && typeof foreignField === 'string'
  if (!hasFields && !('pipeline' in given))
    throw new CommandError(
      9,
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    )
  const variables = compileLet(bound)
  const stages = given.pipeline ?? []
  const path = as.split('.')
  return {
    name: '$lookup',
    *run(documents, surroundings) {
      for (const document of documents) {
        const filter = hasFields ? equalityFilter(document, localField, foreignField) : everything
        const inner = variables(document, surroundings.variables)
        const pipeline = context.parsePipeline(stages, 'lookup', inner)
        const found = run(pipeline, surroundings.read(from, filter), { ...surroundings, variables: inner })
        yield withValueAt(document, path, [...found])
      }
    },
  }
}

function compileLet(bound: unknown): (document: BsonDocument, outer: Variables) => Variables {
  const expressions = isDocument(bound)
    ? Object.entries(bound).map(([name, source]) => [name, compileExpression(source)] as const)
    : []
  return (document, outer) => {
    const scope = { root: document, variables: outer }
    return new Map([...outer, ...expressions.map(([name, expression]): [string, unknown] => [name, expression(scope)])])
  }
}

/** A local array stands for any of its elements; a missing local field for null. */
function equalityFilter(document: BsonDocument, localField: string, foreignField: string): Filter {
  const values: unknown[] = []
  someValueAt(document, pathOf(localField), (value) => {
    if (Array.isArray(value)) values.push(...value, value)
    else values.push(value ?? null)
    return false
  })
  if (values.length === 0) values.push(null)
  return { kind: 'test', path: pathOf(foreignField), test: { kind: 'in', values, patterns: [] } }
}

/** `$unionWith`. */
export const unionWithStage: StageParser = (operand, context: StageContext): Stage => {
  const given: BsonDocument = isDocument(operand) ? operand : { coll: operand }
  const name = given.coll
  if (typeof name !== 'string') throw new CommandError(9, '$unionWith needs the name of a collection')
  const pipeline = context.parsePipeline(given.pipeline ?? [], 'lookup', context.variables)
  return {
    name: '$unionWith',
    *run(documents, surroundings) {
      yield* documents
      yield* run(pipeline, surroundings.read(name, everything), surroundings)
    },
  }
}
