import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { bucketBits } from './features.js'

const head = z.object({
  labels: z.array(z.string()).min(2),
  /** One a class: an int8 weight times this is the float weight. */
  scales: z.array(z.number()),
  bias: z.array(z.number()),
  /** Scores are divided by this before softmax, so that p is calibrated. */
  temperature: z.number().positive(),
})

/** What `ngrams.json` tells about `ngrams.bin`. */
export const modelMeta = z.object({
  format: z.literal(2),
  /** SHA-256 over everything the model was trained from. */
  inputs: z.string(),
  rows: z.number().int().nonnegative(),
  /** The service head knows the first so many rows; the others tell intents apart. */
  serviceRows: z.number().int().nonnegative(),
  /** By language: a message of which less is known is hardly in it, or gibberish. */
  knownFloor: z.record(z.string(), z.number()),
  /** Languages with sentences of their own; of any other little is certain. */
  languages: z.array(z.string()),
  intent: head,
  service: head,
})
export type ModelMeta = z.infer<typeof modelMeta>
export type HeadMeta = z.infer<typeof head>

/** The weights in memory. `index`: row of a bucket plus one, 0 where it has none; the heads' weights are row-major. */
export interface NgramModel {
  readonly meta: ModelMeta
  readonly index: Uint16Array
  readonly intent: Int8Array
  readonly service: Int8Array
}

/** Where the trained model lies: `dist/nlu/model`. */
export function modelFolder(root: string): string {
  return path.join(root, 'dist', 'nlu', 'model')
}

/** Most rows a model can have. */
export const maxRows = 0xffff - 1

/** Reads `ngrams.json` and `ngrams.bin` of a folder; throws where they are missing or do not belong together. */
export function readModel(folder: string): NgramModel {
  const meta = modelMeta.parse(JSON.parse(readFileSync(path.join(folder, 'ngrams.json'), 'utf8')))
  const file = readFileSync(path.join(folder, 'ngrams.bin'))
  const indexBytes = 2 << bucketBits
  const intentBytes = meta.rows * meta.intent.labels.length
  const serviceBytes = meta.serviceRows * meta.service.labels.length
  if (file.length !== indexBytes + intentBytes + serviceBytes)
    throw new RangeError('ngrams.bin has another length than ngrams.json says')
  const bytes = new Uint8Array(file).buffer
  return {
    meta,
    index: new Uint16Array(bytes, 0, 1 << bucketBits),
    intent: new Int8Array(bytes, indexBytes, intentBytes),
    service: new Int8Array(bytes, indexBytes + intentBytes, serviceBytes),
  }
}
