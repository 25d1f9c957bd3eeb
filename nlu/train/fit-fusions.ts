import { type EncoderVerdict, encoderVerdict } from '../heads/encoder/encoder-head.js'
import type { EncoderMeta, Mix } from '../heads/encoder/encoder-model.js'
import { type LanguageGroup, languageGroup } from '../heads/encoder/language-group.js'
import { fitTemperature } from './calibrate.js'
import { fitFusion, type HeldOutPair } from './fit-fusion.js'
import { scoreFloat } from './score-float.js'
import { type EmbeddedUtterance, trainEncoderHeads } from './train-encoder-heads.js'
import { trainHeads } from './train-heads.js'
import type { FeaturedUtterance, TrainingData } from './training-data.js'

/** A sentence with its n-grams and its vector. */
export type VectoredUtterance = FeaturedUtterance & EmbeddedUtterance

/** What heads trained on the other folds say of a sentence. */
interface Outcome {
  readonly row: VectoredUtterance
  readonly encoder: EncoderVerdict
  readonly ngrams: EncoderVerdict
}

const folds = 4
const groups: readonly LanguageGroup[] = ['ar', 'en', 'tier1', 'tier2']

/** How much each head counts, by language group; fitted on sentences that neither head has seen. */
export function fitFusions(
  data: TrainingData,
  rows: readonly VectoredUtterance[],
  onProgress: (line: string) => void,
): EncoderMeta['fusion'] {
  const outcomes = crossValidate(data, rows, onProgress)
  const intents = pairsOf(outcomes, data.intents, 'intent')
  const services = pairsOf(outcomes, data.services, 'service')
  return Object.fromEntries(
    groups.map((group) => [
      group,
      { intent: weigh(intents, group, 'intent', onProgress), service: weigh(services, group, 'service', onProgress) },
    ]),
  )
}

function crossValidate(
  data: TrainingData,
  rows: readonly VectoredUtterance[],
  onProgress: (line: string) => void,
): Outcome[] {
  const outcomes: Outcome[] = []
  for (let fold = 0; fold < folds; fold++) {
    const learned = rows.filter((_row, at) => at % folds !== fold)
    const heads = trainEncoderHeads(learned, data.intents, data.services)
    const ngrams = trainHeads(data, learned)
    for (const row of rows.filter((_row, at) => at % folds === fold))
      outcomes.push({
        row,
        encoder: encoderVerdict(heads, [row.vector], row.key),
        ngrams: { intent: scoreFloat(ngrams.intent, row.features), service: scoreFloat(ngrams.service, row.features) },
      })
    onProgress(`part ${fold + 1} of ${folds} judged by heads that have not seen it`)
  }
  return outcomes
}

interface GroupedPair extends HeldOutPair {
  readonly group: LanguageGroup
}

/** The n-gram scores are divided by the temperature that their own training fits, as they are at run time. */
function pairsOf(outcomes: readonly Outcome[], labels: readonly string[], which: 'intent' | 'service'): GroupedPair[] {
  const labelled = outcomes.flatMap((outcome) => {
    const label = labels.indexOf(outcome.row[which] ?? '')
    return label < 0 ? [] : [{ outcome, label }]
  })
  const sample = labelled.filter((_pair, at) => at % 10 === 4)
  const temperature = fitTemperature(sample.map(({ outcome, label }) => ({ scores: outcome.ngrams[which], label })))
  return labelled.map(({ outcome, label }) => ({
    group: languageGroup(outcome.row.language),
    encoder: outcome.encoder[which],
    ngrams: outcome.ngrams[which].map((score) => score / temperature),
    label,
  }))
}

function weigh(
  all: readonly GroupedPair[],
  group: LanguageGroup,
  what: string,
  onProgress: (line: string) => void,
): Mix {
  const pairs = all.filter((pair) => pair.group === group)
  const mix = fitFusion(pairs)
  const right = (scores: (pair: HeldOutPair) => Float64Array, top: number): string => {
    const hits = pairs.filter((pair) => {
      const own = scores(pair)
      return own.filter((score) => score > (own[pair.label] ?? 0)).length < top
    })
    return (hits.length / Math.max(pairs.length, 1)).toFixed(3)
  }
  const both = ({ encoder, ngrams }: HeldOutPair): Float64Array =>
    encoder.map((value, at) => mix.encoder * value + mix.ngrams * (ngrams[at] ?? 0))
  onProgress(
    `${group} ${what}: encoder ${right(({ encoder }) => encoder, 1)}, n-grams ${right(({ ngrams }) => ngrams, 1)}, together ${right(both, 1)} (top three ${right(both, 3)}) of ${pairs.length}; weights ${mix.encoder.toFixed(2)} and ${mix.ngrams.toFixed(2)}`,
  )
  return mix
}
