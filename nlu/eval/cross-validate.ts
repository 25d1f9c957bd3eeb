import { projectRoot } from '../../config/project-root.js'
import { probabilitiesOf } from '../heads/ngrams/ngram-head.js'
import { calibrationError, fitTemperature, type HeldOut } from '../train/calibrate.js'
import { scoreFloat } from '../train/score-float.js'
import { trainHeads } from '../train/train-heads.js'
import { readTrainingData, type TrainingData } from '../train/training-data.js'

// Cross-validation of the bare n-gram heads on the training sentences (`node dist/nlu/eval/cross-validate.js [folds to run]`):
// for choosing settings without looking at the test sentences. No phrase list, no entities, no expectation.
const folds = 4
const run = Math.min(folds, Number(process.argv[2] ?? folds))
report(validate(readTrainingData(projectRoot)))

/** What the heads gave for each sentence that they were not trained on, by what it is counted under. */
function validate(data: TrainingData): ReadonlyMap<string, readonly HeldOut[]> {
  const outcomes = new Map<string, HeldOut[]>()
  const add = (key: string, outcome: HeldOut): void => {
    const list = outcomes.get(key)
    if (list === undefined) outcomes.set(key, [outcome])
    else list.push(outcome)
  }
  for (let fold = 0; fold < run; fold++) {
    const heads = trainHeads(
      data,
      data.rows.filter((_row, at) => at % folds !== fold),
    )
    for (const row of data.rows.filter((_row, at) => at % folds === fold)) {
      const intent = { scores: scoreFloat(heads.intent, row.features), label: data.intents.indexOf(row.intent) }
      for (const key of ['intent', `intent ${row.language}`, `intent ${row.intent}`]) add(key, intent)
      if (row.service === null) continue
      const service = { scores: scoreFloat(heads.service, row.features), label: data.services.indexOf(row.service) }
      for (const key of ['service', `service ${row.language}`, `service ${row.service}`]) add(key, service)
    }
  }
  return outcomes
}

function report(outcomes: ReadonlyMap<string, readonly HeldOut[]>): void {
  for (const [key, rows] of [...outcomes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const ranks = rows.map(({ scores, label }) => scores.filter((score) => score > (scores[label] ?? 0)).length)
    const share = (below: number): string => (ranks.filter((rank) => rank < below).length / rows.length).toFixed(3)
    const temperature = fitTemperature(rows)
    const judged = rows.map(({ scores }, at) => ({
      p: Math.max(...probabilitiesOf(scores.map((score) => score / temperature))),
      right: ranks[at] === 0,
    }))
    process.stdout.write(
      `${key.padEnd(32)}${String(rows.length).padStart(6)}  top-1 ${share(1)}  top-3 ${share(3)}  calibration ${calibrationError(judged).toFixed(3)}\n`,
    )
  }
}
