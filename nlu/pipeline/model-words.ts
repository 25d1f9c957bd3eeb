import { arabiziScore, transliterate } from './arabizi.js'
import { standardWords } from './dialect-words.js'

/** What the models read: the folded words, and appended what is written behind Arabizi and dialect words. */
export function modelWords(words: readonly string[]): string[] {
  const readings = arabiziScore(words) > 0 ? transliterate(words) : []
  const all = readings.length === 0 ? [...words] : [...words, ...readings]
  return [...all, ...standardWords(all)]
}
