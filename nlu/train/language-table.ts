import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { hashBytes } from '../heads/languages/byte-ngrams.js'

const dataset = z.object({
  type: z.string(),
  languages: z.record(z.string(), z.string()),
  ngrams: z.record(z.string(), z.record(z.string(), z.number())),
})

/** `languages.json` and the bytes of `languages.bin`. */
export interface LanguageTable {
  readonly meta: object
  readonly bytes: Uint8Array
}

/** Added to every score of `eld`'s smallest data set, which stores them less that much. */
const base = 53

/**
 * The n-gram frequencies of the `eld` package (its smallest set) as a sorted table of hashes: under one megabyte, where
 * the package itself takes eighty. Languages that a script alone decides are left out.
 */
export async function buildLanguageTable(wanted: ReadonlySet<string>): Promise<LanguageTable> {
  const entry = import.meta.resolve('eld/extrasmall')
  const { ngramsData } = await importAny(new URL('../ngrams/extrasmall.js', entry))
  const { dictionary } = await importAny(new URL('../dictionary.js', entry))
  const { languages, ngrams } = dataset.parse(ngramsData)
  const byteOf = new Map(
    z
      .array(z.string())
      .parse(dictionary)
      .map((character, byte) => [character, byte]),
  )
  const names = Object.values(languages).filter((language) => wanted.has(language))
  const rows: { hash: number; pairs: [number, number][] }[] = []
  for (const [ngram, scores] of Object.entries(ngrams)) {
    const pairs = Object.entries(scores).flatMap(([id, score]): [number, number][] => {
      const place = names.indexOf(languages[id] ?? '')
      return place < 0 ? [] : [[place, score]]
    })
    const hash = pairs.length === 0 ? null : hashOf(ngram, byteOf)
    if (hash !== null) rows.push({ hash, pairs })
  }
  rows.sort((a, b) => a.hash - b.hash)
  const pairs = rows.reduce((sum, row) => sum + row.pairs.length, 0)
  return { meta: { format: 1, languages: names, base, ngrams: rows.length, pairs }, bytes: packed(rows, pairs) }
}

async function importAny(url: URL): Promise<Record<string, unknown>> {
  return z.record(z.string(), z.unknown()).parse({ ...(await import(fileURLToPath(url))) })
}

function hashOf(ngram: string, byteOf: ReadonlyMap<string, number>): number | null {
  const before = ngram.startsWith(' ')
  const after = ngram.length > 1 && ngram.endsWith(' ')
  const bytes = [...ngram.slice(before ? 1 : 0, after ? -1 : undefined)].map((character) => byteOf.get(character))
  if (bytes.some((byte) => byte === undefined)) return null
  const known = Uint8Array.from(bytes, (byte) => byte ?? 0)
  return hashBytes(known, 0, known.length, before, after)
}

function packed(
  rows: readonly { readonly hash: number; readonly pairs: readonly (readonly [number, number])[] }[],
  pairs: number,
): Uint8Array {
  const bytes = new Uint8Array(rows.length * 8 + 4 + pairs * 2)
  const hashes = new Uint32Array(bytes.buffer, 0, rows.length)
  const offsets = new Uint32Array(bytes.buffer, rows.length * 4, rows.length + 1)
  let at = 0
  for (const [place, row] of rows.entries()) {
    hashes[place] = row.hash
    offsets[place] = at
    for (const [language, score] of row.pairs) {
      bytes[rows.length * 8 + 4 + at * 2] = language
      bytes[rows.length * 8 + 5 + at * 2] = Math.max(0, Math.min(255, score))
      at++
    }
  }
  offsets[rows.length] = at
  return bytes
}
