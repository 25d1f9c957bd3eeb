import { vectorLength } from '../encoder/encoder.js'
import { centred } from '../heads/encoder/encoder-head.js'
import type { LinearHead } from '../heads/encoder/encoder-model.js'
import type { Intent } from '../understanding.js'
import { trainLda } from './lda-trainer.js'

/** A sentence with its vector; `key`: whose mean it is centred by, as `meanKey` gives it. */
export interface EmbeddedUtterance {
  readonly language: string
  readonly key: string
  readonly intent: Intent
  readonly service: string | null
  readonly vector: Float32Array
}

/** Both heads over centred vectors, and the means that they were centred by. */
export interface EncoderHeads {
  readonly means: ReadonlyMap<string, Float32Array>
  readonly intent: LinearHead
  readonly service: LinearHead
}

/** Rows of the mean of all that each language's mean begins with, so that a few sentences do not lead it astray. */
const pseudoRows = 3
/** Measured by cross-validation. */
const settings = { intent: { shrink: 0.2, prior: 0.8 }, service: { shrink: 0.3, prior: 0 } }

/** Trains both heads on all languages together. */
export function trainEncoderHeads(
  rows: readonly EmbeddedUtterance[],
  intents: readonly string[],
  services: readonly string[],
): EncoderHeads {
  const means = languageMeans(rows)
  const ready = rows.map((row) => ({ ...row, vector: centred(row.vector, row.key, means) }))
  const head = (
    labels: readonly string[],
    labelOf: (row: EmbeddedUtterance) => string | null,
    how: { shrink: number; prior: number },
  ): LinearHead => {
    const places = new Map(labels.map((label, place) => [label, place]))
    const labelled = ready.flatMap((row) => {
      const label = places.get(labelOf(row) ?? '')
      return label === undefined ? [] : [{ vector: row.vector, label, weight: 1 }]
    })
    const { weights, bias } = trainLda(labelled, { classes: labels.length, length: vectorLength, ...how })
    return { labels, weights, bias }
  }
  return {
    means,
    intent: head(intents, ({ intent }) => intent, settings.intent),
    service: head(services, ({ service }) => service, settings.service),
  }
}

function languageMeans(rows: readonly EmbeddedUtterance[]): Map<string, Float32Array> {
  const all = meanOf(rows, null)
  const keys = [...new Set(rows.map(({ key }) => key))].sort()
  return new Map([
    ['', all],
    ...keys.map((key): [string, Float32Array] => [
      key,
      meanOf(
        rows.filter((row) => row.key === key),
        all,
      ),
    ]),
  ])
}

function meanOf(rows: readonly EmbeddedUtterance[], prior: Float32Array | null): Float32Array {
  const sum = new Float64Array(vectorLength)
  for (const { vector } of rows) for (let i = 0; i < vectorLength; i++) sum[i] = (sum[i] ?? 0) + (vector[i] ?? 0)
  const pseudo = prior === null ? 0 : pseudoRows
  return Float32Array.from(sum, (value, i) => (value + pseudo * (prior?.[i] ?? 0)) / Math.max(rows.length + pseudo, 1))
}
