import type { Understanding } from '../understanding.js'
import type { KeptReason } from './understanding-outcome.js'

/** Why Azure need not be asked about a message; null where it is. */
export function leftToEmbedded(text: string, embedded: Understanding): KeptReason | null {
  if (embedded.phrase) return 'phrase'
  // Nobody in danger waits for a slow service.
  if (embedded.urgent) return 'urgent'
  if (embedded.further !== undefined && embedded.further.length > 0) return 'several_problems'
  return saysMoreThanFacts(text, embedded) ? null : 'facts_only'
}

/** Whether words are left beside what was found in it: a bare number, place or link means what the dialog waits for. */
function saysMoreThanFacts(text: string, { entities }: Understanding): boolean {
  let left = text
  for (const { start, end } of [...entities].sort((a, b) => b.start - a.start))
    left = `${left.slice(0, start)} ${left.slice(end)}`
  return /\p{L}{2}|[\p{Script=Han}\p{Script=Hangul}]/u.test(left)
}
