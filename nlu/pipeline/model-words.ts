import type { Entity } from '../understanding.js'
import { arabiziScore, transliterate } from './arabizi.js'
import { withoutCourtesy } from './courtesy.js'
import { standardWords } from './dialect-words.js'
import { intentCues } from './intent-cues.js'
import { maskEntities } from './mask.js'
import { wordsOf } from './normalise.js'
import type { Shadow } from './shadow.js'

/** A message's folded words without those that say where, when and who; empty where it says nothing else. */
export function subjectWords(shadow: Shadow, entities: readonly Entity[], words: readonly string[]): readonly string[] {
  return entities.length === 0 ? words : wordsOf(maskEntities(shadow, entities))
}

const district = /^[وفبل]{0,2}حي$/u

/** The words without names of places elsewhere and of districts that are on no list («حي الجديدة»), which say nothing of the matter. */
export function withoutOtherPlaces(words: readonly string[], names: ReadonlySet<string>): readonly string[] {
  const kept = words.filter(
    (word, at) =>
      !names.has(word) &&
      !names.has(word.replace(/^ب/u, '')) &&
      !(/^ال.{2}/u.test(word) && district.test(words[at - 1] ?? '')),
  )
  return kept.length > 0 ? kept : words
}

/**
 * What the models read of a message: the words of its subject (see `subjectWords`) without greeting and thanks, and
 * appended what stands behind Arabizi and dialect words, and the names of the ideas behind them. `words`: all words, as
 * `wordsOf` gives them; `ideas`: what the lexicon finds behind the subject's words.
 */
export function modelWords(
  shadow: Shadow,
  subject: readonly string[],
  words: readonly string[],
  ideas: readonly string[],
): string[] {
  const read = withReadings(withoutCourtesy(subject, 3), words)
  return [...read, ...intentCues(read, shadow.text.includes('?')), ...ideas.map((idea) => `cue:${idea}`)]
}

/** `words`, with transliterations where the whole message looks like Arabizi, and the standard words of dialect ones. */
export function withReadings(words: readonly string[], whole: readonly string[] = words): string[] {
  const readings = arabiziScore(whole) > 0 ? transliterate(words) : []
  const all = readings.length === 0 ? [...words] : [...words, ...readings]
  return [...all, ...standardWords(all)]
}
