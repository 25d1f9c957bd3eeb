import type { UnderstoodOutcome, UnderstoodRecord } from '../../models/understood.js'
import { foldedWords, saySame } from './same-words.js'

/** A message worth a person's look: what was understood of it, and what it may have been meant to be. */
export interface ReviewItem {
  readonly id: string
  readonly at: string
  readonly language: string
  readonly text: string
  readonly outcome: UnderstoodOutcome
  readonly understood: {
    readonly intent: string
    readonly confidence: number
    readonly service: string | null
    readonly serviceConfidence: number
    readonly intents: Readonly<Record<string, number>>
    readonly services: Readonly<Record<string, number>>
    readonly encoder: boolean
  }
  /** What the resident showed it to be, for a person to confirm or change; null where that is not known. */
  readonly label: { readonly intent: string; readonly service: string | null } | null
  /** How many messages say the same, this one included. */
  readonly times: number
}

/** What the resident has put right comes first, then what they turned away, then what was given up, then what was merely unsure. */
const ranks: Partial<Readonly<Record<UnderstoodOutcome, number>>> = { corrected: 0, chosen: 0, denied: 1, given_up: 2 }
const unsureRank = 3
/** Below, the bot asks before it acts. */
const sure = 0.6

/** The most useful of these records, near duplicates folded into one; what is `learned` already is left out, and what says the same. */
export function reviewOf(
  records: readonly UnderstoodRecord[],
  limit: number,
  learned: (id: string) => boolean = () => false,
): ReviewItem[] {
  const done = records
    .filter(({ _id }) => learned(_id))
    .map((record) => ({ record, words: foldedWords(record.text ?? '') }))
  const ranked = records
    .filter((record) => isWorthALook(record) && !learned(record._id))
    .sort((a, b) => rankOf(a) - rankOf(b) || certaintyOf(a) - certaintyOf(b) || b.at.getTime() - a.at.getTime())
  const kept: { record: UnderstoodRecord; words: ReadonlySet<string>; times: number }[] = []
  for (const record of ranked) {
    const words = foldedWords(record.text ?? '')
    const isSame = (one: { record: UnderstoodRecord; words: ReadonlySet<string> }): boolean =>
      isSameCase(one.record, record) && saySame(one.words, words)
    if (words.size === 0 || done.some(isSame)) continue
    const same = kept.find(isSame)
    if (same !== undefined) same.times++
    else if (kept.length < limit) kept.push({ record, words, times: 1 })
  }
  return kept.map(({ record, times }) => itemOf(record, times))
}

function isWorthALook(record: UnderstoodRecord): boolean {
  if (record.text === undefined || record.text === '') return false
  return ranks[record.outcome] !== undefined || record.outcome === 'asked' || certaintyOf(record) < sure
}

function rankOf({ outcome }: UnderstoodRecord): number {
  return ranks[outcome] ?? unsureRank
}

/** How sure the less sure of intent and service was. */
function certaintyOf({ confidence, service, serviceConfidence }: UnderstoodRecord): number {
  return service === null ? confidence : Math.min(confidence, serviceConfidence)
}

/** Those who mean different things by the same words are both shown. */
function isSameCase(a: UnderstoodRecord, b: UnderstoodRecord): boolean {
  return a.language === b.language && a.label?.intent === b.label?.intent && a.label?.service === b.label?.service
}

function itemOf(record: UnderstoodRecord, times: number): ReviewItem {
  const { _id: id, at, language, text = '', outcome, intent, confidence, service, serviceConfidence, encoder } = record
  return {
    id,
    at: at.toISOString(),
    language,
    text,
    outcome,
    understood: {
      intent,
      confidence,
      service,
      serviceConfidence,
      intents: record.intents ?? {},
      services: record.services ?? {},
      encoder,
    },
    label: labelOf(record),
    times,
  }
}

function labelOf({ outcome, intent, service, label }: UnderstoodRecord): ReviewItem['label'] {
  if (label !== undefined) return { intent: label.intent ?? intent, service: label.service ?? null }
  // A report that was opened: it was meant.
  return outcome === 'confirmed' ? { intent, service } : null
}
