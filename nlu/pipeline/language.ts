import { arabicScriptLanguage } from './arabic-script.js'
import { arabiziScore, englishWordCount } from './arabizi.js'
import type { PhraseMeaning } from './phrase-list.js'
import { mainScript } from './scripts.js'

/** The language of a message. `sure`: three words or more and a clear margin, or an unmistakable phrase. */
export interface LanguageGuess {
  readonly language: string
  readonly sure: boolean
}

/** Tells Latin-script (and Cyrillic, Devanagari) languages apart; null where it cannot. */
export interface LanguageModel {
  detect(shadowText: string): { readonly language: string; readonly margin: number } | null
}

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
  const guess = guessed(shadowText, words, hints.model)
  if (guess === null) return { language: conversation ?? 'ar', sure: false }
  if (!guess.sure && conversation !== undefined) return { language: conversation, sure: false }
  return guess
}

const loanWords = new Set('ok okay okey k hi hello hey bye yes no y n thanks thx ty help stop cancel sorry please english'.split(' '))

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
  const found = model?.detect(shadowText)
  const usual = script.name === 'cyrillic' ? 'ru' : 'hi'
  return { language: found?.language ?? usual, sure: enough }
}

function latin(shadowText: string, words: readonly string[], enough: boolean, model: LanguageModel | null): LanguageGuess {
  const arabizi = arabiziScore(words)
  const english = englishWordCount(words)
  if (arabizi > 0 && arabizi >= english) return { language: 'ar', sure: enough && arabizi >= 1.5 }
  const share = english / Math.max(words.length, 1)
  if (share >= 0.3) return { language: 'en', sure: enough }
  const found = model?.detect(shadowText) ?? null
  if (found === null || words.length < 2) return { language: 'en', sure: false }
  return { language: found.language, sure: enough && found.margin >= 0.1 }
}
