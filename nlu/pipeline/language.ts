import type { SentenceLanguages } from '../heads/languages/sentence-languages.js'
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
  /** For the languages that there are training sentences of; null where they were not learned. */
  readonly sentences: SentenceLanguages | null
}

/** The language of a message; without a certain one, the conversation's. `words` as `wordsOf` gives them. */
export function detectLanguage(shadowText: string, words: readonly string[], hints: LanguageHints): LanguageGuess {
  const { conversation, phrase } = hints
  if (phrase?.language != null) return ofPhrase(words, phrase.language, conversation)
  const text = withoutCode(shadowText)
  const guess = guessed(text, text === shadowText ? words : wordsOf(text), hints)
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

/** From here on the sentences' word on a language is taken. */
const likely = 0.6

function guessed(shadowText: string, words: readonly string[], hints: LanguageHints): LanguageGuess | null {
  const { model, sentences } = hints
  const script = mainScript(shadowText)
  if (script === null) return null
  const spoken = words.filter((word) => /\p{L}/u.test(word)).length
  const enough = spoken >= 3 && script.share >= 0.6
  if (script.language !== null) return { language: script.language, sure: enough || script.letters >= 8 }
  const learned = sentences?.detect(shadowText, script.name) ?? null
  if (script.name === 'latin') return latin(shadowText, words, enough, model, learned)
  const sign = (fallback: string): string => (learned !== null && learned.p >= likely ? learned.language : fallback)
  if (script.name === 'arabic') return { language: sign(arabicScriptLanguage(shadowText)), sure: enough }
  if (script.name === 'devanagari') return { language: marathiOr(shadowText, sign), sure: enough }
  const table = model?.detect(shadowText, cyrillicLanguages) ?? null
  const other = table !== null && table.margin >= 0.1 && table.language !== 'ru' && table.language !== 'uk'
  return { language: other ? table.language : sign(table?.language ?? 'ru'), sure: enough }
}

/** There are no sentences in Marathi, which Hindi would swallow. */
function marathiOr(shadowText: string, sign: (fallback: string) => string): string {
  const fallback = devanagariLanguage(shadowText)
  return fallback === 'mr' ? fallback : sign(fallback)
}

function devanagariLanguage(shadowText: string): string {
  const count = (pattern: RegExp): number => shadowText.match(pattern)?.length ?? 0
  const hindi = count(/है|हैं|में|नहीं|(?<![\p{L}\p{M}])(?:का|की|के|को|से|पर)(?![\p{L}\p{M}])/gu)
  const marathi = count(/आहे|आहेत|नाही|मध्ये|ळ/gu)
  const nepali = count(/(?<![\p{L}\p{M}])(?:छ|छन्|छैन|को|मा)(?![\p{L}\p{M}])|हुनुहुन्छ|गर्नुहोस्/gu)
  if (marathi > hindi && marathi >= nepali) return 'mr'
  return nepali > hindi ? 'ne' : 'hi'
}

type Learned = { readonly language: string; readonly p: number } | null

function latin(
  shadowText: string,
  words: readonly string[],
  enough: boolean,
  model: LanguageModel | null,
  learned: Learned,
): LanguageGuess {
  // Digits for letters: nobody else writes so.
  const arabizi = arabiziScore(words)
  if (arabizi >= 1.5 && arabizi > englishWordCount(words)) return { language: 'ar', sure: enough }
  if (learned === null || words.length < 3 || learned.p < likely)
    return latinBySigns(shadowText, words, enough, model, learned)
  const table = learned.p < 0.95 ? (model?.detect(shadowText, latinLanguages) ?? null) : null
  // A language that there are no sentences of is taken for its nearest neighbour; the table knows it.
  const unlearned = table !== null && words.length >= 4 && table.margin >= 0.1 && !learnedLatin.has(table.language)
  return { language: unlearned ? table.language : learned.language, sure: enough }
}

/** What words that are signs of a language tell, where the sentences leave it open. */
function latinBySigns(
  shadowText: string,
  words: readonly string[],
  enough: boolean,
  model: LanguageModel | null,
  learned: Learned,
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
  // One or two Latin words are far more often English or a name than Latvian.
  if (words.length < 3)
    return { language: learned !== null && learned.p >= 0.85 ? learned.language : 'en', sure: false }
  if (learned !== null) return { language: learned.language, sure: false }
  const found = model?.detect(shadowText, latinLanguages) ?? null
  if (found === null) return { language: 'en', sure: false }
  return { language: malayOrIndonesian(found.language, words), sure: enough && found.margin >= 0.08 }
}

function spokenLong(words: readonly string[]): boolean {
  return words.length > 3
}

/** Latin-script languages of the table that there are sentences of. */
const learnedLatin = new Set('en fr es pt de it tr tl id ms so sw vi ku ar ur hi bn ml ta te'.split(' '))

const malayWords = new Set(
  'boleh rosak kerana awak sila jalanraya longkang sampah tandas encik puan macam nak tak dah'.split(' '),
)
/** The table knows Malay only; here most who write like that are Indonesian. */
function malayOrIndonesian(language: string, words: readonly string[]): string {
  if (language !== 'ms') return language
  return words.some((word) => malayWords.has(word) && word !== 'sampah') ? 'ms' : 'id'
}
