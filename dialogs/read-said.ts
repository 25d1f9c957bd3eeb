import { fold } from '../nlu/pipeline/fold.js'
import { type Intent, intents } from '../nlu/understanding.js'
import type { ResidentMessage } from './dialog-types.js'
import { type Catalogues, textsUnder } from './speech/load-catalogues.js'

/** What a whole message means in the language of the talk: an intent, the question before, or no more messages. */
export type Said = Intent | 'back' | 'opt_out'

/** Finds the message among the sayings of the first of the languages that has it, and tells which; null where none has. */
export type ReadSaid = (
  text: string,
  languages: readonly string[],
) => { readonly said: Said; readonly language: string } | null

/** Whole messages that leave no doubt, by language: those under `said` in the catalogues. The same word may say another thing in another language ("hindi" is a no in Filipino). */
export function createReadSaid(catalogues: Catalogues): ReadSaid {
  const byLanguage = new Map(
    Object.entries(catalogues).map(([language, catalogue]) => {
      const sayings = [...intents, 'back' as const, 'opt_out' as const].flatMap((said) =>
        textsUnder(catalogue, 'said', said).map((text): [string, Said] => [keyOf(text), said]),
      )
      return [language, new Map(sayings)]
    }),
  )
  return (text, languages) => {
    if (text.length > longest) return null
    const key = keyOf(text)
    for (const language of languages) {
      const said = byLanguage.get(language)?.get(key)
      if (said !== undefined) return { said, language }
    }
    return null
  }
}

const longest = 60

/** The message with this meaning, in this language, in place of what was guessed. */
export function understoodAs(message: ResidentMessage, intent: Intent, language: string): ResidentMessage {
  const { understood } = message
  return {
    ...message,
    understood: {
      ...understood,
      language,
      intent,
      confidence: 1,
      decision: 'act',
      intents: [{ id: intent, p: 1 }],
      service: null,
      serviceConfidence: 0,
      services: [],
      entities: [],
      phrase: true,
    },
  }
}

/** Folded as other words are, but with the vowel signs, which tell short words of Indian scripts apart. */
function keyOf(text: string): string {
  return fold(
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/\p{Cf}/gu, ''),
  )
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}
