import { probabilitiesOf } from '../heads/ngrams/ngram-head.js'

/** Scores of a message the model has not seen, and the place of its true label. */
export interface HeldOut {
  readonly scores: Float64Array
  readonly label: number
}

/** The temperature that makes held-out probabilities most likely (golden section on the log-likelihood, 0.2 to 5). */
export function fitTemperature(rows: readonly HeldOut[]): number {
  if (rows.length < 20) return 1
  let low = Math.log(0.2)
  let high = Math.log(5)
  const ratio = (Math.sqrt(5) - 1) / 2
  for (let step = 0; step < 30; step++) {
    const left = high - ratio * (high - low)
    const right = low + ratio * (high - low)
    if (lossAt(rows, Math.exp(left)) < lossAt(rows, Math.exp(right))) high = right
    else low = left
  }
  return Math.exp((low + high) / 2)
}

/** Expected calibration error in ten bins: how far the stated p is from the share that was right. */
export function calibrationError(rows: readonly { readonly p: number; readonly right: boolean }[]): number {
  let error = 0
  for (let bin = 0; bin < 10; bin++) {
    const inside = rows.filter(({ p }) => Math.min(9, Math.floor(p * 10)) === bin)
    const stated = inside.reduce((sum, { p }) => sum + p, 0)
    const right = inside.filter((row) => row.right).length
    error += Math.abs(stated - right)
  }
  return rows.length === 0 ? 0 : error / rows.length
}

function lossAt(rows: readonly HeldOut[], temperature: number): number {
  let loss = 0
  for (const { scores, label } of rows) {
    const p = probabilitiesOf(scores.map((score) => score / temperature))
    loss -= Math.log(Math.max(p[label] ?? 0, 1e-12))
  }
  return loss
}
