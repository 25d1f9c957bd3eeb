import type { EncoderVerdict } from '../heads/encoder/encoder-head.js'
import { logSoftmax } from '../heads/encoder/encoder-head.js'
import type { EncoderMeta, Mix } from '../heads/encoder/encoder-model.js'
import { languageGroup } from '../heads/encoder/language-group.js'
import type { Features } from '../heads/ngrams/features.js'
import type { NgramModel } from '../heads/ngrams/model-file.js'
import { knownShare, scoresOf } from '../heads/ngrams/ngram-head.js'

/** What the heads say of a message before anything else is weighed: log-odds in the order of the model's labels. */
export interface HeadScores {
  readonly intents: readonly string[]
  readonly intent: Float64Array
  readonly services: readonly string[]
  readonly service: Float64Array
  /** The share (0..1) of its n-grams that any sentence has taught. */
  readonly known: number
  /** Whether there are sentences of its language. */
  readonly learned: boolean
  /** Whether less of it is known than of nearly every sentence of its language, as of "asdfgh". */
  readonly strange: boolean
  /** Whether the encoder has a part in it. */
  readonly fused: boolean
}

/** The n-gram head alone. In a language that it has not learned, and for gibberish, what it sees are chance likenesses. */
export function ngramScores(model: NgramModel, features: Features, language: string): HeadScores {
  const known = knownShare(model, features)
  const learned = model.meta.languages.includes(language)
  const intent = scoresOf(model, 'intent', features)
  const service = scoresOf(model, 'service', features)
  const strange = known < (model.meta.knownFloor[language] ?? 0)
  if (!learned || strange) weaken(intent)
  if (!learned) weaken(service)
  return {
    intents: model.meta.intent.labels,
    intent,
    services: model.meta.service.labels,
    service,
    known,
    learned,
    strange,
    fused: false,
  }
}

/** Both heads together: log p = a log p(encoder) + b log p(n-grams), with a and b fitted for the language's group. */
export function fuseScores(
  ngrams: HeadScores,
  verdict: EncoderVerdict,
  meta: EncoderMeta,
  language: string,
): HeadScores {
  const group = meta.fusion[languageGroup(language)]
  if (group === undefined) return ngrams
  const intent = mixed(
    ngrams.intent,
    aligned(verdict.intent, meta.intent.labels, ngrams.intents, ngrams.intent),
    group.intent,
    ngrams.learned,
  )
  const service = mixed(
    ngrams.service,
    aligned(verdict.service, meta.service.labels, ngrams.services, ngrams.service),
    group.service,
    ngrams.learned,
  )
  return { ...ngrams, intent, service, fused: true }
}

function mixed(
  ngrams: Float64Array,
  encoder: Float64Array,
  { encoder: a, ngrams: b }: Mix,
  learned: boolean,
): Float64Array {
  const own = logSoftmax(ngrams)
  return own.map((value, at) => a * (encoder[at] ?? 0) + (learned ? b * value : 0))
}

/**
 * The encoder head's log-probabilities in the order of the n-gram head's labels. One that it was not trained on (a service that
 * a municipality has added since) it cannot judge: there the n-grams' own word stands for its.
 */
function aligned(
  values: Float64Array,
  from: readonly string[],
  to: readonly string[],
  ngrams: Float64Array,
): Float64Array {
  const places = new Map(from.map((label, place) => [label, place]))
  const own = logSoftmax(ngrams)
  return Float64Array.from(to, (label, at) => values[places.get(label) ?? -1] ?? own[at] ?? 0)
}

/** Draws the scores together: what they stand on is doubtful. */
export function weaken(scores: Float64Array): void {
  for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] ?? 0) * 0.3
}
