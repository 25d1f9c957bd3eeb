import type { Features } from '../ngrams/features.js'

/** Buckets of the language head: 2^14; twice as many gain nothing. */
export const languageBits = 14
const mask = (1 << languageBits) - 1
const longest = 300
const characterSeed = 0x811c9dc5
const wordSeed = 0x5bd1e995
const prime = 0x01000193
const space = 0x20
const wordWeight = 2

/** What tells a shadow text's language: its n-grams of one to four letters and its words, counted, of unit length. */
export function languageFeatures(shadowText: string): Features {
  const text = ` ${shadowText
    .slice(0, longest)
    .replace(/[^\p{L}\p{M}']+/gu, ' ')
    .trim()} `
  const counts = new Map<number, number>()
  const add = (value: number, times: number): void => {
    const bucket = (value ^ (value >>> languageBits)) & mask
    counts.set(bucket, (counts.get(bucket) ?? 0) + times)
  }
  for (let start = 0; start < text.length; start++) {
    let value = characterSeed
    for (let size = 1; size <= 4 && start + size <= text.length; size++) {
      value = Math.imul(value ^ text.charCodeAt(start + size - 1), prime)
      if (size > 1 || text.charCodeAt(start) !== space) add(value >>> 0, 1)
    }
  }
  for (const word of text.trim().split(' ')) {
    let value = wordSeed
    for (let at = 0; at < word.length; at++) value = Math.imul(value ^ word.charCodeAt(at), prime)
    add(value >>> 0, wordWeight)
  }
  const buckets = Uint32Array.from(counts.keys())
  const roots = Float64Array.from(counts.values(), Math.sqrt)
  const length = Math.sqrt(roots.reduce((sum, root) => sum + root * root, 0))
  return { buckets, values: Float32Array.from(roots, (root) => root / Math.max(length, 1e-9)) }
}
