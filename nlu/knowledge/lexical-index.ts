import { bucketBits, type Features, featuresOf } from '../heads/ngrams/features.js'
import { withoutCourtesy } from '../pipeline/courtesy.js'
import { withReadings } from '../pipeline/model-words.js'
import { wordsOf } from '../pipeline/normalise.js'
import { createShadow } from '../pipeline/shadow.js'
import type { ArticleRow } from './article-rows.js'

/** How alike a message's folded words (`wordsOf`) are to each row, 0..1, in the rows' order. */
export type LexicalIndex = (words: readonly string[]) => Float64Array

/** Rows by their words and character n-grams, weighed by how rare these are among the rows (TF-IDF); the likeness is the cosine. */
export function createLexicalIndex(rows: readonly ArticleRow[]): LexicalIndex {
  const vectors = rows.map(({ text }) => featuresOf(readWords(wordsOf(createShadow(text).text))))
  const { starts, rarity } = countBuckets(vectors)
  const size = starts[starts.length - 1] ?? 0
  const holders = new Uint16Array(size)
  const weights = new Float32Array(size)
  const next = starts.slice()
  for (const [row, features] of vectors.entries()) {
    const shares = weigh(features, rarity)
    for (const [at, bucket] of features.buckets.entries()) {
      const place = next[bucket] ?? 0
      holders[place] = row
      weights[place] = shares[at] ?? 0
      next[bucket] = place + 1
    }
  }
  return (words) => {
    const scores = new Float64Array(rows.length)
    const features = featuresOf(readWords(words))
    const shares = weigh(features, rarity)
    for (const [at, bucket] of features.buckets.entries()) {
      const share = shares[at] ?? 0
      const end = starts[bucket + 1] ?? 0
      for (let place = starts[bucket] ?? 0; place < end; place++) {
        const row = holders[place] ?? 0
        scores[row] = (scores[row] ?? 0) + share * (weights[place] ?? 0)
      }
    }
    return scores
  }
}

/** Where each bucket's rows begin in the lists, and how rare each bucket is. */
function countBuckets(vectors: readonly Features[]): { starts: Uint32Array; rarity: Float32Array } {
  const buckets = 1 << bucketBits
  const counts = new Uint32Array(buckets)
  for (const features of vectors) for (const bucket of features.buckets) counts[bucket] = (counts[bucket] ?? 0) + 1
  const starts = new Uint32Array(buckets + 1)
  for (let at = 0; at < buckets; at++) starts[at + 1] = (starts[at] ?? 0) + (counts[at] ?? 0)
  return { starts, rarity: Float32Array.from(counts, (count) => Math.log((vectors.length + 1) / (count + 1))) }
}

function readWords(words: readonly string[]): readonly string[] {
  return withReadings(withoutCourtesy(words, 1))
}

/** The weights of a text's buckets, of unit length together. */
function weigh({ buckets, values }: Features, rarity: Float32Array): Float64Array {
  const weights = Float64Array.from(buckets, (bucket, at) => (values[at] ?? 0) * (rarity[bucket] ?? 0))
  const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0)) || 1
  return weights.map((weight) => weight / length)
}
