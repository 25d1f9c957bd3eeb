import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Encoder } from '../encoder/encoder.js'
import { meanVector } from '../heads/encoder/encoder-head.js'
import { type EncoderModel, packEncoderModel } from '../heads/encoder/encoder-model.js'
import { meanKey } from '../heads/encoder/mean-key.js'
import { encoderTexts } from '../pipeline/encoder-texts.js'
import { modelLimit, wordsOf } from '../pipeline/normalise.js'
import { createShadow } from '../pipeline/shadow.js'
import { SentenceVectors } from '../train/embed-sentences.js'
import { type EmbeddedUtterance, trainEncoderHeads } from '../train/train-encoder-heads.js'
import { readTrainingData } from '../train/training-data.js'

/**
 * Trains the heads over the encoder's vectors on all utterance files and writes `encoder-heads.json` and `.bin` into a folder. How much each head
 * counts stays as `current` has it: a few sentences change nothing there, and fitting it anew takes minutes.
 */
export async function trainLearnedHeads(
  root: string,
  folder: string,
  current: EncoderModel,
  encoder: Encoder,
  onProgress: (line: string) => void,
): Promise<void> {
  const data = readTrainingData(root)
  const texts = data.rows.map(({ text }) => {
    const shadow = createShadow(text)
    return { shadow: shadow.text, read: encoderTexts(shadow, wordsOf(shadow.text.slice(0, modelLimit))) }
  })
  const vectors = new SentenceVectors(path.join(root, 'dist', 'nlu', 'sentence-vectors.bin'))
  await vectors.learn(
    texts.flatMap(({ read }) => read),
    encoder,
    onProgress,
  )
  const inputs = createHash('sha256')
  const rows = data.rows.map(({ language, text, intent, service }, at): EmbeddedUtterance => {
    inputs.update(`${language}\0${text}\0${intent}\0${service}\n`)
    const { shadow, read } = texts[at] ?? { shadow: '', read: [] }
    const vector = meanVector(read.map((each) => vectors.of(each)))
    return { language, intent, service, key: meanKey(language, shadow), vector }
  })
  const heads = trainEncoderHeads(rows, data.intents, data.services)
  const meta = {
    ...current.meta,
    inputs: inputs.digest('hex'),
    sentences: rows.length,
    means: [...heads.means.keys()],
    intent: { labels: [...data.intents] },
    service: { labels: [...data.services] },
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'encoder-heads.bin'), packEncoderModel({ ...heads, meta }))
  writeFileSync(path.join(folder, 'encoder-heads.json'), `${JSON.stringify(meta, null, 1)}\n`)
}
