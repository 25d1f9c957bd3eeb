import { fold } from '../nlu/pipeline/fold.js'

/** The text made ready for comparing with words and labels: folded letters, ASCII digits, lower case, no marks, punctuation or emoji, one space between words. Reads the first `limit` UTF-16 units. */
export function foldText(text: string, limit = 300): string {
  const plain = fold(
    text
      .slice(0, limit)
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\p{M}\p{Cf}ـ'’]/gu, ''),
  )
  const ascii = /[^\P{Nd}0-9]/u.test(plain) ? plain.replace(/[^\P{Nd}0-9]/gu, asciiDigit) : plain
  return ascii.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

/** How many words a folded text has. */
export function wordCount(folded: string): number {
  return folded === '' ? 0 : folded.split(' ').length
}

/** The decimal digits of a script stand in a row that begins with its zero (Unicode Nd). */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++
  return String(value)
}
