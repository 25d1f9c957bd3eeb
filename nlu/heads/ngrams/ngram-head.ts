import type { Features } from './features.js'
import type { HeadMeta, NgramModel } from './model-file.js'

/** A label and its probability. */
export interface Guess<Label extends string> {
  readonly id: Label
  readonly p: number
}

/** Log-odds of one head for a text, one a label (in the order of `meta.labels`), divided by the temperature. */
export function scoresOf(model: NgramModel, which: 'intent' | 'service', features: Features): Float64Array {
  const meta: HeadMeta = model.meta[which]
  const weights = model[which]
  const { index } = model
  const classes = meta.labels.length
  const rows = which === 'intent' ? model.meta.rows : model.meta.serviceRows
  const scores = new Float64Array(classes)
  for (let f = 0; f < features.buckets.length; f++) {
    const row = index[features.buckets[f] ?? 0] ?? 0
    if (row === 0 || row > rows) continue
    const value = features.values[f] ?? 0
    const place = (row - 1) * classes
    for (let c = 0; c < classes; c++) scores[c] = (scores[c] ?? 0) + value * (weights[place + c] ?? 0)
  }
  for (let c = 0; c < classes; c++) {
    scores[c] = ((scores[c] ?? 0) * (meta.scales[c] ?? 0) + (meta.bias[c] ?? 0)) / meta.temperature
  }
  return scores
}

/** The share (0..1) of a text's vector that the model has learned anything of; 0 for an empty one. */
export function knownShare(model: NgramModel, { buckets, values }: Features): number {
  let known = 0
  for (let f = 0; f < buckets.length; f++) {
    if ((model.index[buckets[f] ?? 0] ?? 0) !== 0) known += (values[f] ?? 0) ** 2
  }
  return known
}

/** Softmax. */
export function probabilitiesOf(scores: Float64Array): Float64Array {
  let highest = Number.NEGATIVE_INFINITY
  for (const score of scores) highest = Math.max(highest, score)
  const p = scores.map((score) => Math.exp(score - highest))
  let total = 0
  for (const value of p) total += value
  return p.map((value) => value / total)
}
