import { featuresOf } from '../heads/ngrams/features.js'
import type { NgramModel } from '../heads/ngrams/model-file.js'
import type { FurtherProblem, ServiceGuess } from '../understanding.js'
import { clausesOf } from './clauses.js'
import { withoutCourtesy } from './courtesy.js'
import { ngramScores } from './head-scores.js'
import { modelWords, subjectWords } from './model-words.js'
import { modelLimit, wordsOf } from './normalise.js'
import { rankServices } from './ranking.js'
import type { ReadingParts } from './read-message.js'
import { createShadow } from './shadow.js'

/** A part of a message tells a problem of its own only where it names it, and the model is next to certain. */
export const plainlyTold = 0.9
/** In languages whose names of problems are few and plain, the model need only agree: it has seen fewer sentences. */
const agreed = 0.3
/** Words that tell what a problem has brought about. */
const brought =
  /(?:^|\s)(?:و?قد )?(?:تسبب|تسببت|يسبب|تسبب|سبب|سببت|مسبب|مسببة|أدى|ادى|أدت|ادت|نتج|مما|بسبب|because|caused?|کی وجہ سے|ki wajah se|ki waja se|की वजह से|के कारण|কারণে|karone|dahil|dahil sa|karena|gara gara|akibat|കാരണം|karanam|causing|causes|due|leading|so)(?=\s|$)/u
/** What others bring about is no problem beside them: the smell of sewage, the water of a leak. */
const effects: ReadonlyMap<string, readonly string[]> = new Map([
  ['pollution', ['sewage', 'waste_collection', 'waste_container', 'dead_animal']],
  ['flooding', ['water_leak', 'sewage']],
])

/** The problems that a message plainly names in its clauses, by service, in their order; empty where it has one clause. */
export function namedProblems(
  parts: ReadingParts,
  model: NgramModel,
  text: string,
  now: number,
): ReadonlyMap<string, string> {
  const clauses = clausesOf(text.slice(0, modelLimit))
  const told = new Map<string, string>()
  if (clauses.length < 2) return told
  for (const clause of clauses) {
    const service = brought.test(clause) ? null : plainService(parts, model, clause, now)
    if (service !== null && !told.has(service)) told.set(service, clause)
  }
  for (const [effect, causes] of effects) if (causes.some((cause) => told.has(cause))) told.delete(effect)
  return told
}

/** The problems a message plainly tells, the likeliest service among them; empty where it tells of one. */
export function problemsTold(named: ReadonlyMap<string, string>, main: ServiceGuess): FurtherProblem[] {
  if (!named.has(main.id) || named.size < 2) return []
  return [...named].map(([service, clause]) => ({ service, text: clause }))
}

function plainService(
  { serviceNames, extract, lexicon }: ReadingParts,
  model: NgramModel,
  clause: string,
  now: number,
): string | null {
  const shadow = createShadow(clause)
  const all = wordsOf(shadow.text)
  const words = subjectWords(shadow, extract(shadow, undefined, now), all)
  const whole = serviceNames.find(withoutCourtesy(words, 1))
  if (words.length < 2) return whole
  const part = serviceNames.within(words)
  const problem = part === null ? serviceNames.problem(words) : null
  if (part === null && problem === null) return null
  const ideas = lexicon.ideasOf(words, 'ar')
  const heads = ngramScores(model, featuresOf(modelWords(shadow, words, all, ideas)), model.meta.languages[0] ?? 'ar')
  const named = part ?? { service: problem ?? '', length: 2 }
  const [best] = rankServices(heads, { whole, part: named })
  const enough = problem === null ? plainlyTold : agreed
  const plain = best !== undefined && best.p >= enough && best.id === named.service && best.id !== 'other'
  return plain ? best.id : null
}
