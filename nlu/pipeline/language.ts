import { arabicScriptLanguage } from './arabic-script.js'
import { arabiziScore, englishWordCount } from './arabizi.js'
import { englishMatterCount } from './english-words.js'
import { withoutCode } from './markup.js'
import { wordsOf } from './normalise.js'
import type { PhraseMeaning } from './phrase-list.js'
import { romanUrduOrHindi } from './roman-urdu.js'
import { mainScript } from './scripts.js'

/** The language of a message. `sure`: three words or more and a clear margin, or an unmistakable phrase. */
export interface LanguageGuess {
  readonly language: string
  readonly sure: boolean
}

/** Tells languages of one script apart. */
export interface LanguageModel {
  /** The likeliest of the `allowed` languages and its lead over the second (0..1); null where no n-gram is known. */
  detect(
    shadowText: string,
    allowed: ReadonlySet<string>,
  ): { readonly language: string; readonly margin: number } | null
}

const latinLanguages = new Set(
  'en fr es de it pt nl tr az ms tl vi sq pl ro hr cs sk sl hu sv da no fi et lt lv eu ca is yo'.split(' '),
)
const cyrillicLanguages = new Set('ru uk be bg sr'.split(' '))

/** Languages that a script does not decide alone: the table needs to know these. */
export const modelledLanguages: ReadonlySet<string> = new Set([...latinLanguages, ...cyrillicLanguages])

/** What `detectLanguage` needs to know beside the text. */
export interface LanguageHints {
  /** Language of the conversation so far. */
  readonly conversation: string | undefined
  readonly phrase: PhraseMeaning | null
  readonly model: LanguageModel | null
}

/** The language of a message; without a certain one, the conversation's. `words` as `wordsOf` gives them. */
export function detectLanguage(shadowText: string, words: readonly string[], hints: LanguageHints): LanguageGuess {
  const { conversation, phrase } = hints
  if (phrase?.language != null) return ofPhrase(words, phrase.language, conversation)
  const text = withoutCode(shadowText)
  const guess = guessed(text, text === shadowText ? words : wordsOf(text), hints.model)
  if (guess === null) return { language: conversation ?? 'ar', sure: false }
  if (!guess.sure && conversation !== undefined) return { language: conversation, sure: false }
  return guess
}

const loanWords = new Set(
  'ok okay okey k hi hello hey bye yes no y n thanks thx ty help stop cancel sorry please english'.split(' '),
)

function ofPhrase(words: readonly string[], language: string, conversation: string | undefined): LanguageGuess {
  const loan = words.every((word) => loanWords.has(word) || /^\P{L}+$/u.test(word))
  if (!loan) return { language, sure: true }
  return conversation === undefined ? { language, sure: true } : { language: conversation, sure: false }
}

function guessed(shadowText: string, words: readonly string[], model: LanguageModel | null): LanguageGuess | null {
  const script = mainScript(shadowText)
  if (script === null) return null
  const spoken = words.filter((word) => /\p{L}/u.test(word)).length
  const enough = spoken >= 3 && script.share >= 0.6
  if (script.name === 'arabic') return { language: arabicScriptLanguage(shadowText), sure: enough }
  if (script.language !== null) return { language: script.language, sure: enough || script.letters >= 8 }
  if (script.name === 'latin') return latin(shadowText, words, enough, model)
  if (script.name === 'devanagari') return { language: devanagariLanguage(shadowText), sure: enough }
  return { language: model?.detect(shadowText, cyrillicLanguages)?.language ?? 'ru', sure: enough }
}

function devanagariLanguage(shadowText: string): string {
  const count = (pattern: RegExp): number => shadowText.match(pattern)?.length ?? 0
  const hindi = count(/है|हैं|में|नहीं|(?<![\p{L}\p{M}])(?:का|की|के|को|से|पर)(?![\p{L}\p{M}])/gu)
  const marathi = count(/आहे|आहेत|नाही|मध्ये|ळ/gu)
  const nepali = count(/(?<![\p{L}\p{M}])(?:छ|छन्|छैन|को|मा)(?![\p{L}\p{M}])|हुनुहुन्छ|गर्नुहोस्/gu)
  if (marathi > hindi && marathi >= nepali) return 'mr'
  return nepali > hindi ? 'ne' : 'hi'
}

function latin(
  shadowText: string,
  words: readonly string[],
  enough: boolean,
  model: LanguageModel | null,
): LanguageGuess {
  const arabizi = arabiziScore(words)
  const english = englishWordCount(words)
  const roman = romanUrduOrHindi(words, english)
  if (roman !== null) return { language: roman, sure: enough }
  if (arabizi >= (spokenLong(words) ? 0.9 : 0.3) && arabizi >= english)
    return { language: 'ar', sure: enough && arabizi >= 1.5 }
  const count = Math.max(words.length, 1)
  // Other languages of the Gulf borrow English nouns: those count only where hardly anything else is there.
  if (english / count >= 0.3 || (english + englishMatterCount(words)) / count >= 0.6)
    return { language: 'en', sure: enough }
  const found = model?.detect(shadowText, latinLanguages) ?? null
  if (found === null) return { language: 'en', sure: false }
  // One or two Latin words are far more often English or a name than Latvian.
  if (words.length < 3 && !(usual.has(found.language) && found.margin >= 0.25)) return { language: 'en', sure: false }
  return { language: malayOrIndonesian(found.language, words), sure: enough && found.margin >= 0.08 }
}

function spokenLong(words: readonly string[]): boolean {
  return words.length > 3
}

/** Languages that many residents write in. */
const usual = new Set(['fr', 'tl', 'ms', 'tr', 'es', 'de'])

const malayWords = new Set(
  'boleh rosak kerana awak sila jalanraya longkang sampah tandas encik puan macam nak tak dah'.split(' '),
)
/** The table knows Malay only; here most who write like that are Indonesian. */
function malayOrIndonesian(language: string, words: readonly string[]): string {
  if (language !== 'ms') return language
  return words.some((word) => malayWords.has(word) && word !== 'sampah') ? 'ms' : 'id'
}
