/** Characters of a text that the encoder reads; ten thousand would take it six seconds. */
const longest = 500

/**
 * A text as the engine may have it. NFKC first: the engine's own normaliser overflows its buffer at ligatures that unfold
 * (U+FDFA). No lone surrogates, no control characters (a NUL ends the text), no long runs of one character, at most 500 characters.
 */
export function cleanText(text: string): string {
  const unfolded = wellFormed(text.slice(0, longest * 2)).normalize('NFKC')
  const plain = unfolded
    .replace(/[\p{Cc}\p{Cf}\p{Co}\s]+/gu, ' ')
    .replace(/(.)\1{3,}/gu, '$1$1$1')
    .trim()
  return wellFormed(plain.slice(0, longest))
}

function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd')
}
