import type { Entity } from '../understanding.js'
import { arabiziScore, transliterate } from './arabizi.js'
import { withoutCourtesy } from './courtesy.js'
import { standardWords } from './dialect-words.js'
import { maskEntities } from './mask.js'
import { wordsOf } from './normalise.js'
import type { Shadow } from './shadow.js'

/**
 * What the models read of a message: its folded words without those that say where and when, greet or thank (all of them
 * where nothing else is left), and appended what stands behind Arabizi and dialect words. `words`: all words, as `wordsOf` gives them.
 */
export function modelWords(shadow: Shadow, entities: readonly Entity[], words: readonly string[]): string[] {
  const rest = entities.length === 0 ? words : wordsOf(maskEntities(shadow, entities))
  return withReadings(withoutCourtesy(rest.length === 0 ? words : rest), words)
}

/** `words`, with transliterations where the whole message looks like Arabizi, and the standard words of dialect ones. */
export function withReadings(words: readonly string[], whole: readonly string[] = words): string[] {
  const readings = arabiziScore(whole) > 0 ? transliterate(words) : []
  const all = readings.length === 0 ? [...words] : [...words, ...readings]
  return [...all, ...standardWords(all)]
}
