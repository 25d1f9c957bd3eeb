import { logSoftmax } from '../heads/encoder/encoder-head.js'
import type { Mix } from '../heads/encoder/encoder-model.js'

/** What both heads say of a message that neither has seen, and the place of its true label. */
export interface HeldOutPair {
  readonly encoder: Float64Array
  readonly ngrams: Float64Array
  readonly label: number
}

const steps = 60
/** Drawn towards what fits all languages, where there are few rows. */
const ridge = 2

/** The weights of both heads that make held-out rows most likely (gradient descent; the loss is convex). */
export function fitFusion(rows: readonly HeldOutPair[], start: Mix = { encoder: 0.5, ngrams: 0.5 }): Mix {
  let a = start.encoder
  let b = start.ngrams
  let rate = 0.5
  let last = Number.POSITIVE_INFINITY
  for (let step = 0; step < steps; step++) {
    const { loss, da, db } = gradient(rows, a, b, start)
    rate = loss > last ? rate / 2 : rate * 1.1
    last = loss
    a = Math.max(0, a - rate * da)
    b = Math.max(0, b - rate * db)
  }
  return { encoder: a, ngrams: b }
}

function gradient(
  rows: readonly HeldOutPair[],
  a: number,
  b: number,
  start: Mix,
): { loss: number; da: number; db: number } {
  let loss = ridge * ((a - start.encoder) ** 2 + (b - start.ngrams) ** 2)
  let da = 2 * ridge * (a - start.encoder)
  let db = 2 * ridge * (b - start.ngrams)
  for (const { encoder, ngrams, label } of rows) {
    const logs = logSoftmax(encoder.map((value, at) => a * value + b * (ngrams[at] ?? 0)))
    loss -= logs[label] ?? 0
    da -= encoder[label] ?? 0
    db -= ngrams[label] ?? 0
    for (let at = 0; at < logs.length; at++) {
      const p = Math.exp(logs[at] ?? 0)
      da += p * (encoder[at] ?? 0)
      db += p * (ngrams[at] ?? 0)
    }
  }
  const scale = 1 / Math.max(rows.length, 1)
  return { loss: loss * scale, da: da * scale, db: db * scale }
}
