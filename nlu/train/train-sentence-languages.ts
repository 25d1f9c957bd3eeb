import { meanKey } from '../heads/encoder/mean-key.js'
import { languageBits, languageFeatures } from '../heads/languages/sentence-features.js'
import type { SentenceLanguagesMeta } from '../heads/languages/sentence-languages.js'
import { mainScript } from '../pipeline/scripts.js'
import { createShadow } from '../pipeline/shadow.js'
import { trainSoftmax } from './softmax-trainer.js'
import type { TrainingData } from './training-data.js'

/** Scripts in which several languages are written. */
const shared: ReadonlySet<string> = new Set(['latin', 'arabic', 'devanagari', 'cyrillic'])
/** A key with fewer sentences in a script is there by chance (an English word among Thai ones). */
const fewest = 20
const settings = { passes: 10, rate: 1, l2: 1e-5 }

/** Trains the language head on all sentences in scripts that several languages share. */
export function trainSentenceLanguages(data: TrainingData): { meta: SentenceLanguagesMeta; bytes: Uint8Array } {
  const rows = data.rows.flatMap(({ text, language }) => {
    const shadow = createShadow(text).text
    const script = mainScript(shadow)?.name ?? ''
    return shared.has(script) && text.length > 1 ? [{ shadow, script, key: meanKey(language, shadow) }] : []
  })
  const counts = new Map<string, Map<string, number>>()
  for (const { script, key } of rows) {
    const keys = counts.get(script) ?? new Map<string, number>()
    counts.set(script, keys.set(key, (keys.get(key) ?? 0) + 1))
  }
  const scripts = Object.fromEntries(
    [...counts].map(([script, keys]) => [
      script,
      [...keys]
        .filter(([, count]) => count >= fewest)
        .map(([key]) => key)
        .sort(),
    ]),
  )
  const labels = [...new Set(Object.values(scripts).flat())].sort()
  const learned = rows.filter(({ script, key }) => scripts[script]?.includes(key))
  const mean = learned.length / labels.length
  const total = new Map(labels.map((key) => [key, learned.filter((row) => row.key === key).length]))
  const { index, weights, bias, classes } = trainSoftmax(
    learned.map(({ shadow, key }) => ({
      features: languageFeatures(shadow),
      label: labels.indexOf(key),
      // Rare ones count more, or Arabic and English would swallow what they do not know.
      weight: Math.min(3, Math.sqrt(mean / (total.get(key) ?? mean))),
    })),
    { classes: labels.length, ...settings },
  )
  const scales = labels.map((_key, c) => {
    let highest = 1e-6
    for (const row of index.values()) highest = Math.max(highest, Math.abs(weights[row * classes + c] ?? 0))
    return highest / 127
  })
  const bytes = new Int8Array(classes << languageBits)
  for (const [bucket, row] of index)
    for (let c = 0; c < classes; c++)
      bytes[bucket * classes + c] = Math.round((weights[row * classes + c] ?? 0) / (scales[c] ?? 1))
  return { meta: { format: 1, labels, scripts, scales, bias: [...bias] }, bytes: new Uint8Array(bytes.buffer) }
}
