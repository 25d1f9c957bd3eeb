import type { Places } from '../../config/places.js'
import type { createEntityExtractor } from '../entities/extract-entities.js'
import { meanKey } from '../heads/encoder/mean-key.js'
import type { SentenceLanguages } from '../heads/languages/sentence-languages.js'
import { type Features, featuresOf } from '../heads/ngrams/features.js'
import type { Entity, UnderstandingContext } from '../understanding.js'
import { withoutCourtesy } from './courtesy.js'
import { detectLanguage, type LanguageGuess, type LanguageModel } from './language.js'
import type { Lexicon } from './lexicon.js'
import { modelWords, subjectWords, withoutOtherPlaces, withReadings } from './model-words.js'
import { modelLimit, wordsOf } from './normalise.js'
import type { PhraseList, PhraseMeaning } from './phrase-list.js'
import type { NamedServices } from './ranking.js'
import type { ServiceNames } from './service-names.js'
import { createShadow, type Shadow } from './shadow.js'
import type { DangerTeller } from './urgency.js'

/** What messages are read with. */
export interface ReadingParts {
  readonly phrases: PhraseList
  readonly lexicon: Lexicon
  readonly serviceNames: ServiceNames
  readonly tellsOfDanger: DangerTeller
  readonly extract: ReturnType<typeof createEntityExtractor>
  readonly languages: LanguageModel
  readonly sentences: SentenceLanguages
  /** Names of one word of places that are not served here, folded. */
  readonly elsewhere: ReadonlySet<string>
}

/** A message as it was read, before any head judges it. */
export interface Reading {
  readonly shadow: Shadow
  readonly words: readonly string[]
  readonly phrase: PhraseMeaning | null
  /** The language to answer in. */
  readonly language: LanguageGuess
  /** The language that the message itself is written in, whatever the conversation's. */
  readonly written: string
  readonly entities: readonly Entity[]
  /** Its words without those that say where, when or who. */
  readonly subject: readonly string[]
  readonly named: NamedServices
  readonly features: Features
  /** Names of the ideas behind its words, of the lexicon. */
  readonly ideas: readonly string[]
  readonly danger: boolean
}

/** Reads a message: language, entities, phrase list, names of services, danger, and the vector of its n-grams. */
export function readMessage(parts: ReadingParts, text: string, context: UnderstandingContext): Reading {
  const shadow = createShadow(text)
  const head = shadow.text.slice(0, modelLimit)
  const words = wordsOf(head)
  const phrase = parts.phrases.find(words)
  const hints = { conversation: context.language, phrase, model: parts.languages, sentences: parts.sentences }
  const language = detectLanguage(head, words, hints)
  const written =
    context.language === undefined
      ? language.language
      : detectLanguage(head, words, { ...hints, conversation: undefined }).language
  const entities = parts.extract(shadow, context.expecting, context.now)
  const subject = withoutOtherPlaces(subjectWords(shadow, entities, words), parts.elsewhere)
  const bare = withoutCourtesy(subject, 1)
  const whole = phrase === null ? parts.serviceNames.find(bare) : null
  const matter = whole === null ? subject : bare
  const ideas = parts.lexicon.ideasOf(matter, meanKey(written, head))
  return {
    shadow,
    words,
    phrase,
    language,
    written,
    entities,
    subject,
    named: { whole, part: parts.serviceNames.within(subject) },
    ideas,
    features: featuresOf(modelWords(shadow, matter, words, ideas)),
    danger: parts.tellsOfDanger(withReadings(words)),
  }
}

/** Names of one word of places that are not served here, folded; everyday words are left out: they may be the matter itself. */
export function namesElsewhere({ elsewhere }: Places): ReadonlySet<string> {
  const places = elsewhere.flatMap((region) => region.places).filter(({ common }) => !common)
  const names = places.flatMap(({ ar, en, also }) => [ar, en, ...also])
  return new Set(
    names.map((name) => wordsOf(createShadow(name).text)).flatMap((words) => (words.length === 1 ? words : [])),
  )
}
