import { copyFileSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { loadPlaces } from '../../config/places.js'
import { createUnderstander } from '../create-understander.js'
import { type Encoder, noEncoder } from '../encoder/encoder.js'
import { encoderFolder, findEncoder } from '../encoder/encoder-files.js'
import { startEncoder } from '../encoder/start-encoder.js'
import { judgeSentences } from '../eval/judge-sentences.js'
import { readSentences } from '../eval/sentence.js'
import { encoderModelFolder, readEncoderModel } from '../heads/encoder/encoder-model.js'
import { modelFolder } from '../heads/ngrams/model-file.js'
import { trainInto } from '../train/train-if-stale.js'
import type { School } from './learn.js'
import { type Scores, scoresOf } from './scores.js'
import { trainLearnedHeads } from './train-learned-heads.js'

/** A school that holds an encoder's process. */
export interface OpenSchool extends School {
  close(): Promise<void>
}

/** Where test sentences lie, by language; residents' words never get there. */
export function testSentencesFolder(root: string): string {
  return path.join(root, 'test', 'nlu', 'sentences')
}

/** The school of the project in `root`: its utterances, its test sentences, its models in `dist/nlu`, and its encoder where one is installed. */
export async function openSchool(root: string, say: (line: string) => void): Promise<OpenSchool> {
  const encoder = await startedEncoder(root, say)
  const currentHeads = readEncoderModel(encoderModelFolder(root))
  const sentences = readSentences(testSentencesFolder(root))
  const examine = async (modelDir: string, encoderModelDir: string): Promise<Scores> => {
    const understander = createUnderstander({
      places: loadPlaces(),
      timeZone: 'Asia/Riyadh',
      modelDir,
      encoderModelDir,
      encoder,
    })
    return scoresOf(await judgeSentences(understander, sentences))
  }
  return {
    examine() {
      say(`examining on ${sentences.length} test sentences`)
      return examine(modelFolder(root), encoderModelFolder(root))
    },
    async train() {
      const ngrams = mkdtempSync(`${modelFolder(root)}-`)
      const heads = mkdtempSync(`${modelFolder(root)}-`)
      const drop = (): void => {
        for (const folder of [ngrams, heads]) rmSync(folder, { recursive: true, force: true })
      }
      try {
        await trainInto(root, ngrams, say)
        if (currentHeads !== null && encoder.ready) await trainLearnedHeads(root, heads, currentHeads, encoder, say)
        const newHeads = readdirSync(heads).length > 0
        say('examining again')
        const scores = await examine(ngrams, newHeads ? heads : encoderModelFolder(root))
        return {
          scores,
          keep() {
            putInto(modelFolder(root), ngrams)
            if (newHeads) putInto(encoderModelFolder(root), heads)
            drop()
          },
          drop,
        }
      } catch (error) {
        drop()
        throw error
      }
    },
    close: () => encoder.close(),
  }
}

async function startedEncoder(root: string, say: (line: string) => void): Promise<Encoder> {
  const files = findEncoder(encoderFolder(root))
  if (files === null) {
    say('the encoder is not installed: only the n-gram model learns')
    return noEncoder
  }
  let reason: string | null = null
  const encoder = startEncoder({
    files,
    patienceMs: Number.POSITIVE_INFINITY,
    timeoutMs: 60_000,
    onChange: (change) => {
      if (change.state === 'given-up') reason = change.reason
    },
  })
  // The engine's process keeps nobody alive who only waits for it.
  while (!encoder.ready && reason === null) await new Promise((resolve) => setTimeout(resolve, 20))
  if (reason === null) return remembering(encoder)
  say(`the encoder does not start (${reason}): only the n-gram model learns`)
  return noEncoder
}

/** The test sentences are read twice; an engine gives the same vector for the same text. */
function remembering(encoder: Encoder): Encoder {
  const known = new Map<string, ReturnType<Encoder['embed']>>()
  return {
    embed(text) {
      const found = known.get(text)
      if (found !== undefined) return found
      const asked = encoder.embed(text)
      known.set(text, asked)
      return asked
    },
    get ready() {
      return encoder.ready
    },
    get load() {
      return encoder.load
    },
    close: () => encoder.close(),
  }
}

/** Copied, since the folders may lie on two disks, then renamed, so that nobody reads half a file. */
function putInto(folder: string, from: string): void {
  for (const name of readdirSync(from)) {
    const file = path.join(folder, name)
    copyFileSync(path.join(from, name), `${file}.new`)
    renameSync(`${file}.new`, file)
  }
}
