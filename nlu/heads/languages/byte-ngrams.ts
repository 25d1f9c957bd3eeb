/**
 * Hashes of a text's byte n-grams as the language table knows them: per word, four UTF-8 bytes at every third, the first
 * one with a blank before it and the last one with a blank after it. Each hash once.
 */
export function byteNgrams(text: string): Set<number> {
  const hashes = new Set<number>()
  const words = text
    .replace(/[^\p{L}\p{M}]+/gu, ' ')
    .trim()
    .split(' ')
  for (const word of words.slice(0, 60)) {
    if (word === '') continue
    const bytes = encoder.encode(word).subarray(0, 70)
    let at = 0
    for (; at + 4 < bytes.length; at += 3) hashes.add(hashBytes(bytes, at, at + 4, at === 0, false))
    const from = bytes.length === 3 ? 0 : Math.max(0, bytes.length - 4)
    hashes.add(hashBytes(bytes, from, bytes.length, at === 0, true))
  }
  return hashes
}

/** FNV-1a over some bytes, a blank counted before and after them where asked; 32 bits, unsigned. */
export function hashBytes(bytes: Uint8Array, from: number, to: number, before: boolean, after: boolean): number {
  let value = 0x811c9dc5
  if (before) value = Math.imul(value ^ 0x20, 0x01000193)
  for (let at = from; at < to; at++) value = Math.imul(value ^ (bytes[at] ?? 0), 0x01000193)
  if (after) value = Math.imul(value ^ 0x20, 0x01000193)
  return value >>> 0
}

const encoder = new TextEncoder()
