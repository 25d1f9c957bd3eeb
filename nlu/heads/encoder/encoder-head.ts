import type { EncoderModel, LinearHead } from './encoder-model.js'

/** A vector without what is common to its language (`key` of `meanKey`), of unit length. */
export function centred(vector: Float32Array, key: string, means: ReadonlyMap<string, Float32Array>): Float32Array {
  const mean = means.get(key) ?? means.get(key.replace(/-.*/, '')) ?? means.get('')
  const away = vector.map((value, at) => value - (mean?.[at] ?? 0))
  const length = Math.sqrt(away.reduce((sum, value) => sum + value * value, 0))
  return length > 0 ? away.map((value) => value / length) : away
}

/** The mean of vectors, which stands for a text that was read in several ways. */
export function meanVector(vectors: readonly Float32Array[]): Float32Array {
  const [first] = vectors
  if (first === undefined || vectors.length === 1) return first ?? new Float32Array(0)
  return first.map((_value, at) => vectors.reduce((sum, vector) => sum + (vector[at] ?? 0), 0) / vectors.length)
}

/** Log-probabilities of a head for a centred vector, one a label. */
export function logProbabilities(head: LinearHead, vector: Float32Array): Float64Array {
  const scores = new Float64Array(head.labels.length)
  for (let c = 0; c < scores.length; c++) {
    let score = head.bias[c] as number
    const start = c * vector.length
    for (let i = 0; i < vector.length; i++) score += (head.weights[start + i] as number) * (vector[i] as number)
    scores[c] = score
  }
  return logSoftmax(scores)
}

/** Scores less the logarithm of the sum of their exponentials. */
export function logSoftmax(scores: Float64Array): Float64Array {
  const highest = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY)
  const sum = scores.reduce((total, score) => total + Math.exp(score - highest), 0)
  const shift = highest + Math.log(sum)
  return scores.map((score) => score - shift)
}

/** What both heads say of a message by its vectors. */
export interface EncoderVerdict {
  readonly intent: Float64Array
  readonly service: Float64Array
}

/** Both heads' log-probabilities for a message that was read as `vectors`. */
export function encoderVerdict(
  model: Pick<EncoderModel, 'means' | 'intent' | 'service'>,
  vectors: readonly Float32Array[],
  key: string,
): EncoderVerdict {
  const vector = centred(meanVector(vectors), key, model.means)
  return { intent: logProbabilities(model.intent, vector), service: logProbabilities(model.service, vector) }
}
