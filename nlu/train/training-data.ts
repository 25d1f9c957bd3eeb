import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { loadPlaces } from '../../config/places.js'
import { createEntityExtractor } from '../entities/extract-entities.js'
import { meanKey } from '../heads/encoder/mean-key.js'
import { type Features, featuresOf } from '../heads/ngrams/features.js'
import { loadLexicon } from '../pipeline/lexicon.js'
import { modelWords, subjectWords } from '../pipeline/model-words.js'
import { wordsOf } from '../pipeline/normalise.js'
import { readServiceNames } from '../pipeline/service-names.js'
import { createShadow } from '../pipeline/shadow.js'
import { intents } from '../understanding.js'
import { readUtterances, type Utterance } from './read-utterances.js'

const names = z.object({ ar: z.string(), en: z.string() })
const servicesFile = z.object({
  services: z.array(z.object({ id: z.string(), name: names, short: names, covers: z.string() })),
})
type ServiceNames = z.infer<typeof servicesFile>['services'][number]

/** A message with its vector. */
export interface FeaturedUtterance extends Utterance {
  readonly features: Features
}

/** Everything a model is trained from. */
export interface TrainingData {
  readonly rows: readonly FeaturedUtterance[]
  readonly intents: readonly string[]
  readonly services: readonly string[]
}

/** Where the services' names and what they cover are read from. */
export function servicesPath(root: string): string {
  return path.join(root, 'config', 'services.json')
}

/** Utterances, and as further rows the services' names and what they cover. */
export function readTrainingData(root: string): TrainingData {
  const services = existsSync(servicesPath(root))
    ? servicesFile.parse(JSON.parse(readFileSync(servicesPath(root), 'utf8'))).services
    : []
  const ids = services.map(({ id }) => id)
  const named = services.flatMap((service) =>
    namesOf(service).map(
      ({ language, text }): Utterance => ({ language, text, intent: 'open_report', service: service.id }),
    ),
  )
  const short = readServiceNames(root)
    .filter(({ service }) => ids.includes(service))
    .map(
      ({ service, text }): Utterance => ({
        language: /[a-z]/i.test(text) ? 'en' : 'ar',
        text,
        intent: 'open_report',
        service,
      }),
    )
  const told = short.flatMap(tellings)
  const rows = [...readUtterances(root, new Set(ids)), ...named, ...short, ...told]
  const featuresOfText = createFeaturizer(root)
  return {
    rows: rows.map((row) => ({ ...row, features: featuresOfText(row.text, row.language) })),
    intents,
    services: ids,
  }
}

/** A service's short name as the plainest sentences tell it: «فيه ...», "there is ...". */
function tellings(name: Utterance, at: number): Utterance[] {
  const leads =
    name.language === 'ar' ? ['فيه', 'عندنا', 'يوجد', 'في'] : ['there is', 'we have', 'there is a', 'it is a']
  const lead = leads[at % leads.length] ?? ''
  return /^(?:there|we|no|my|في|فيه|ما|يوجد|عند)/u.test(name.text) ? [] : [{ ...name, text: `${lead} ${name.text}` }]
}

/**
 * Makes the n-gram vectors of raw messages by the same parts as the bot's, but of the whole message: courtesy and names of places
 * elsewhere are left in, the language is the one that the utterance is listed under, and nothing is asked for.
 */
function createFeaturizer(root: string): (text: string, language: string) => Features {
  const lexicon = loadLexicon(root)
  const extract = createEntityExtractor(loadPlaces(), 'Asia/Riyadh')
  return (text, language) => {
    const shadow = createShadow(text)
    const words = wordsOf(shadow.text)
    const subject = subjectWords(shadow, extract(shadow, undefined, 0), words)
    return featuresOf(modelWords(shadow, subject, words, lexicon.ideasOf(subject, meanKey(language, shadow.text))))
  }
}

function namesOf({ name, short, covers }: ServiceNames): { language: string; text: string }[] {
  const parts = covers.split(/[,:;]/).map((part) => part.trim())
  const english = new Set([name.en, short.en, ...parts])
  const arabic = new Set([name.ar, short.ar, ...name.ar.split(/\s+(?:أو|و(?=\S))\s*/u)])
  return [
    ...[...arabic].map((text) => ({ language: 'ar', text })),
    ...[...english].filter((text) => text !== '').map((text) => ({ language: 'en', text })),
  ]
}
