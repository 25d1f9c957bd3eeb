import type { Encoder } from '../encoder/encoder.js'
import type { EncoderModel } from '../heads/encoder/encoder-model.js'
import { SentenceVectors } from '../train/embed-sentences.js'
import { trainEncoderHeads } from '../train/train-encoder-heads.js'
import { readTrainingData } from '../train/training-data.js'
import { inputsOf, vectorCache, vectorUtterances } from '../train/vector-utterances.js'
import { writeEncoderModel } from '../train/write-encoder-model.js'

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
  const rows = await vectorUtterances(data, new SentenceVectors(vectorCache(root)), encoder, onProgress)
  const heads = trainEncoderHeads(rows, data.intents, data.services)
  const meta = {
    ...current.meta,
    inputs: inputsOf(data),
    sentences: rows.length,
    means: [...heads.means.keys()],
    intent: { labels: [...data.intents] },
    service: { labels: [...data.services] },
  }
  writeEncoderModel(folder, { ...heads, meta })
}
