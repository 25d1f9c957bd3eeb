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

/** Softmax regression by AdaGrad in a fixed, seeded order: the same rows give the same bytes. */
export function trainSoftmax(rows: readonly TrainingRow[], options: TrainerOptions): SoftmaxWeights {
  const { classes, passes, rate, l2 } = options
  const index = compact(rows)
  const weights = new Float32Array(index.size * classes)
  const squares = new Float32Array(index.size * classes).fill(1e-8)
  const bias = new Float32Array(classes)
  const biasSquares = new Float32Array(classes).fill(1e-8)
  const positions = rows.map((row) =>
    Uint32Array.from(row.features.buckets, (bucket) => (index.get(bucket) ?? 0) * classes),
  )
  const p = new Float64Array(classes)
  const random = seededRandom(940)
  const order = Uint32Array.from(rows, (_row, at) => at)
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random)
    for (const at of order) {
      const row = rows[at]
      const places = positions[at]
      if (row === undefined || places === undefined) continue
      const { values } = row.features
      probabilities(p, classes, bias, weights, places, values)
      p[row.label] = (p[row.label] ?? 0) - 1
      for (let c = 0; c < classes; c++) {
        const gradient = (p[c] ?? 0) * row.weight
        p[c] = gradient
        const square = (biasSquares[c] ?? 0) + gradient * gradient
        biasSquares[c] = square
        bias[c] = (bias[c] ?? 0) - (rate * gradient) / Math.sqrt(square)
      }
      for (let f = 0; f < places.length; f++) {
        const place = places[f] as number
        const value = values[f] as number
        for (let c = 0; c < classes; c++) {
          const weight = weights[place + c] as number
          const gradient = (p[c] as number) * value + l2 * weight
          const square = (squares[place + c] as number) + gradient * gradient
          squares[place + c] = square
          weights[place + c] = weight - (rate * gradient) / Math.sqrt(square)
        }
      }
    }
  }
  return { classes, index, weights, bias }
}

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
    const place = places[f] as number
    const value = values[f] as number
    for (let c = 0; c < classes; c++) p[c] = (p[c] as number) + value * (weights[place + c] as number)
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
