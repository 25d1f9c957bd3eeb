import type { Intent, ServiceGuess } from '../understanding.js'
import type { CluScore } from './clu-answer.js'
import { readCluLabel } from './clu-labels.js'

/** What Azure thinks of a message, each list best first. */
export interface Prediction {
  readonly intents: readonly { readonly id: Intent; readonly p: number }[]
  /** How likely each service is, given that it is a report. */
  readonly services: readonly ServiceGuess[]
}

/** CLU's scores are taken for shares of one when they add up to it this nearly; else each stands for itself. */
const nearly = 0.05

/**
 * CLU's scores in our terms. Intents that say the service too count for their intent: added up where the scores are shares,
 * by the highest where they are not. `expectation`: log-odds by what the dialog waits for. Null where no intent is one of ours.
 */
export function readPrediction(
  scores: readonly CluScore[],
  services: ReadonlySet<string>,
  expectation: ReadonlyMap<Intent, number>,
): Prediction | null {
  const shares = Math.abs(scores.reduce((sum, { score }) => sum + score, 0) - 1) <= nearly
  const join = shares ? (a: number, b: number) => a + b : Math.max
  const byIntent = new Map<Intent, number>()
  const byService = new Map<string, number>()
  let plainReport = 0
  for (const { category, score } of scores) {
    const label = readCluLabel(category, services)
    if (label === null) continue
    byIntent.set(label.intent, join(byIntent.get(label.intent) ?? 0, score))
    if (label.service !== null) byService.set(label.service, join(byService.get(label.service) ?? 0, score))
    else if (label.intent === 'open_report') plainReport = score
  }
  if (byIntent.size === 0) return null
  const expected = [...byIntent].map(([id, p]) => ({ id, p: withOdds(p, expectation.get(id) ?? 0) }))
  return {
    intents: (shares ? normalised(expected) : expected).sort(byLikelihood),
    services: likely([...byService].map(([id, p]) => ({ id, p })).sort(byLikelihood), plainReport, shares),
  }
}

/** A report whose service the message does not tell takes its share too. */
function likely(services: readonly ServiceGuess[], plain: number, shares: boolean): ServiceGuess[] {
  const rivals = shares ? services : services.slice(0, 3)
  const sum = rivals.reduce((total, { p }) => total + p, plain)
  return services.map(({ id, p }) => ({ id, p: sum === 0 ? 0 : Math.min(p / sum, shares ? 1 : p) }))
}

function withOdds(p: number, bonus: number): number {
  if (bonus === 0) return p
  const factor = Math.exp(bonus)
  return (p * factor) / (1 - p + p * factor)
}

function normalised<T extends string>(
  guesses: readonly { readonly id: T; readonly p: number }[],
): { id: T; p: number }[] {
  const sum = guesses.reduce((total, { p }) => total + p, 0)
  return guesses.map(({ id, p }) => ({ id, p: sum > 0 ? p / sum : 0 }))
}

function byLikelihood(a: { readonly p: number }, b: { readonly p: number }): number {
  return b.p - a.p
}
