import type { ArticleGuess } from '../understanding.js'

/** What to do with the articles found: answer with the first, offer the three, or say that the answer is not known. */
export type ArticleVerdict = 'answer' | 'choose' | 'unknown'

/** Measured on the project's own questions: above it nine in ten first articles are right. */
const clear = 0.45
/** Below it, all three together, none of them answers the question. */
const likely = 0.25
/** The first must be so many times as likely as the second. */
const margin = 1.5

/** Judges articles by how likely they are and by the margin between the first and the second; `articles`: best first. */
export function judgeArticles(articles: readonly ArticleGuess[]): ArticleVerdict {
  const [first, second] = articles
  if (first === undefined) return 'unknown'
  if (first.p >= clear && first.p >= margin * (second?.p ?? 0)) return 'answer'
  return articles.reduce((sum, { p }) => sum + p, 0) >= likely ? 'choose' : 'unknown'
}
