import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { languageBits, languageFeatures } from './sentence-features.js'

const metaSchema = z.object({
  format: z.literal(1),
  /** Language keys as `meanKey` gives them (`ur-Latn`: Urdu in Latin letters). */
  labels: z.array(z.string()).min(2),
  /** Which keys are written in a script. */
  scripts: z.record(z.string(), z.array(z.string())),
  scales: z.array(z.number()),
  bias: z.array(z.number()),
})
/** What `sentence-languages.json` tells about its weights. */
export type SentenceLanguagesMeta = z.infer<typeof metaSchema>

/** Tells the languages apart in which there are training sentences. */
export interface SentenceLanguages {
  /** The likeliest language of a shadow text among those written in a script, by base code, and how likely it is (0..1); null where there is none of that script. */
  detect(shadowText: string, script: string): { readonly language: string; readonly p: number } | null
}

/** The files of the head, in the model's folder. */
export const sentenceLanguagesFiles = { meta: 'sentence-languages.json', weights: 'sentence-languages.bin' } as const

/** Reads the head; throws where its files are missing or do not belong together. */
export function readSentenceLanguages(folder: string): SentenceLanguages {
  const meta = metaSchema.parse(JSON.parse(readFileSync(path.join(folder, sentenceLanguagesFiles.meta), 'utf8')))
  const file = readFileSync(path.join(folder, sentenceLanguagesFiles.weights))
  const weights = new Int8Array(new Uint8Array(file).buffer)
  const classes = meta.labels.length
  if (weights.length !== classes << languageBits) throw new RangeError('the language head does not fit its description')
  const places = new Map(
    Object.entries(meta.scripts).map(([script, keys]) => [script, keys.map((key) => meta.labels.indexOf(key))]),
  )
  return {
    detect(shadowText, script) {
      const among = places.get(script)
      if (among === undefined) return null
      const { buckets, values } = languageFeatures(shadowText)
      const scores = among.map((c) => {
        let score = 0
        for (let f = 0; f < buckets.length; f++)
          score += (values[f] as number) * (weights[(buckets[f] as number) * classes + c] as number)
        return score * (meta.scales[c] ?? 0) + (meta.bias[c] ?? 0)
      })
      return likeliest(among, scores, meta.labels)
    },
  }
}

/** A language written in two ways counts once: its ways together. */
function likeliest(among: readonly number[], scores: readonly number[], labels: readonly string[]) {
  const highest = Math.max(...scores)
  const shares = new Map<string, number>()
  let total = 0
  for (const [at, score] of scores.entries()) {
    const language = (labels[among[at] ?? 0] ?? '').replace(/-.*/, '')
    const share = Math.exp(score - highest)
    total += share
    shares.set(language, (shares.get(language) ?? 0) + share)
  }
  let best = { language: '', p: 0 }
  for (const [language, share] of shares) if (share / total > best.p) best = { language, p: share / total }
  return best
}
