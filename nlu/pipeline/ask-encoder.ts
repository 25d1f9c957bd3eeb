import type { Encoder, EncoderSkip } from '../encoder/encoder.js'
import type { UnderstandingContext } from '../understanding.js'
import { encoderTexts } from './encoder-texts.js'
import { expectationOf } from './expectation.js'
import type { Reading } from './read-message.js'

/** Why a message was understood without the encoder: certain already, an answer to what was asked, or the encoder's own reason. */
export type WithoutEncoder = 'phrase' | 'empty' | 'slot' | 'sure' | EncoderSkip

/** From here on, what the n-grams say is not waited to be confirmed while others wait. */
const sureEnough = 0.9

/** The vectors of a message's readings, or why there are none. `confidence`: how likely the n-grams hold their best guess, 0..1. */
export async function askEncoder(
  encoder: Encoder,
  reading: Reading,
  context: UnderstandingContext,
  confidence: number,
): Promise<{ readonly vectors: readonly Float32Array[] } | { readonly without: WithoutEncoder }> {
  const without = reasonNotTo(encoder, reading, context, confidence)
  if (without !== null) return { without }
  const asked = await Promise.all(encoderTexts(reading.shadow, reading.words).map((text) => encoder.embed(text)))
  const vectors: Float32Array[] = []
  for (const embedding of asked) {
    if ('skipped' in embedding) return { without: embedding.skipped }
    vectors.push(embedding.vector)
  }
  return { vectors }
}

function reasonNotTo(
  encoder: Encoder,
  { phrase, subject, entities }: Reading,
  { expecting }: UnderstandingContext,
  confidence: number,
): WithoutEncoder | null {
  if (phrase !== null) return 'phrase'
  if (subject.length === 0) return 'empty'
  // A slot that the message fills: hardly any words are left beside it.
  if (
    expecting !== undefined &&
    subject.length <= 2 &&
    entities.length > 0 &&
    expectationOf(expecting, entities).size > 0
  )
    return 'slot'
  if (!encoder.ready) return 'absent'
  return confidence >= sureEnough && encoder.load > 0 ? 'sure' : null
}
