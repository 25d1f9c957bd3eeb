import { type Guess, probabilitiesOf } from '../heads/ngrams/ngram-head.js'
import { type Entity, type Intent, intents } from '../understanding.js'
import { type HeadScores, weaken } from './head-scores.js'
import type { PhraseMeaning } from './phrase-list.js'

/** What is known of a message beside its n-grams. */
export interface Evidence {
  /** The words of its subject; none where it says nothing but where, when or who. */
  readonly subject: readonly string[]
  readonly phrase: PhraseMeaning | null
  readonly entities: readonly Entity[]
  readonly danger: boolean
  /** How likely the likeliest service is, 0..1. */
  readonly serviceConfidence: number
  /** The whole message names a service. */
  readonly namesService: boolean
  /** Some of its words name a person or being put through. */
  readonly asksForPerson: boolean
  /** Log-odds by what the dialog waits for. */
  readonly expectation: ReadonlyMap<Intent, number>
}

/** A phrase of the list is this certain. */
const phraseCertainty = 0.99

/** Below, nothing is taken for a yes or no only because one is waited for. */
const readable = 0.5

/** All intents, most likely first. */
export function rankIntents(heads: HeadScores, evidence: Evidence): Guess<Intent>[] {
  const scores = Float64Array.from(heads.intent)
  const labels = heads.intents
  // What says nothing but where, when or who has no matter that a head could tell.
  if (evidence.subject.length === 0) weaken(scores)
  for (const [intent, bonus] of bonuses(evidence, heads)) {
    const place = labels.indexOf(intent)
    if (place >= 0) scores[place] = (scores[place] ?? 0) + bonus
  }
  const p = probabilitiesOf(scores)
  const ranked = intents.map((id) => ({ id, p: p[labels.indexOf(id)] ?? 0 })).sort((a, b) => b.p - a.p)
  return evidence.phrase === null ? ranked : withPhrase(ranked, evidence.phrase.intent)
}

/** What a message's words name of the services' short names: the whole of it, or a part (of so many words). */
export interface NamedServices {
  readonly whole: string | null
  readonly part: { readonly service: string; readonly length: number } | null
}

/** All services, most likely first. */
export function rankServices(heads: HeadScores, named: NamedServices): Guess<string>[] {
  const labels = heads.services
  const scores = Float64Array.from(heads.service)
  const place = named.whole === null ? -1 : labels.indexOf(named.whole)
  if (place >= 0) scores[place] = Math.max(...scores) + Math.log(60)
  else if (named.part !== null) {
    const part = labels.indexOf(named.part.service)
    // Measured by cross-validation: seven in ten one-word names found in a message are right, and nearly all longer ones.
    if (part >= 0) scores[part] = (scores[part] ?? 0) + Math.log(named.part.length === 1 ? 3 : 7)
  }
  const p = probabilitiesOf(scores)
  return labels.map((id, place) => ({ id, p: p[place] ?? 0 })).sort((a, b) => b.p - a.p)
}

function withPhrase(ranked: readonly Guess<Intent>[], intent: Intent): Guess<Intent>[] {
  const others = ranked.filter(({ id }) => id !== intent)
  const rest = others.reduce((sum, { p }) => sum + p, 0)
  const scale = rest > 0 ? (1 - phraseCertainty) / rest : 0
  return [{ id: intent, p: phraseCertainty }, ...others.map(({ id, p }) => ({ id, p: p * scale }))]
}

/** What is not for this centre is rarer in the training sentences than in life: log-odds, for 3 % of the others refused; by cross-validation. */
const outOfScope = 1

const answers: ReadonlySet<Intent> = new Set(['affirm', 'deny', 'cancel'])
const smallTalk: readonly Intent[] = [
  'greeting',
  'thanks',
  'goodbye',
  'affirm',
  'deny',
  'cancel',
  'help',
  'change_language',
  'rate',
]

function bonuses(
  { subject, entities, danger, expectation, serviceConfidence, namesService, asksForPerson }: Evidence,
  { known, fused }: HeadScores,
): [Intent, number][] {
  const list = [...expectation].filter(([intent]) => known >= readable || !answers.has(intent))
  // What names a service plainly is more likely a report, and hardly a mere yes or thanks; measured by cross-validation.
  const topic = Math.max(0, serviceConfidence - 0.2)
  const report = (fused ? 0.6 : 1.2) * topic
  list.push(['open_report', report], ['complaint_ignored', report], ['out_of_scope', fused ? outOfScope : 0])
  for (const intent of smallTalk) list.push([intent, -3 * topic])
  // Whoever wants a person must get one: asked once too often is the smaller harm.
  if (asksForPerson) list.push(['talk_to_human', 1])
  if (namesService) list.push(['open_report', Math.log(60)])
  if (danger) list.push(['open_report', Math.log(20)])
  const number = entities.some(({ type }) => type === 'report_number')
  // A number and next to nothing else: "what about this one?"
  if (number) list.push(['query_status', Math.log(subject.length <= 1 ? 40 : 2)])
  if (entities.some(({ type }) => type === 'rating')) list.push(['rate', Math.log(subject.length <= 5 ? 20 : 3)])
  return list
}
