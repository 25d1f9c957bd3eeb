import type { Understanding } from '../../nlu/understanding.js'
import type { ReportProgress } from '../memory.js'
import type { Turn } from '../turn.js'

/** Problems that may wait for their turn. */
export const mostLater = 3

/** Of several problems in one message the likeliest is taken now; the others wait, and that is said. */
export function keepFurther(
  { memory, say, parts }: Turn,
  { draft }: ReportProgress,
  { further = [] }: Understanding,
): void {
  const others = further.filter(({ service }) => service !== draft.service && parts.services.has(service))
  if (draft.service === undefined || others.length === 0) return
  for (const { service, text } of others.slice(0, mostLater - memory.later.length)) {
    memory.later.push({ draft: { service, description: text, photos: [], urgent: false } })
  }
  say('report.later.several')
}
