import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { LanguageModel } from '../../pipeline/language.js'
import { byteNgrams } from './byte-ngrams.js'

const meta = z.object({
  format: z.literal(1),
  languages: z.array(z.string()).min(2),
  /** Added to every stored score. */
  base: z.number(),
  ngrams: z.number().int(),
  pairs: z.number().int(),
})

/** Reads `languages.json` and `languages.bin` of a folder (hashes, offsets, then language and score bytes). Throws where they are missing. */
export function readLanguageTable(folder: string): LanguageModel {
  const { languages, base, ngrams, pairs } = meta.parse(
    JSON.parse(readFileSync(path.join(folder, 'languages.json'), 'utf8')),
  )
  const file = readFileSync(path.join(folder, 'languages.bin'))
  if (file.length !== ngrams * 8 + 4 + pairs * 2)
    throw new RangeError('languages.bin has another length than languages.json says')
  const bytes = new Uint8Array(file).buffer
  const hashes = new Uint32Array(bytes, 0, ngrams)
  const offsets = new Uint32Array(bytes, ngrams * 4, ngrams + 1)
  const entries = new Uint8Array(bytes, ngrams * 8 + 4, pairs * 2)
  return {
    detect(text, allowed) {
      const scores = new Float64Array(languages.length)
      for (const hash of byteNgrams(text)) {
        const at = search(hashes, hash)
        if (at < 0) continue
        for (let pair = offsets[at] ?? 0; pair < (offsets[at + 1] ?? 0); pair++) {
          const language = entries[pair * 2] ?? 0
          scores[language] = (scores[language] ?? 0) + (entries[pair * 2 + 1] ?? 0) + base
        }
      }
      return best(languages, scores, allowed)
    },
  }
}

function best(
  languages: readonly string[],
  scores: Float64Array,
  allowed: ReadonlySet<string>,
): { language: string; margin: number } | null {
  let first = -1
  let second = 0
  for (const [place, language] of languages.entries()) {
    if (!allowed.has(language)) continue
    const score = scores[place] ?? 0
    if (first < 0 || score > (scores[first] ?? 0)) {
      second = first < 0 ? 0 : (scores[first] ?? 0)
      first = place
    } else second = Math.max(second, score)
  }
  const score = scores[first] ?? 0
  const language = languages[first]
  return language === undefined || score <= 0 ? null : { language, margin: (score - second) / score }
}

function search(sorted: Uint32Array, wanted: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const value = sorted[middle] ?? 0
    if (value === wanted) return middle
    if (value < wanted) low = middle + 1
    else high = middle - 1
  }
  return -1
}
