/** Length of a sentence vector of multilingual-e5-small. */
export const vectorLength = 384

/** Why a text got no vector: not there (yet), too much to do, too slow, or the engine could not. */
export type EncoderSkip = 'absent' | 'busy' | 'timeout' | 'failed'

/** What became of a text. */
export type Embedding = { readonly vector: Float32Array } | { readonly skipped: EncoderSkip }

/** The sentence encoder as a part that may be missing: it never throws, and never keeps anybody waiting for long. */
export interface Encoder {
  /** The text's vector (`vectorLength` floats of unit length), or why there is none. */
  embed(text: string): Promise<Embedding>
  /** Whether it takes texts now. */
  readonly ready: boolean
  /** Texts waiting or under way. */
  readonly load: number
  /** Ends the engine's process; nothing is taken any more. */
  close(): Promise<void>
}

/** The encoder of a machine that has none. */
export const noEncoder: Encoder = {
  embed: () => Promise.resolve({ skipped: 'absent' }),
  ready: false,
  load: 0,
  close: () => Promise.resolve(),
}
