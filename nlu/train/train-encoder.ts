import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { loadKnowledge } from '../../config/knowledge.js'
import type { Encoder } from '../encoder/encoder.js'
import { meanVector } from '../heads/encoder/encoder-head.js'
import { type EncoderModel, encoderModelFolder, packEncoderModel } from '../heads/encoder/encoder-model.js'
import { meanKey } from '../heads/encoder/mean-key.js'
import { trainKnowledge } from '../knowledge/train-knowledge.js'
import { encoderTexts } from '../pipeline/encoder-texts.js'
import { modelLimit, wordsOf } from '../pipeline/normalise.js'
import { createShadow } from '../pipeline/shadow.js'
import { SentenceVectors } from './embed-sentences.js'
import { fitFusions, type VectoredUtterance } from './fit-fusions.js'
import { trainEncoderHeads } from './train-encoder-heads.js'
import { readTrainingData, type TrainingData } from './training-data.js'

/**
 * Trains the heads over the encoder's vectors from the utterances, fits by cross-validation how much each head counts, and
 * writes `nlu/heads/encoder/encoder-heads.{json,bin}`. `encoder` must be ready and patient; minutes.
 */
export async function trainEncoder(root: string, encoder: Encoder, onProgress: (line: string) => void): Promise<void> {
  const data = readTrainingData(root)
  onProgress(`${data.rows.length} sentences`)
  const vectors = new SentenceVectors(vectorCache(root))
  const rows = await vectored(data, vectors, encoder, onProgress)
  const fusion = fitFusions(data, rows, onProgress)
  const heads = trainEncoderHeads(rows, data.intents, data.services)
  const model: EncoderModel = {
    meta: {
      format: 1,
      inputs: inputsOf(data),
      sentences: rows.length,
      means: [...heads.means.keys()],
      intent: { labels: [...data.intents] },
      service: { labels: [...data.services] },
      fusion,
    },
    ...heads,
  }
  const folder = encoderModelFolder(root)
  writeFileSync(path.join(folder, 'encoder-heads.bin'), packEncoderModel(model))
  writeFileSync(path.join(folder, 'encoder-heads.json'), `${JSON.stringify(model.meta, null, 1)}\n`)
  await trainKnowledge({ root, knowledge: loadKnowledge(), model, vectors, encoder, onProgress })
}

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

async function vectored(
  data: TrainingData,
  vectors: SentenceVectors,
  encoder: Encoder,
  onProgress: (line: string) => void,
): Promise<VectoredUtterance[]> {
  const read = data.rows.map((row) => {
    const shadow = createShadow(row.text)
    const texts = encoderTexts(shadow, wordsOf(shadow.text.slice(0, modelLimit)))
    return { row, key: meanKey(row.language, shadow.text), texts }
  })
  await vectors.learn(
    read.flatMap(({ texts }) => texts),
    encoder,
    onProgress,
  )
  return read.map(({ row, key, texts }) => ({ ...row, key, vector: meanVector(texts.map((text) => vectors.of(text))) }))
}
