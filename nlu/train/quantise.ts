import { bucketBits } from '../heads/ngrams/features.js'
import { maxRows } from '../heads/ngrams/model-file.js'
import type { SoftmaxWeights } from './softmax-trainer.js'

/** Two heads' weights as int8 over one common index of buckets. */
export interface Quantised {
  readonly index: Uint16Array
  readonly rows: number
  readonly intent: Int8Array
  readonly service: Int8Array
  readonly intentScales: number[]
  readonly serviceScales: number[]
}

/** Keeps the buckets that matter most (at most `keep`) and rounds weights to int8, one scale a class. */
export function quantise(intent: SoftmaxWeights, service: SoftmaxWeights, keep: number): Quantised {
  const buckets = strongest(intent, service, Math.min(keep, maxRows))
  const index = new Uint16Array(1 << bucketBits)
  for (const [row, bucket] of buckets.entries()) index[bucket] = row + 1
  const intentRows = rounded(intent, buckets)
  const serviceRows = rounded(service, buckets)
  return {
    index,
    rows: buckets.length,
    intent: intentRows.weights,
    service: serviceRows.weights,
    intentScales: intentRows.scales,
    serviceScales: serviceRows.scales,
  }
}

function strongest(intent: SoftmaxWeights, service: SoftmaxWeights, keep: number): number[] {
  const strength = new Map<number, number>()
  for (const head of [intent, service]) {
    for (const [bucket, row] of head.index) {
      let square = 0
      for (let c = 0; c < head.classes; c++) square += (head.weights[row * head.classes + c] ?? 0) ** 2
      strength.set(bucket, (strength.get(bucket) ?? 0) + square)
    }
  }
  const ranked = [...strength].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, keep)
  return ranked.map(([bucket]) => bucket).sort((a, b) => a - b)
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
