import { loadKnowledge } from '../../config/knowledge.js'
import type { Encoder } from '../encoder/encoder.js'
import { type EncoderModel, encoderModelFolder } from '../heads/encoder/encoder-model.js'
import { trainKnowledge } from '../knowledge/train-knowledge.js'
import { SentenceVectors } from './embed-sentences.js'
import { fitFusions } from './fit-fusions.js'
import { trainEncoderHeads } from './train-encoder-heads.js'
import { readTrainingData } from './training-data.js'
import { inputsOf, vectorCache, vectorUtterances } from './vector-utterances.js'
import { writeEncoderModel } from './write-encoder-model.js'

/**
 * Trains the heads over the encoder's vectors from the utterances, fits by cross-validation how much each head counts, and
 * writes `nlu/heads/encoder/encoder-heads.{json,bin}`. `encoder` must be ready and patient; minutes.
 */
export async function trainEncoder(root: string, encoder: Encoder, onProgress: (line: string) => void): Promise<void> {
  const data = readTrainingData(root)
  onProgress(`${data.rows.length} sentences`)
  const vectors = new SentenceVectors(vectorCache(root))
  const rows = await vectorUtterances(data, vectors, encoder, onProgress)
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
  writeEncoderModel(encoderModelFolder(root), model)
  await trainKnowledge({ root, knowledge: loadKnowledge(), model, vectors, encoder, onProgress })
}
