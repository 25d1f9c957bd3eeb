import type { Intent, Understanding, UnderstandingContext } from '../understanding.js'

/** What a question is most easily taken for. */
const mistaken: ReadonlySet<Intent> = new Set(['inquiry', 'out_of_scope', 'help', 'greeting'])

/** Whether articles are looked for: the message is a question, may be one, was not understood, or the dialog waits for one. */
export function wantsArticles(
  { intent, decision, phrase }: Pick<Understanding, 'intent' | 'decision' | 'phrase'>,
  { expecting }: Pick<UnderstandingContext, 'expecting'>,
): boolean {
  if (phrase) return false
  return mistaken.has(intent) || decision === 'menu' || expecting === 'question'
}
