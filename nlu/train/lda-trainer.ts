/** One row to learn from: a centred vector of unit length, and its class. */
export interface LdaRow {
  readonly vector: Float32Array
  readonly label: number
  /** How much it counts; 1 = as much as any. */
  readonly weight: number
}

/** One linear score a class: `weights` row-major (classes x length), and a bias each. */
export interface LdaWeights {
  readonly classes: number
  readonly length: number
  readonly weights: Float32Array
  readonly bias: Float32Array
}

export interface LdaOptions {
  readonly classes: number
  readonly length: number
  /** 0..1: how far the pooled covariance is drawn towards a multiple of the unit matrix. */
  readonly shrink: number
  /** 0: every class as likely as any; 1: as often as in the rows. */
  readonly prior: number
}

/** Linear discriminant analysis with one shrunk covariance for all classes, in closed form: the same rows give the same weights. */
export function trainLda(rows: readonly LdaRow[], { classes, length, shrink, prior }: LdaOptions): LdaWeights {
  const { means, totals } = classMeans(rows, classes, length)
  const covariance = pooled(rows, means, length)
  let trace = 0
  for (let i = 0; i < length; i++) trace += covariance[i * length + i] as number
  for (let at = 0; at < covariance.length; at++) covariance[at] = (covariance[at] as number) * (1 - shrink)
  for (let i = 0; i < length; i++)
    covariance[i * length + i] = (covariance[i * length + i] as number) + (shrink * trace) / length
  const factor = cholesky(covariance, length)
  const all = totals.reduce((sum, total) => sum + total, 0)
  const weights = new Float32Array(classes * length)
  const bias = new Float32Array(classes)
  for (let c = 0; c < classes; c++) {
    const mean = means.subarray(c * length, (c + 1) * length)
    const total = totals[c] as number
    if (total === 0) {
      bias[c] = -50
      continue
    }
    const solved = solve(factor, mean, length)
    weights.set(solved, c * length)
    let dot = 0
    for (let i = 0; i < length; i++) dot += (solved[i] as number) * (mean[i] as number)
    bias[c] = prior * Math.log(total / all) - dot / 2
  }
  return { classes, length, weights, bias }
}

function classMeans(
  rows: readonly LdaRow[],
  classes: number,
  length: number,
): { means: Float64Array; totals: Float64Array } {
  const means = new Float64Array(classes * length)
  const totals = new Float64Array(classes)
  for (const { vector, label, weight } of rows) {
    totals[label] = (totals[label] as number) + weight
    for (let i = 0; i < length; i++)
      means[label * length + i] = (means[label * length + i] as number) + weight * (vector[i] as number)
  }
  for (let c = 0; c < classes; c++)
    for (let i = 0; i < length; i++)
      means[c * length + i] = (means[c * length + i] as number) / Math.max(totals[c] as number, 1e-9)
  return { means, totals }
}

/** Covariance within the classes, symmetric, row-major. */
function pooled(rows: readonly LdaRow[], means: Float64Array, length: number): Float64Array {
  const sum = new Float64Array(length * length)
  const away = new Float64Array(length)
  let total = 0
  for (const { vector, label, weight } of rows) {
    total += weight
    for (let i = 0; i < length; i++) away[i] = (vector[i] as number) - (means[label * length + i] as number)
    for (let i = 0; i < length; i++) {
      const scaled = weight * (away[i] as number)
      const start = i * length
      for (let j = 0; j <= i; j++) sum[start + j] = (sum[start + j] as number) + scaled * (away[j] as number)
    }
  }
  for (let i = 0; i < length; i++)
    for (let j = 0; j <= i; j++) {
      const value = (sum[i * length + j] as number) / Math.max(total, 1e-9)
      sum[i * length + j] = value
      sum[j * length + i] = value
    }
  return sum
}

/** Lower triangular factor of a symmetric positive definite matrix. */
function cholesky(matrix: Float64Array, length: number): Float64Array {
  const factor = new Float64Array(length * length)
  for (let i = 0; i < length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * length + j] as number
      for (let k = 0; k < j; k++) sum -= (factor[i * length + k] as number) * (factor[j * length + k] as number)
      factor[i * length + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (factor[j * length + j] as number)
    }
  }
  return factor
}

function solve(factor: Float64Array, right: Float64Array, length: number): Float64Array {
  const x = Float64Array.from(right)
  for (let i = 0; i < length; i++) {
    let sum = x[i] as number
    for (let k = 0; k < i; k++) sum -= (factor[i * length + k] as number) * (x[k] as number)
    x[i] = sum / (factor[i * length + i] as number)
  }
  for (let i = length - 1; i >= 0; i--) {
    let sum = x[i] as number
    for (let k = i + 1; k < length; k++) sum -= (factor[k * length + i] as number) * (x[k] as number)
    x[i] = sum / (factor[i * length + i] as number)
  }
  return x
}
