import { fold } from '../nlu/pipeline/fold.js'
import { createShadow } from '../nlu/pipeline/shadow.js'

/** The text made ready for comparing with words and labels: folded letters, ASCII digits, lower case, no punctuation or emoji, one space between words. Reads the first `limit` UTF-16 units. */
export function foldText(text: string, limit = 300): string {
  return fold(createShadow(text, limit).text)
    .replace(/['’]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** How many words a folded text has. */
export function wordCount(folded: string): number {
  return folded === '' ? 0 : folded.split(' ').length
}
