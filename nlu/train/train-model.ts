import type { ModelMeta } from '../heads/ngrams/model-file.js'
import { calibrationError, fitTemperature, type HeldOut } from './calibrate.js'
import { quantise } from './quantise.js'
import { scoreFloat } from './score-float.js'
import type { SoftmaxWeights } from './softmax-trainer.js'
import { trainHeads } from './train-heads.js'
import type { FeaturedUtterance, TrainingData } from './training-data.js'

/** A model ready to be written: `ngrams.json` and the bytes of `ngrams.bin`. */
export interface TrainedModel {
  readonly meta: ModelMeta
  readonly bytes: Uint8Array
}

/** Buckets kept; measured: half of them costs a point, all of them gain nothing. */
const keep = 40_000

/** One row in so many is held out. */
const heldOutEvery = 10

/** Some rows are held out to fit the temperatures; then both heads are trained on all rows. */
export function trainModel(data: TrainingData, inputs: string, onProgress: (line: string) => void): TrainedModel {
  const learned = data.rows.filter((_row, at) => at % heldOutEvery !== 4)
  const heldOut = data.rows.filter((_row, at) => at % heldOutEvery === 4)
  const part = trainHeads(data, learned)
  const intentOut = outcomes(part.intent, heldOut, (row) => data.intents.indexOf(row.intent))
  const serviceOut = outcomes(part.service, heldOut, (row) => data.services.indexOf(row.service ?? ''))
  onProgress(
    `understanding: ${describe('intent', intentOut)}, ${describe('service', serviceOut)} on ${heldOut.length} held out`,
  )
  const all = trainHeads(data, data.rows)
  const small = quantise(all.intent, all.service, keep)
  const meta: ModelMeta = {
    format: 1,
    inputs,
    rows: small.rows,
    languages: [...new Set(data.rows.map(({ language }) => language))].sort(),
    intent: {
      labels: [...data.intents],
      scales: small.intentScales,
      bias: [...all.intent.bias],
      temperature: fitTemperature(intentOut),
    },
    service: {
      labels: [...data.services],
      scales: small.serviceScales,
      bias: [...all.service.bias],
      temperature: fitTemperature(serviceOut),
    },
  }
  return { meta, bytes: joined(small.index, small.intent, small.service) }
}

function outcomes(
  head: SoftmaxWeights,
  rows: readonly FeaturedUtterance[],
  labelOf: (row: FeaturedUtterance) => number,
): HeldOut[] {
  return rows.flatMap((row) => {
    const label = labelOf(row)
    return label < 0 ? [] : [{ scores: scoreFloat(head, row.features), label }]
  })
}

function describe(name: string, rows: readonly HeldOut[]): string {
  const temperature = fitTemperature(rows)
  const judged = rows.map(({ scores, label }) => {
    const total = scores.reduce((sum, score) => sum + Math.exp(score / temperature), 0)
    const best = Math.max(...scores)
    return { p: Math.exp(best / temperature) / total, right: scores[label] === best }
  })
  const right = judged.filter((row) => row.right).length / Math.max(judged.length, 1)
  return `${name} ${right.toFixed(3)} right (calibration error ${calibrationError(judged).toFixed(3)})`
}

function joined(index: Uint16Array, intent: Int8Array, service: Int8Array): Uint8Array {
  const bytes = new Uint8Array(index.byteLength + intent.length + service.length)
  bytes.set(new Uint8Array(index.buffer, index.byteOffset, index.byteLength), 0)
  bytes.set(new Uint8Array(intent.buffer, intent.byteOffset, intent.length), index.byteLength)
  bytes.set(new Uint8Array(service.buffer, service.byteOffset, service.length), index.byteLength + intent.length)
  return bytes
}
