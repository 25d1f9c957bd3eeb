import { calibrationError } from '../train/calibrate.js'
import type { Judged } from './judge.js'

/** What is measured on a set of sentences; shares are 0..1, null where nothing of the kind is among them. */
export interface Figures {
  readonly sentences: number
  readonly intent: number | null
  /** Mean of the accuracy of each class. */
  readonly intentByClass: number | null
  readonly act: number | null
  readonly actRight: number | null
  readonly service: number | null
  readonly serviceTop3: number | null
  readonly language: number | null
  readonly entityF1: number | null
  readonly entityPrecision: number | null
  readonly entityRecall: number | null
  readonly outOfScopeRefused: number | null
  readonly falseRefusal: number | null
  readonly urgentRecall: number | null
  readonly urgentPrecision: number | null
  /** Of those who want a person. */
  readonly personRecall: number | null
  /** Share of the messages that the encoder had a part in. */
  readonly encoder: number | null
  readonly intentCalibrationError: number
  readonly serviceCalibrationError: number
}

/** Computes the figures of a set of judged sentences. */
export function figuresOf(all: readonly Judged[]): Figures {
  const withService = all.filter(({ sentence }) => sentence.service != null)
  const acted = all.filter(({ understood }) => understood.decision === 'act')
  const outside = all.filter(({ sentence }) => sentence.intent === 'out_of_scope')
  const inside = all.filter(({ sentence }) => sentence.intent !== 'out_of_scope')
  const labelled = all.filter(({ sentence }) => sentence.entities != null)
  const hits = sum(labelled.map(({ entities }) => entities.hits.length))
  const extra = sum(labelled.map(({ entities }) => entities.extra.length))
  const missed = sum(labelled.map(({ entities }) => entities.missed.length))
  const urgent = all.filter(({ sentence }) => sentence.urgent === true)
  const toldUrgent = all.filter(({ understood }) => understood.urgent)
  return {
    sentences: all.length,
    intent: share(all, isRight),
    intentByClass: byClass(all),
    act: share(all, ({ understood }) => understood.decision === 'act'),
    actRight: share(acted, isRight),
    service: share(withService, ({ sentence, understood }) => understood.services[0]?.id === sentence.service),
    serviceTop3: share(withService, ({ sentence, understood }) =>
      understood.services.some(({ id }) => id === sentence.service),
    ),
    language: share(all, ({ sentence, understood }) => understood.language === sentence.language),
    entityF1: hits + extra + missed === 0 ? null : (2 * hits) / (2 * hits + extra + missed),
    entityPrecision: hits + extra === 0 ? null : hits / (hits + extra),
    entityRecall: hits + missed === 0 ? null : hits / (hits + missed),
    outOfScopeRefused: share(outside, isRefused),
    falseRefusal: share(inside, isRefused),
    urgentRecall: share(urgent, ({ understood }) => understood.urgent),
    urgentPrecision: share(toldUrgent, ({ sentence }) => sentence.urgent === true),
    personRecall: share(
      all.filter(({ sentence }) => sentence.intent === 'talk_to_human'),
      isRight,
    ),
    encoder: share(all, ({ understood }) => understood.encoder),
    intentCalibrationError: calibrationError(
      all.map((judged) => ({ p: judged.understood.confidence, right: isRight(judged) })),
    ),
    serviceCalibrationError: calibrationError(
      withService
        .filter(({ understood }) => understood.service !== null)
        .map(({ sentence, understood }) => ({
          p: understood.serviceConfidence,
          right: understood.service === sentence.service,
        })),
    ),
  }
}

/** Whether the most likely intent is the true one. */
export function isRight({ sentence, understood }: Judged): boolean {
  return understood.intent === sentence.intent
}

function isRefused({ understood }: Judged): boolean {
  return understood.intent === 'out_of_scope'
}

function byClass(all: readonly Judged[]): number | null {
  const classes = [...new Set(all.map(({ sentence }) => sentence.intent))]
  const shares = classes.map(
    (intent) =>
      share(
        all.filter(({ sentence }) => sentence.intent === intent),
        isRight,
      ) ?? 0,
  )
  return shares.length === 0 ? null : sum(shares) / shares.length
}

function share(all: readonly Judged[], holds: (judged: Judged) => boolean): number | null {
  return all.length === 0 ? null : all.filter(holds).length / all.length
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
