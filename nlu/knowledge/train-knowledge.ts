import path from 'node:path'
import type { Knowledge } from '../../config/knowledge.js'
import { type Encoder, vectorLength } from '../encoder/encoder.js'
import { centred, meanVector } from '../heads/encoder/encoder-head.js'
import type { EncoderModel } from '../heads/encoder/encoder-model.js'
import { meanKey } from '../heads/encoder/mean-key.js'
import { readForEncoder } from '../pipeline/encoder-texts.js'
import type { SentenceVectors } from '../train/embed-sentences.js'
import { trainLda } from '../train/lda-trainer.js'
import { replaceFile } from '../train/replace-file.js'
import { articleRows } from './article-rows.js'
import { inputsOf, knowledgeFolder, labelsOf, noArticle, packKnowledgeHead } from './knowledge-head.js'

/** What the head over the articles is made with. `model`: the heads just trained, whose means the vectors are centred by. */
export interface KnowledgeTraining {
  readonly root: string
  readonly knowledge: Knowledge
  readonly model: EncoderModel
  readonly vectors: SentenceVectors
  readonly encoder: Encoder
  readonly onProgress: (line: string) => void
}

/** Measured by cross-validation; 0.5 to 0.85 do nearly the same. */
const shrink = 0.6

/** Writes `nlu/knowledge/knowledge.json` and `.bin`; rejects where the encoder leaves a question out. */
export async function trainKnowledge(training: KnowledgeTraining): Promise<void> {
  const { root, knowledge, model, vectors, encoder, onProgress } = training
  const rows = articleRows(knowledge)
  const labels = labelsOf(rows)
  const read = rows.map(({ article, text, language }) => {
    const { shadowText, texts } = readForEncoder(text)
    return { label: labels.indexOf(article ?? noArticle), key: meanKey(language, shadowText), texts }
  })
  await vectors.learn(
    read.flatMap(({ texts }) => texts),
    encoder,
    onProgress,
  )
  const learned = read.map(({ label, key, texts }) => {
    const vector = meanVector(texts.map((text) => vectors.of(text)))
    return { label, vector: centred(vector, key, model.means), weight: 1 }
  })
  const { weights, bias } = trainLda(learned, { classes: labels.length, length: vectorLength, shrink, prior: 0 })
  const { json, bytes } = packKnowledgeHead({ labels, weights, bias }, inputsOf(rows, model.meta.inputs))
  const folder = knowledgeFolder(root)
  replaceFile(path.join(folder, 'knowledge.bin'), bytes)
  replaceFile(path.join(folder, 'knowledge.json'), json)
  onProgress(`knowledge: ${knowledge.all.length} articles, ${rows.length} questions, ${bytes.length} bytes`)
}
