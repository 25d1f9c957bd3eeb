import { createHash } from 'node:crypto'

/** Invisible operators that nothing shows and that a comparison of two texts passes over. */
const marks = ['\u2061', '\u2062', '\u2063', '\u2064']

/**
 * The text with an invisible difference at its end, the same again for the same key. Four marks drawn from the key: what is said a third
 * time must differ from the second too.
 */
export function varyText(text: string, key: string): string {
  const drawn = createHash('sha256').update(key).digest().subarray(0, 4)
  return text + [...drawn].map((byte) => marks[byte % marks.length]).join('')
}
