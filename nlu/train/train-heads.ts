import { type SoftmaxWeights, type TrainingRow, trainSoftmax } from './softmax-trainer.js'
import type { FeaturedUtterance, TrainingData } from './training-data.js'

/** Both heads as trained. */
export interface TrainedHeads {
  readonly intent: SoftmaxWeights
  readonly service: SoftmaxWeights
}

const settings = { passes: 15, rate: 0.4, l2: 1e-4 }

/** Trains the intent and the service head on some rows of the data. */
export function trainHeads(data: TrainingData, rows: readonly FeaturedUtterance[]): TrainedHeads {
  const intentRows = labelled(rows, data.intents, (row) => row.intent)
  const serviceRows = labelled(rows, data.services, (row) => row.service)
  return {
    intent: trainSoftmax(balanced(intentRows, data.intents.length), { classes: data.intents.length, ...settings }),
    service: trainSoftmax(serviceRows, { classes: Math.max(data.services.length, 1), ...settings }),
  }
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
