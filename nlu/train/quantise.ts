import { bucketBits } from '../heads/ngrams/features.js'
import { maxRows } from '../heads/ngrams/model-file.js'
import type { SoftmaxWeights } from './softmax-trainer.js'

/** Two heads' weights as int8 over one common index of buckets. */
export interface Quantised {
  readonly index: Uint16Array
  readonly rows: number
  /** The service head knows the first so many rows. */
  readonly serviceRows: number
  readonly intent: Int8Array
  readonly service: Int8Array
  readonly intentScales: number[]
  readonly serviceScales: number[]
}

/** How many buckets the heads keep: those that matter most to services first, then those that matter to intents. */
export interface Kept {
  readonly service: number
  readonly all: number
}

/** Keeps the buckets that matter most and rounds weights to int8, one scale a class. `occurrences`: in how many sentences a bucket occurs. */
export function quantise(
  intent: SoftmaxWeights,
  service: SoftmaxWeights,
  keep: Kept,
  occurrences: ReadonlyMap<number, number>,
): Quantised {
  const forServices = strongest(service, occurrences).slice(0, keep.service)
  const chosen = new Set(forServices)
  const forIntents = strongest(intent, occurrences).filter((bucket) => !chosen.has(bucket))
  const buckets = [...forServices, ...forIntents].slice(0, Math.min(keep.all, maxRows))
  const index = new Uint16Array(1 << bucketBits)
  for (const [row, bucket] of buckets.entries()) index[bucket] = row + 1
  const intentRows = rounded(intent, buckets)
  const serviceRows = rounded(service, buckets.slice(0, forServices.length))
  return {
    index,
    rows: buckets.length,
    serviceRows: forServices.length,
    intent: intentRows.weights,
    service: serviceRows.weights,
    intentScales: intentRows.scales,
    serviceScales: serviceRows.scales,
  }
}

/** By weight and, since a rare bucket has a large one for its one sentence, by the root of how often it occurs. */
function strongest(head: SoftmaxWeights, occurrences: ReadonlyMap<number, number>): number[] {
  const strength = [...head.index].map(([bucket, row]): [number, number] => {
    let square = 0
    for (let c = 0; c < head.classes; c++) square += (head.weights[row * head.classes + c] ?? 0) ** 2
    return [bucket, square * Math.sqrt(occurrences.get(bucket) ?? 1)]
  })
  return strength.sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([bucket]) => bucket)
}

function rounded(head: SoftmaxWeights, buckets: readonly number[]): { weights: Int8Array; scales: number[] } {
  const { classes } = head
  const scales: number[] = []
  for (let c = 0; c < classes; c++) {
    let highest = 1e-6
    for (const row of head.index.values()) highest = Math.max(highest, Math.abs(head.weights[row * classes + c] ?? 0))
    scales.push(highest / 127)
  }
  const weights = new Int8Array(buckets.length * classes)
  for (const [place, bucket] of buckets.entries()) {
    const row = head.index.get(bucket)
    if (row === undefined) continue
    for (let c = 0; c < classes; c++) {
      weights[place * classes + c] = Math.round((head.weights[row * classes + c] ?? 0) / (scales[c] ?? 1))
    }
  }
  return { weights, scales }
}
