import type { Features } from '../heads/ngrams/features.js'
import type { NgramModel } from '../heads/ngrams/model-file.js'
import { type Guess, probabilitiesOf, scoresOf } from '../heads/ngrams/ngram-head.js'
import { type Entity, type Intent, intents } from '../understanding.js'
import type { PhraseMeaning } from './phrase-list.js'

/** What is known of a message beside its n-grams. */
export interface Evidence {
  /** The words of its subject; none where it says nothing but where, when or who. */
  readonly subject: readonly string[]
  readonly phrase: PhraseMeaning | null
  readonly entities: readonly Entity[]
  readonly language: string
  readonly danger: boolean
  /** How likely the likeliest service is, 0..1. */
  readonly serviceConfidence: number
  /** The whole message names a service. */
  readonly namesService: boolean
  /** Log-odds by what the dialog waits for. */
  readonly expectation: ReadonlyMap<Intent, number>
}

/** A phrase of the list is this certain. */
const phraseCertainty = 0.99

/** All intents, most likely first. */
export function rankIntents(model: NgramModel, features: Features, evidence: Evidence): Guess<Intent>[] {
  const scores = scoresOf(model, 'intent', features)
  const labels = model.meta.intent.labels
  if (evidence.subject.length === 0 || !model.meta.languages.includes(evidence.language)) doubt(scores)
  for (const [intent, bonus] of bonuses(evidence)) {
    const place = labels.indexOf(intent)
    if (place >= 0) scores[place] = (scores[place] ?? 0) + bonus
  }
  const p = probabilitiesOf(scores)
  const ranked = intents.map((id) => ({ id, p: p[labels.indexOf(id)] ?? 0 })).sort((a, b) => b.p - a.p)
  return evidence.phrase === null ? ranked : withPhrase(ranked, evidence.phrase.intent)
}

/** All services, most likely first; `named` is the one that the whole message names. */
export function rankServices(
  model: NgramModel,
  features: Features,
  language: string,
  named: string | null,
): Guess<string>[] {
  const labels = model.meta.service.labels
  const scores = scoresOf(model, 'service', features)
  if (!model.meta.languages.includes(language)) doubt(scores)
  const place = named === null ? -1 : labels.indexOf(named)
  if (place >= 0) scores[place] = Math.max(...scores) + Math.log(60)
  const p = probabilitiesOf(scores)
  return labels.map((id, place) => ({ id, p: p[place] ?? 0 })).sort((a, b) => b.p - a.p)
}

/** In a language that the model has not learned, what it sees are chance likenesses. */
function doubt(scores: Float64Array): void {
  for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] ?? 0) * 0.3
}

function withPhrase(ranked: readonly Guess<Intent>[], intent: Intent): Guess<Intent>[] {
  const others = ranked.filter(({ id }) => id !== intent)
  const rest = others.reduce((sum, { p }) => sum + p, 0)
  const scale = rest > 0 ? (1 - phraseCertainty) / rest : 0
  return [{ id: intent, p: phraseCertainty }, ...others.map(({ id, p }) => ({ id, p: p * scale }))]
}

function bonuses({
  subject,
  entities,
  danger,
  expectation,
  serviceConfidence,
  namesService,
}: Evidence): [Intent, number][] {
  const list: [Intent, number][] = [...expectation]
  const topic = 1.2 * Math.max(0, serviceConfidence - 0.2)
  list.push(['open_report', topic], ['complaint_ignored', topic])
  if (namesService) list.push(['open_report', Math.log(60)])
  if (danger) list.push(['open_report', Math.log(8)])
  const number = entities.some(({ type }) => type === 'report_number')
  // A number and next to nothing else: "what about this one?"
  if (number) list.push(['query_status', Math.log(subject.length <= 1 ? 40 : 2)])
  if (entities.some(({ type }) => type === 'rating')) list.push(['rate', Math.log(subject.length <= 5 ? 20 : 3)])
  return list
}
