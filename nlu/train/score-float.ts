import type { Features } from '../heads/ngrams/features.js'
import type { SoftmaxWeights } from './softmax-trainer.js'

/** Scores of float weights for a text, before temperature and rounding: for calibration and cross-validation. */
export function scoreFloat(head: SoftmaxWeights, features: Features): Float64Array {
  const scores = Float64Array.from(head.bias)
  for (let f = 0; f < features.buckets.length; f++) {
    const row = head.index.get(features.buckets[f] ?? 0)
    if (row === undefined) continue
    const value = features.values[f] ?? 0
    for (let c = 0; c < head.classes; c++)
      scores[c] = (scores[c] ?? 0) + value * (head.weights[row * head.classes + c] ?? 0)
  }
  return scores
}
