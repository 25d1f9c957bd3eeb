import type { Understander } from '../understanding.js'
import { type Judged, judge } from './judge.js'
import type { Sentence } from './sentence.js'

/** Has every sentence understood, one after the other, and judges it. */
export async function judgeSentences(understander: Understander, sentences: readonly Sentence[]): Promise<Judged[]> {
  const judged: Judged[] = []
  for (const sentence of sentences) {
    const now = sentence.now == null ? Date.now() : Date.parse(sentence.now)
    const context = sentence.expecting == null ? { now } : { now, expecting: sentence.expecting }
    judged.push(judge(sentence, await understander.understand(sentence.text, context)))
  }
  return judged
}
