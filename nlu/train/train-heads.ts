import { SoftmaxTraining, type SoftmaxWeights, type TrainingRow, trainSoftmax } from './softmax-trainer.js'
import type { FeaturedUtterance, TrainingData } from './training-data.js'

/** Both heads as trained. */
export interface TrainedHeads {
  readonly intent: SoftmaxWeights
  readonly service: SoftmaxWeights
}

/** Measured by cross-validation. */
const settings = { passes: 12, rate: 0.6, l2: 5e-4 }
/** What was held out is learned in so many passes more. */
const furtherPasses = 4

/** Trains the intent and the service head on some rows of the data. */
export function trainHeads(data: TrainingData, rows: readonly FeaturedUtterance[]): TrainedHeads {
  return {
    intent: trainSoftmax(intentRows(data, rows), { classes: data.intents.length, ...settings }),
    service: trainSoftmax(serviceRows(data, rows), { classes: Math.max(data.services.length, 1), ...settings }),
  }
}

/**
 * Trains both heads on `learned`, shows them to `look`, which may judge them by what was held out, and then goes on with all
 * rows: cheaper than training twice.
 */
export function trainHeadsInTwo(
  data: TrainingData,
  learned: readonly FeaturedUtterance[],
  look: (heads: TrainedHeads) => void,
): TrainedHeads {
  const head = (rowsOf: typeof intentRows, classes: number) => {
    const training = new SoftmaxTraining(rowsOf(data, data.rows), { classes, ...settings })
    training.run(rowsOf(data, learned), settings.passes)
    return { training, goOn: () => training.run(rowsOf(data, data.rows), furtherPasses) }
  }
  const intent = head(intentRows, data.intents.length)
  const service = head(serviceRows, Math.max(data.services.length, 1))
  const heads = { intent: intent.training.weights, service: service.training.weights }
  look(heads)
  intent.goOn()
  service.goOn()
  return heads
}

function intentRows(data: TrainingData, rows: readonly FeaturedUtterance[]): TrainingRow[] {
  return balanced(
    labelled(rows, data.intents, (row) => row.intent),
    data.intents.length,
  )
}

function serviceRows(data: TrainingData, rows: readonly FeaturedUtterance[]): TrainingRow[] {
  return labelled(rows, data.services, (row) => row.service)
}

function labelled(
  rows: readonly FeaturedUtterance[],
  labels: readonly string[],
  labelOf: (row: FeaturedUtterance) => string | null,
): TrainingRow[] {
  const places = new Map(labels.map((label, place) => [label, place]))
  return rows.flatMap((row) => {
    const label = places.get(labelOf(row) ?? '')
    return label === undefined ? [] : [{ features: row.features, label, weight: 1 }]
  })
}

/** Reports outnumber every other intent forty times; rare intents count up to five times their rows. */
function balanced(rows: readonly TrainingRow[], classes: number): TrainingRow[] {
  const counts = new Array<number>(classes).fill(0)
  for (const { label } of rows) counts[label] = (counts[label] ?? 0) + 1
  const seen = counts.filter((count) => count > 0)
  const mean = rows.length / Math.max(seen.length, 1)
  return rows.map((row) => ({ ...row, weight: Math.min(5, (mean / (counts[row.label] ?? 1)) ** 0.75) }))
}
