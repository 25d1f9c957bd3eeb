import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { vectorLength } from '../encoder/encoder.js'
import type { LinearHead } from '../heads/encoder/encoder-model.js'
import type { ArticleRow } from './article-rows.js'

const metaSchema = z.object({
  format: z.literal(1),
  /** What the head was trained from; see `inputsOf`. */
  inputs: z.string(),
  /** SHA-256 of `knowledge.bin`. */
  bytes: z.string(),
  labels: z.array(z.string()).min(2),
})

/** The label of the questions that no article answers. */
export const noArticle = ''

/** Where the head lies: `nlu/knowledge`, beside its code; made by `npm run encoder:train`. */
export function knowledgeFolder(root: string): string {
  return path.join(root, 'nlu', 'knowledge')
}

/** SHA-256 over the rows, and over what the encoder's means were learned from (`inputs` of its heads): others need another head. */
export function inputsOf(rows: readonly ArticleRow[], headsInputs: string): string {
  const hash = createHash('sha256').update(headsInputs)
  for (const { article, language, text } of rows) hash.update(`\0${article ?? noArticle}\0${language}\0${text}`)
  return hash.digest('hex')
}

/** The labels of a head over these rows, in the order of their first row. */
export function labelsOf(rows: readonly ArticleRow[]): readonly string[] {
  return [...new Set(rows.map(({ article }) => article ?? noArticle))]
}

/** Reads `knowledge.json` and `.bin` of a folder; null where they are missing, do not belong together, or were made from something else than `inputs`. */
export function readKnowledgeHead(folder: string, inputs: string): LinearHead | null {
  const file = path.join(folder, 'knowledge.json')
  const data = path.join(folder, 'knowledge.bin')
  if (!existsSync(file) || !existsSync(data)) return null
  const meta = metaSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!meta.success || meta.data.inputs !== inputs) return null
  const bytes = new Uint8Array(readFileSync(data))
  const { labels } = meta.data
  if (meta.data.bytes !== hashOf(bytes) || bytes.length !== 4 * labels.length * (vectorLength + 1)) return null
  const floats = new Float32Array(bytes.buffer)
  const weights = floats.subarray(0, labels.length * vectorLength)
  return { labels, weights, bias: floats.subarray(labels.length * vectorLength) }
}

/** What is written of a head: the text of `knowledge.json`, and the floats of `knowledge.bin` (weights, then biases). */
export function packKnowledgeHead(
  { labels, weights, bias }: LinearHead,
  inputs: string,
): { readonly json: string; readonly bytes: Uint8Array } {
  const floats = new Float32Array(weights.length + bias.length)
  floats.set(weights)
  floats.set(bias, weights.length)
  const bytes = new Uint8Array(floats.buffer)
  const meta: z.infer<typeof metaSchema> = { format: 1, inputs, bytes: hashOf(bytes), labels: [...labels] }
  return { json: `${JSON.stringify(meta, null, 2)}\n`, bytes }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
