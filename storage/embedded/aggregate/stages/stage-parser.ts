import type { Variables } from '../expression.js'
import type { Pipeline, PipelinePlace, Stage } from '../pipeline.js'

/** What a stage's parser may use. */
export interface StageContext {
  readonly variables: Variables
  /** Handed in rather than imported, since pipelines hold stages and some stages hold pipelines. */
  parsePipeline(stages: unknown, place: PipelinePlace, variables?: Variables): Pipeline
}

/** Parses what is written beside a stage's name. */
export type StageParser = (operand: unknown, context: StageContext) => Stage
