import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { vectorLength } from '../../encoder/encoder.js'

const mix = z.object({
  /** Weight of the encoder head's log-probabilities, and of the n-gram head's; fitted, so that p is calibrated. */
  encoder: z.number().nonnegative(),
  ngrams: z.number().nonnegative(),
})

/** What `encoder-heads.json` tells about `encoder-heads.bin`. */
export const encoderMeta = z.object({
  format: z.literal(1),
  /** SHA-256 over the sentences that the heads were trained from. */
  inputs: z.string(),
  sentences: z.number().int().positive(),
  /** Names of the means, in their order; '' is that of all sentences. */
  means: z.array(z.string()).min(1),
  intent: z.object({ labels: z.array(z.string()).min(2) }),
  service: z.object({ labels: z.array(z.string()).min(2) }),
  /** By language group: `ar`, `en`, `tier1`, `tier2`. */
  fusion: z.record(z.string(), z.object({ intent: mix, service: mix })),
})
export type EncoderMeta = z.infer<typeof encoderMeta>
export type Mix = z.infer<typeof mix>

/** One linear head over centred sentence vectors. */
export interface LinearHead {
  readonly labels: readonly string[]
  /** Row-major, labels x `vectorLength`. */
  readonly weights: Float32Array
  readonly bias: Float32Array
}

/** The heads over the encoder's vectors, in memory. */
export interface EncoderModel {
  readonly meta: EncoderMeta
  readonly means: ReadonlyMap<string, Float32Array>
  readonly intent: LinearHead
  readonly service: LinearHead
}

/** Where the trained heads lie: `nlu/heads/encoder`, beside their code; made by `npm run encoder:train`. */
export function encoderModelFolder(root: string): string {
  return path.join(root, 'nlu', 'heads', 'encoder')
}

/** Reads `encoder-heads.json` and `.bin` of a folder; null where they are not there; throws where they do not belong together. */
export function readEncoderModel(folder: string): EncoderModel | null {
  const file = path.join(folder, 'encoder-heads.json')
  if (!existsSync(file)) return null
  const meta = encoderMeta.parse(JSON.parse(readFileSync(file, 'utf8')))
  const bytes = new Uint8Array(readFileSync(path.join(folder, 'encoder-heads.bin'))).buffer
  const heads = meta.intent.labels.length + meta.service.labels.length
  if (bytes.byteLength !== 4 * (meta.means.length * vectorLength + heads * (vectorLength + 1)))
    throw new RangeError('encoder-heads.bin has another length than encoder-heads.json says')
  let offset = 0
  const take = (length: number): Float32Array => {
    const floats = new Float32Array(bytes, offset, length)
    offset += length * 4
    return floats
  }
  const means = new Map(meta.means.map((name): [string, Float32Array] => [name, take(vectorLength)]))
  const head = (labels: readonly string[]): LinearHead => {
    const weights = take(labels.length * vectorLength)
    return { labels, weights, bias: take(labels.length) }
  }
  const intent = head(meta.intent.labels)
  return { meta, means, intent, service: head(meta.service.labels) }
}

/** The floats of `encoder-heads.bin`, in the order in which they are read. */
export function packEncoderModel({ meta, means, intent, service }: EncoderModel): Uint8Array {
  const parts = [
    ...meta.means.map((name) => means.get(name) ?? new Float32Array(vectorLength)),
    intent.weights,
    intent.bias,
    service.weights,
    service.bias,
  ]
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    all.set(part, offset)
    offset += part.length
  }
  return new Uint8Array(all.buffer)
}
