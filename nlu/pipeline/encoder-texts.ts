import { arabiziScore, englishWordCount, transliterate } from './arabizi.js'
import { toDevanagari } from './devanagari.js'
import { standardWords } from './dialect-words.js'
import { fold } from './fold.js'
import { modelLimit, wordsOf } from './normalise.js'
import { romanUrduOrHindi } from './roman-urdu.js'
import { createShadow, type Shadow } from './shadow.js'

/**
 * What the encoder reads of a message; where there are two, the mean of their vectors stands for it. Letters are not
 * folded: the encoder knows them as they are. Arabizi is put into Arabic letters; dialect words stand before the standard
 * ones; Hindi and Urdu in Latin letters are read in Devanagari as well.
 */
export function encoderTexts(shadow: Shadow, words: readonly string[]): readonly string[] {
  const text = shadow.text
  if (arabiziScore(words) > 0) return [arabicReading(text)]
  if (romanUrduOrHindi(words, englishWordCount(words)) !== null) return [text, toDevanagari(text, isEnglish)]
  return [withStandardWords(text, words)]
}

/** A text as the encoder's heads are trained and asked by it: its shadow text, and what the encoder reads of it. */
export function readForEncoder(text: string): { readonly shadowText: string; readonly texts: readonly string[] } {
  const shadow = createShadow(text)
  return { shadowText: shadow.text, texts: encoderTexts(shadow, wordsOf(shadow.text.slice(0, modelLimit))) }
}

function arabicReading(text: string): string {
  const reading = text.replace(/[a-z0-9']*[a-z][a-z0-9']*/g, (word) =>
    isEnglish(word) ? word : (transliterate([word])[0] ?? word),
  )
  return withStandardWords(reading, fold(reading).split(/\s+/))
}

function withStandardWords(text: string, words: readonly string[]): string {
  const standard = standardWords(words)
  return standard.length === 0 ? text : `${text} ${standard.join(' ')}`
}

function isEnglish(word: string): boolean {
  return englishWordCount([word]) > 0
}
