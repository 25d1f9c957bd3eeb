import type { Knowledge } from '../../config/knowledge.js'
import { centred, logProbabilities, logSoftmax, meanVector } from '../heads/encoder/encoder-head.js'
import type { EncoderModel, LinearHead } from '../heads/encoder/encoder-model.js'
import { meanKey } from '../heads/encoder/mean-key.js'
import { wordsOf } from '../pipeline/normalise.js'
import { createShadow } from '../pipeline/shadow.js'
import type { ArticleGuess } from '../understanding.js'
import { type ArticleRow, articleRows } from './article-rows.js'
import { inputsOf, labelsOf, noArticle, readKnowledgeHead } from './knowledge-head.js'
import { createLexicalIndex, type LexicalIndex } from './lexical-index.js'

/** A question to find articles for. */
export interface Question {
  readonly text: string
  /** Base code of the language that it is written in. */
  readonly language: string
  /** The encoder's vectors of its readings (`encoderTexts`), where it was asked. */
  readonly vectors?: readonly Float32Array[]
}

/** Finds the articles that answer a question. */
export interface KnowledgeFinder {
  /** The three likeliest, best first; what is missing from 1 is how likely none of the articles answers it. Empty where there is nothing to find by. */
  find(question: Question): readonly ArticleGuess[]
}

/** What the finder is made from. `encoderModel`: the heads in use, or null without the encoder; `folder`: where `knowledge.bin` lies. */
export interface KnowledgeFinderOptions {
  readonly knowledge: Knowledge
  readonly encoderModel: EncoderModel | null
  readonly folder: string
}

/** Fitted by cross-validation on the sample questions: how much each way of finding counts, and how much likelier "no article" is. */
const withEncoder = { head: 0.06, likeness: 10, none: 2 }
const alone = { likeness: 22, none: 3 }
/** In other languages there is no likeness that could speak for an article. */
const otherLanguages = { head: 0.08, none: 0.5 }
/** An article is as like a question as its likest rows, each counting half as much as the one before. */
const likest = [1, 0.5, 0.25, 0.125] as const

/** Finds by the encoder's head where it fits the articles, and by words and n-grams where a question is Arabic or English; a head that is missing or stale is left out. */
export function createKnowledgeFinder({ knowledge, encoderModel, folder }: KnowledgeFinderOptions): KnowledgeFinder {
  const rows = articleRows(knowledge)
  const labels = labelsOf(rows)
  const index = createLexicalIndex(rows)
  const places = rows.map(({ article }) => labels.indexOf(article ?? noArticle))
  const head = encoderModel && readKnowledgeHead(folder, inputsOf(rows, encoderModel.meta.inputs))
  const written: ReadonlySet<string> = new Set(rows.map(({ language }: ArticleRow) => language))
  return {
    find({ text, language, vectors }) {
      const shadow = createShadow(text)
      const words = wordsOf(shadow.text)
      if (words.length === 0) return []
      const lexical = written.has(language) ? likenesses(index, words, places, labels.length) : null
      const scores =
        head === null || encoderModel === null || vectors === undefined || vectors.length === 0
          ? null
          : headScores(head, meanVector(vectors), meanKey(language, shadow.text), encoderModel)
      return rank(labels, lexical, scores)
    },
  }
}

function headScores(head: LinearHead, vector: Float32Array, key: string, { means }: EncoderModel): Float64Array {
  return logProbabilities(head, centred(vector, key, means))
}

function likenesses(
  index: LexicalIndex,
  words: readonly string[],
  places: readonly number[],
  labels: number,
): Float64Array {
  const best = Array.from({ length: labels }, () => new Float64Array(likest.length))
  for (const [row, score] of index(words).entries()) {
    const list = best[places[row] ?? 0]
    if (list === undefined || score <= (list[likest.length - 1] ?? 0)) continue
    list[likest.length - 1] = score
    list.sort().reverse()
  }
  const whole = likest.reduce((sum, share) => sum + share, 0)
  return Float64Array.from(best, (list) => likest.reduce((sum, share, at) => sum + share * (list[at] ?? 0), 0) / whole)
}

function rank(
  labels: readonly string[],
  lexical: Float64Array | null,
  head: Float64Array | null,
): readonly ArticleGuess[] {
  if (lexical === null && head === null) return []
  const weights =
    head === null ? { head: 0, ...alone } : lexical === null ? { likeness: 0, ...otherLanguages } : withEncoder
  const scores = Float64Array.from(labels, (label, at) => {
    const known = weights.head * (head?.[at] ?? 0) + weights.likeness * (lexical?.[at] ?? 0)
    return known + (label === noArticle ? weights.none : 0)
  })
  const logs = logSoftmax(scores)
  return labels
    .map((id, at): ArticleGuess => ({ id, p: Math.exp(logs[at] ?? Number.NEGATIVE_INFINITY) }))
    .filter(({ id }) => id !== noArticle)
    .sort((a, b) => b.p - a.p)
    .slice(0, 3)
}
