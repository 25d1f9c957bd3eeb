import { performance } from 'node:perf_hooks'
import type { Places } from '../config/places.js'
import { projectRoot } from '../config/project-root.js'
import { TawasulError } from '../models/tawasul-error.js'
import { createEntityExtractor } from './entities/extract-entities.js'
import { readLanguageTable } from './heads/languages/language-table.js'
import { featuresOf } from './heads/ngrams/features.js'
import { modelFolder, type NgramModel, readModel } from './heads/ngrams/model-file.js'
import { clausesOf } from './pipeline/clauses.js'
import { withoutCourtesy } from './pipeline/courtesy.js'
import { decide } from './pipeline/decision.js'
import { expectationOf } from './pipeline/expectation.js'
import { detectLanguage, type LanguageModel } from './pipeline/language.js'
import { modelWords, subjectWords, withoutOtherPlaces, withReadings } from './pipeline/model-words.js'
import { modelLimit, wordsOf } from './pipeline/normalise.js'
import { loadPhraseList, type PhraseList } from './pipeline/phrase-list.js'
import { rankIntents, rankServices } from './pipeline/ranking.js'
import { loadServiceNames, type ServiceNames } from './pipeline/service-names.js'
import { createShadow } from './pipeline/shadow.js'
import { tellsOfDanger } from './pipeline/urgency.js'
import type {
  FurtherProblem,
  ServiceGuess,
  Understander,
  Understanding,
  UnderstandingContext,
} from './understanding.js'

/** What the understander is made from. */
export interface UnderstanderOptions {
  /** Where `ngrams.json` and `ngrams.bin` lie; `dist/nlu/model` by default. */
  readonly modelDir?: string
  readonly places: Places
  /** IANA name; relative dates count in it. */
  readonly timeZone: string
}

/** The embedded understanding. Throws `nlu.model_missing` where the model was not trained. */
export function createUnderstander(options: UnderstanderOptions): Understander {
  const { model, languages } = loadModels(options.modelDir ?? modelFolder(projectRoot))
  const phrases = loadPhraseList(projectRoot)
  const extract = createEntityExtractor(options.places, options.timeZone)
  const parts: Parts = {
    model,
    phrases,
    serviceNames: loadServiceNames(projectRoot),
    extract,
    languages,
    elsewhere: namesElsewhere(options.places),
  }
  return {
    understand(text, context) {
      return Promise.resolve(understand(parts, text, context))
    },
  }
}

interface Parts {
  readonly model: NgramModel
  readonly phrases: PhraseList
  readonly serviceNames: ServiceNames
  readonly extract: ReturnType<typeof createEntityExtractor>
  readonly languages: LanguageModel
  /** Names of one word of places that are not served here, folded. */
  readonly elsewhere: ReadonlySet<string>
}

/** Everyday words are left out: they may be the matter itself. */
function namesElsewhere({ elsewhere }: Places): ReadonlySet<string> {
  const places = elsewhere.flatMap((region) => region.places).filter(({ common }) => !common)
  const names = places.flatMap(({ ar, en, also }) => [ar, en, ...also])
  return new Set(
    names.map((name) => wordsOf(createShadow(name).text)).flatMap((words) => (words.length === 1 ? words : [])),
  )
}

function loadModels(folder: string): { model: NgramModel; languages: LanguageModel } {
  try {
    return { model: readModel(folder), languages: readLanguageTable(folder) }
  } catch (cause) {
    throw new TawasulError('nlu.model_missing', `no usable model in ${folder}`, {
      retryable: false,
      hint: 'Run `npm run build`, which trains it.',
      cause,
    })
  }
}

function understand(parts: Parts, text: string, context: UnderstandingContext): Understanding {
  const started = performance.now()
  const shadow = createShadow(text)
  const head = shadow.text.slice(0, modelLimit)
  const words = wordsOf(head)
  const phrase = parts.phrases.find(words)
  const hints = { conversation: context.language, phrase, model: parts.languages }
  const language = detectLanguage(head, words, hints)
  const written =
    context.language === undefined
      ? language.language
      : detectLanguage(head, words, { ...hints, conversation: undefined }).language
  const entities = parts.extract(shadow, context.expecting, context.now)
  const subject = withoutOtherPlaces(subjectWords(shadow, entities, words), parts.elsewhere)
  const named = phrase === null ? parts.serviceNames.find(withoutCourtesy(subject, 1)) : null
  const features = featuresOf(modelWords(shadow, named === null ? subject : withoutCourtesy(subject, 1), words))
  const danger = tellsOfDanger(withReadings(words))
  const part = parts.serviceNames.within(subject)
  const guesses = rankServices(parts.model, features, written, { whole: named, part })
  const intents = rankIntents(parts.model, features, {
    subject,
    language: written,
    phrase,
    entities,
    danger,
    serviceConfidence: subject.length > 0 ? (guesses[0]?.p ?? 0) : 0,
    namesService: named !== null,
    expectation: expectationOf(context.expecting, entities),
  })
  const [best] = intents
  const intent = best?.id ?? 'out_of_scope'
  const confidence = best?.p ?? 0
  const reports = intent === 'open_report' || intent === 'complaint_ignored'
  const asked = context.expecting === 'service' || context.expecting === 'category'
  const services = (reports || asked) && phrase === null && subject.length > 0 ? guesses : []
  const likeliest = reports ? (services[0] ?? null) : null
  const told = reports && !danger && phrase === null ? problemsTold(parts, text, likeliest, context.now) : []
  // Torn between the problems it tells, a message is about the first of them.
  const [first] = told
  const torn = first !== undefined && likeliest !== null && likeliest.p < sure
  const service = torn ? { id: first.service, p: certain } : likeliest
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
    services: ordered.filter((guess) => guess !== null).slice(0, 3),
    urgent: danger && reports,
    entities,
    phrase: phrase !== null,
    encoder: false,
    us: Math.round((performance.now() - started) * 1000),
  }
}

/** A part of a message tells a problem of its own only where it names it, and the model is next to certain. */
const certain = 0.9
/** From here on a message's own likeliest service counts, whatever else it tells. */
const sure = 0.6
/** Words that tell what a problem has brought about. */
const brought =
  /(?:^|\s)(?:و?قد )?(?:تسبب|تسببت|يسبب|تسبب|سبب|سببت|مسبب|مسببة|أدى|ادى|أدت|ادت|نتج|مما|بسبب|because|caused?|causing|causes|due|leading|so)(?=\s|$)/u
/** What others bring about is no problem beside them: the smell of sewage, the water of a leak. */
const effects: ReadonlyMap<string, readonly string[]> = new Map([
  ['pollution', ['sewage', 'waste_collection', 'waste_container', 'dead_animal']],
  ['flooding', ['water_leak', 'sewage']],
])

/** The problems a message plainly tells in its parts, in their order, the likeliest service among them; empty where it tells of one. */
function problemsTold(parts: Parts, text: string, main: ServiceGuess | null, now: number): FurtherProblem[] {
  const clauses = clausesOf(text.slice(0, modelLimit))
  if (main === null || clauses.length < 2) return []
  const told = new Map<string, string>()
  for (const clause of clauses) {
    const service = brought.test(clause) ? null : plainService(parts, clause, now)
    if (service !== null && !told.has(service)) told.set(service, clause)
  }
  for (const [effect, causes] of effects) if (causes.some((cause) => told.has(cause))) told.delete(effect)
  if (!told.has(main.id) || told.size < 2) return []
  return [...told].map(([service, clause]) => ({ service, text: clause }))
}

function plainService({ model, serviceNames, extract }: Parts, clause: string, now: number): string | null {
  const shadow = createShadow(clause)
  const all = wordsOf(shadow.text)
  const words = subjectWords(shadow, extract(shadow, undefined, now), all)
  const whole = serviceNames.find(withoutCourtesy(words, 1))
  if (words.length < 2) return whole
  const part = serviceNames.within(words)
  if (part === null) return null
  const features = featuresOf(modelWords(shadow, words, all))
  const [best] = rankServices(model, features, model.meta.languages[0] ?? 'ar', { whole, part })
  return best !== undefined && best.p >= certain && best.id === part.service && best.id !== 'other' ? best.id : null
}
