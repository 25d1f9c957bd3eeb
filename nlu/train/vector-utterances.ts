import { createHash } from 'node:crypto'
import path from 'node:path'
import type { Encoder } from '../encoder/encoder.js'
import { meanVector } from '../heads/encoder/encoder-head.js'
import { meanKey } from '../heads/encoder/mean-key.js'
import { readForEncoder } from '../pipeline/encoder-texts.js'
import type { SentenceVectors } from './embed-sentences.js'
import type { VectoredUtterance } from './fit-fusions.js'
import type { TrainingData } from './training-data.js'

/** Where the sentences' vectors are kept from one training to the next. */
export function vectorCache(root: string): string {
  return path.join(root, 'dist', 'nlu', 'sentence-vectors.bin')
}

/** A hash of the sentences and their labels; tells whether trained heads are up to date. */
export function inputsOf(data: TrainingData): string {
  const hash = createHash('sha256')
  for (const { language, text, intent, service } of data.rows)
    hash.update(`${language}\0${text}\0${intent}\0${service}\n`)
  return hash.digest('hex')
}

/** The sentences with their vectors; what has none yet is embedded first. */
export async function vectorUtterances(
  data: TrainingData,
  vectors: SentenceVectors,
  encoder: Encoder,
  onProgress: (line: string) => void,
): Promise<VectoredUtterance[]> {
  const read = data.rows.map((row) => {
    const { shadowText, texts } = readForEncoder(row.text)
    return { row, key: meanKey(row.language, shadowText), texts }
  })
  await vectors.learn(
    read.flatMap(({ texts }) => texts),
    encoder,
    onProgress,
  )
  return read.map(({ row, key, texts }) => ({ ...row, key, vector: meanVector(texts.map((text) => vectors.of(text))) }))
}
