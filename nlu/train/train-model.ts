import type { ModelMeta } from '../heads/ngrams/model-file.js'
import { calibrationError, fitTemperature, type HeldOut } from './calibrate.js'
import { quantise } from './quantise.js'
import { scoreFloat } from './score-float.js'
import type { SoftmaxWeights } from './softmax-trainer.js'
import { trainHeadsInTwo } from './train-heads.js'
import type { FeaturedUtterance, TrainingData } from './training-data.js'

/** A model ready to be written: `ngrams.json` and the bytes of `ngrams.bin`. */
export interface TrainedModel {
  readonly meta: ModelMeta
  readonly bytes: Uint8Array
}

/** Buckets kept, for five megabytes of models in all; measured: all of them would gain less than a point. */
const keep = { service: 36_000, all: 58_000 }

/** One row in so many is held out. */
const heldOutEvery = 10

/** Some rows are held out to fit the temperatures; then both heads are trained on all rows. */
export function trainModel(data: TrainingData, inputs: string, onProgress: (line: string) => void): TrainedModel {
  const learned = data.rows.filter((_row, at) => at % heldOutEvery !== 4)
  const heldOut = data.rows.filter((_row, at) => at % heldOutEvery === 4)
  let intentOut: HeldOut[] = []
  let serviceOut: HeldOut[] = []
  const all = trainHeadsInTwo(data, learned, (part) => {
    intentOut = outcomes(part.intent, heldOut, (row) => data.intents.indexOf(row.intent))
    serviceOut = outcomes(part.service, heldOut, (row) => data.services.indexOf(row.service ?? ''))
  })
  onProgress(
    `understanding: ${describe('intent', intentOut)}, ${describe('service', serviceOut)} on ${heldOut.length} held out`,
  )
  const small = quantise(all.intent, all.service, keep, occurrencesOf(data.rows))
  const meta: ModelMeta = {
    format: 2,
    inputs,
    knownFloor: knownFloors(learned, heldOut, small.index),
    rows: small.rows,
    serviceRows: small.serviceRows,
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

/** Of a language's sentences one in a hundred has a smaller known share than its floor; from few sentences the least, and a tenth off. */
function knownFloors(
  learned: readonly FeaturedUtterance[],
  heldOut: readonly FeaturedUtterance[],
  index: Uint16Array,
): Record<string, number> {
  const seen = occurrencesOf(learned)
  const shares = new Map<string, number[]>()
  for (const { language, features } of heldOut) {
    let known = 0
    for (const [f, bucket] of features.buckets.entries())
      if (index[bucket] !== 0 && seen.has(bucket)) known += (features.values[f] ?? 0) ** 2
    shares.set(language, [...(shares.get(language) ?? []), known])
  }
  return Object.fromEntries(
    [...shares].sort().map(([language, list]) => {
      const sorted = list.sort((a, b) => a - b)
      const floor = sorted.length >= 100 ? (sorted[Math.floor(sorted.length / 100)] ?? 0) : (sorted[0] ?? 0) * 0.9
      return [language, Math.round(floor * 1000) / 1000]
    }),
  )
}

function occurrencesOf(rows: readonly FeaturedUtterance[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const { features } of rows)
    for (const bucket of features.buckets) counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
  return counts
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
