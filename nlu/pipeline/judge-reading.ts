import type { ServiceGuess, Understanding, UnderstandingContext } from '../understanding.js'
import { decide } from './decision.js'
import { expectationOf } from './expectation.js'
import type { HeadScores } from './head-scores.js'
import { plainlyTold, problemsTold } from './problems-told.js'
import { rankIntents, rankServices } from './ranking.js'
import type { Reading } from './read-message.js'

/** What was understood, before it is known how long it took and whether the encoder had a part in it. */
export type Judgement = Omit<Understanding, 'encoder' | 'us'>

/** Ideas that stand in four of five messages for the wish to speak with somebody. */
const person: ReadonlySet<string> = new Set(['human', 'agent', 'transfer'])

/** From here on a message's own likeliest service counts, whatever else it tells. */
const sure = 0.6

/** Weighs what the heads say with everything else that is known of a message. `namedProblems`: of the message, asked for only where they matter. */
export function judgeReading(
  reading: Reading,
  heads: HeadScores,
  context: UnderstandingContext,
  namedProblems: () => ReadonlyMap<string, string>,
): Judgement {
  const { subject, phrase, entities, danger, named, language } = reading
  const guesses = rankServices(heads, named)
  const intents = rankIntents(heads, {
    subject,
    phrase,
    entities,
    danger,
    serviceConfidence: subject.length > 0 ? (guesses[0]?.p ?? 0) : 0,
    namesService: named.whole !== null,
    asksForPerson: reading.ideas.some((idea) => person.has(idea)),
    expectation: expectationOf(context.expecting, entities),
  })
  const [best] = intents
  const intent = best?.id ?? 'out_of_scope'
  const confidence = best?.p ?? 0
  const reports = intent === 'open_report' || intent === 'complaint_ignored'
  const asked = context.expecting === 'service' || context.expecting === 'category'
  const services = (reports || asked) && phrase === null && subject.length > 0 ? guesses : []
  const likeliest = reports ? (services[0] ?? null) : null
  const told = likeliest !== null && !danger && phrase === null ? problemsTold(namedProblems(), likeliest) : []
  // Torn between the problems it tells, a message is about the first of them.
  const [first] = told
  const torn = first !== undefined && likeliest !== null && likeliest.p < sure
  const service = torn ? { id: first.service, p: plainlyTold } : likeliest
  const ordered = torn ? [service, ...services.filter(({ id }) => id !== first.service)] : services
  const further = told.filter((problem) => problem.service !== service?.id)
  return {
    ...(further.length > 0 ? { further } : {}),
    language: language.language,
    languageSure: language.sure,
    intent,
    confidence,
    decision: decide(confidence),
    intents: intents.slice(0, 3),
    service: service?.id ?? null,
    serviceConfidence: service?.p ?? 0,
    services: ordered.filter((guess): guess is ServiceGuess => guess !== null).slice(0, 3),
    urgent: danger && reports,
    entities,
    phrase: phrase !== null,
  }
}
