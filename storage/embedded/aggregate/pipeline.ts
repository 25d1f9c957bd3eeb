import { CommandError, notImplemented } from '../command-error.js'
import type { IndexField } from '../index/index-definition.js'
import type { Filter } from '../query/filter.js'
import { type BsonDocument, isDocument } from '../values/document.js'
import type { Variables } from './expression.js'
import { stageParsers } from './stages/stage-parsers.js'

/** What stages may read besides the documents that come to them. */
export interface Surroundings {
  readonly variables: Variables
  /** All documents of another collection of the database that pass a filter, for `$lookup` and `$unionWith`. */
  read(collection: string, filter: Filter): Iterable<BsonDocument>
}

/** A parsed stage. */
export interface Stage {
  readonly name: string
  run(documents: Iterable<BsonDocument>, surroundings: Surroundings): Iterable<BsonDocument>
  /** Set on `$match`, `$sort`, `$limit` and `$skip`, so that the first of them may use an index. */
  readonly filter?: Filter
  readonly sort?: readonly IndexField[]
  readonly limit?: number
  readonly skip?: number
  /** Set where it matters only how many documents come. */
  readonly ignoresDocuments?: boolean
}

/** Parsed stages in order. */
export type Pipeline = readonly Stage[]

/** Where a pipeline stands. */
export type PipelinePlace = 'aggregate' | 'facet' | 'lookup' | 'update'

const updateStages = new Set(['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith'])

/** Parses a pipeline. Throws code 40324 on a stage that is not known. */
export function parsePipeline(stages: unknown, place: PipelinePlace, variables: Variables = new Map()): Pipeline {
  if (!Array.isArray(stages)) throw new CommandError(14, "'pipeline' option must be specified as an array")
  return stages.map((stage: unknown) => {
    if (!isDocument(stage)) throw new CommandError(14, "Each element of the 'pipeline' array must be an object")
    const [entry, other] = Object.entries(stage)
    if (!entry || other)
      throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.')
    return parseStage(entry[0], entry[1], place, variables)
  })
}

function parseStage(name: string, operand: unknown, place: PipelinePlace, variables: Variables): Stage {
  refuseStage(name, place)
  const parse = Object.hasOwn(stageParsers, name) ? stageParsers[name] : undefined
  if (!parse) throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`)
  return parse(operand, { variables, parsePipeline })
}

const leftOut = new Set([
  '$out',
  '$merge',
  '$geoNear',
  '$graphLookup',
  '$indexStats',
  '$collStats',
  '$planCacheStats',
  '$redact',
  '$search',
  '$setWindowFields',
  '$densify',
  '$fill',
  '$documents',
  '$bucketAuto',
  '$currentOp',
  '$listSessions',
  '$listLocalSessions',
])

function refuseStage(name: string, place: PipelinePlace): void {
  if (name === '$changeStream')
    throw new CommandError(40573, 'The $changeStream stage is only supported on replica sets')
  if (leftOut.has(name)) throw notImplemented(`the stage ${name}`)
  if (place === 'update' && !updateStages.has(name)) {
    throw new CommandError(72, `${name} is not allowed to be used within an update`)
  }
  if (place === 'facet' && name === '$facet')
    throw new CommandError(40600, '$facet is not allowed to be used within a $facet stage')
}

/** Runs a pipeline over documents. */
export function runPipeline(
  pipeline: Pipeline,
  documents: Iterable<BsonDocument>,
  surroundings: Surroundings,
): Iterable<BsonDocument> {
  return pipeline.reduce((input, stage) => stage.run(input, surroundings), documents)
}

/** Runs the pipeline of an update, which reads nothing but its document; `now` is epoch milliseconds. */
export function runInMemory(
  pipeline: Pipeline,
  documents: Iterable<BsonDocument>,
  variables: Variables,
  now: number,
): BsonDocument[] {
  const surroundings = { variables: new Map([...variables, ['NOW', new Date(now)]]), read: () => [] }
  return [...runPipeline(pipeline, documents, surroundings)]
}
