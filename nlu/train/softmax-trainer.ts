import type { Features } from '../heads/ngrams/features.js'
import { seededRandom } from './seeded-random.js'

/** One row to learn from: its vector, its class, and how much it counts (1 = as much as any). */
export interface TrainingRow {
  readonly features: Features
  readonly label: number
  readonly weight: number
}

/** How softmax regression is trained; the defaults were measured by cross-validation. */
export interface TrainerOptions {
  readonly classes: number
  readonly passes: number
  readonly rate: number
  readonly l2: number
}

/** Weights as trained: `classes` floats a row, `index` the row of each bucket that occurred, and one bias a class. */
export interface SoftmaxWeights {
  readonly classes: number
  readonly index: ReadonlyMap<number, number>
  readonly weights: Float32Array
  readonly bias: Float32Array
}

/** Trains a head from nothing; see `SoftmaxTraining`. */
export function trainSoftmax(rows: readonly TrainingRow[], options: TrainerOptions): SoftmaxWeights {
  const training = new SoftmaxTraining(rows, options)
  training.run(rows, options.passes)
  return training.weights
}

/**
 * Softmax regression by AdaGrad with one rate a bucket (one a weight is ten times slower and no better), in a fixed, seeded
 * order: the same rows give the same bytes. It may go on with further rows, all of which it must know of from the start.
 */
export class SoftmaxTraining {
  readonly weights: SoftmaxWeights
  readonly #options: TrainerOptions
  readonly #squares: Float32Array
  #biasSquares = 1e-8
  readonly #random = seededRandom(940)

  /** `rows`: all that will ever be learned from. */
  constructor(rows: readonly TrainingRow[], options: TrainerOptions) {
    const { classes } = options
    const index = compact(rows)
    this.#options = options
    this.#squares = new Float32Array(index.size).fill(1e-8)
    this.weights = { classes, index, weights: new Float32Array(index.size * classes), bias: new Float32Array(classes) }
  }

  /** Goes over the rows so many times. */
  run(rows: readonly TrainingRow[], passes: number): void {
    const { index } = this.weights
    const positions = rows.map((row) => Uint32Array.from(row.features.buckets, (bucket) => index.get(bucket) ?? 0))
    const order = Uint32Array.from(rows, (_row, at) => at)
    const p = new Float64Array(this.#options.classes)
    for (let pass = 0; pass < passes; pass++) {
      shuffle(order, this.#random)
      for (const at of order) {
        const row = rows[at]
        const places = positions[at]
        if (row !== undefined && places !== undefined) this.#learn(row, places, p)
      }
    }
  }

  #learn({ features: { values }, label, weight }: TrainingRow, places: Uint32Array, p: Float64Array): void {
    const { classes, rate, l2 } = this.#options
    const { weights, bias } = this.weights
    probabilities(p, classes, bias, weights, places, values)
    p[label] = (p[label] ?? 0) - 1
    let square = 0
    for (let c = 0; c < classes; c++) {
      const gradient = (p[c] as number) * weight
      p[c] = gradient
      square += gradient * gradient
    }
    this.#biasSquares += square
    const biasStep = rate / Math.sqrt(this.#biasSquares)
    for (let c = 0; c < classes; c++) bias[c] = (bias[c] as number) - biasStep * (p[c] as number)
    // Learned already.
    if (square < leastSquare) return
    const squares = this.#squares
    for (let f = 0; f < places.length; f++) {
      const place = places[f] as number
      const value = values[f] as number
      const sum = (squares[place] as number) + value * value * square
      squares[place] = sum
      const step = rate / Math.sqrt(sum)
      const pull = 1 - step * l2
      const push = step * value
      for (let c = 0, at = place * classes; c < classes; c++, at++)
        weights[at] = (weights[at] as number) * pull - push * (p[c] as number)
    }
  }
}

const leastSquare = 1e-5

function probabilities(
  p: Float64Array,
  classes: number,
  bias: Float32Array,
  weights: Float32Array,
  places: Uint32Array,
  values: Float32Array,
): void {
  for (let c = 0; c < classes; c++) p[c] = bias[c] as number
  for (let f = 0; f < places.length; f++) {
    const start = (places[f] as number) * classes
    const value = values[f] as number
    for (let c = 0; c < classes; c++) p[c] = (p[c] as number) + value * (weights[start + c] as number)
  }
  let highest = Number.NEGATIVE_INFINITY
  for (let c = 0; c < classes; c++) highest = Math.max(highest, p[c] as number)
  let total = 0
  for (let c = 0; c < classes; c++) {
    const value = Math.exp((p[c] as number) - highest)
    p[c] = value
    total += value
  }
  for (let c = 0; c < classes; c++) p[c] = (p[c] as number) / total
}

/** Only buckets that occur are kept in memory while training. */
function compact(rows: readonly TrainingRow[]): Map<number, number> {
  const index = new Map<number, number>()
  for (const row of rows)
    for (const bucket of row.features.buckets) if (!index.has(bucket)) index.set(bucket, index.size)
  return index
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const kept = order[at] as number
    order[at] = order[other] as number
    order[other] = kept
  }
}
