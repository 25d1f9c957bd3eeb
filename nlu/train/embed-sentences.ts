import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Encoder, vectorLength } from '../encoder/encoder.js'

const keyBytes = 16
const recordBytes = keyBytes + vectorLength * 4
/** Texts under way at once: the engine's workers, and one that waits for each. */
const atOnce = 4
const tellEvery = 1000

/** Vectors of texts, kept in a file, since an engine gives the same vector for the same text and takes 20 ms for it. */
export class SentenceVectors {
  readonly #file: string
  readonly #known = new Map<string, Float32Array>()

  /** `file`: made where it is missing; a torn end is left out. */
  constructor(file: string) {
    this.#file = file
    mkdirSync(path.dirname(file), { recursive: true })
    if (!existsSync(file)) return
    const bytes = readFileSync(file)
    for (let at = 0; at + recordBytes <= bytes.length; at += recordBytes) {
      const vector = new Float32Array(vectorLength)
      for (let i = 0; i < vectorLength; i++) vector[i] = bytes.readFloatLE(at + keyBytes + i * 4)
      this.#known.set(bytes.toString('hex', at, at + keyBytes), vector)
    }
  }

  /** Embeds what is not known yet; rejects where the encoder leaves one out. */
  async learn(texts: Iterable<string>, encoder: Encoder, onProgress: (line: string) => void): Promise<void> {
    const waiting = [...new Set(texts)].filter((text) => !this.#known.has(keyOf(text)))
    let next = 0
    const work = async (): Promise<void> => {
      for (let text = waiting[next++]; text !== undefined; text = waiting[next++]) {
        const embedding = await encoder.embed(text)
        if ('skipped' in embedding) throw new Error(`the encoder left a sentence out (${embedding.skipped})`)
        this.#keep(keyOf(text), embedding.vector)
        if (next % tellEvery === 0) onProgress(`${next} of ${waiting.length} sentences read`)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
  }

  /** The vector of a text that was learned; throws for any other. */
  of(text: string): Float32Array {
    const vector = this.#known.get(keyOf(text))
    if (vector === undefined) throw new RangeError('this text has no vector yet')
    return vector
  }

  #keep(key: string, vector: Float32Array): void {
    this.#known.set(key, vector)
    const record = Buffer.alloc(recordBytes)
    record.write(key, 'hex')
    for (const [i, value] of vector.entries()) record.writeFloatLE(value, keyBytes + i * 4)
    appendFileSync(this.#file, record)
  }
}

function keyOf(text: string): string {
  return createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, keyBytes * 2)
}
