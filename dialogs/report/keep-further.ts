import type { Understanding } from '../../nlu/understanding.js'
import { foldText } from '../fold-text.js'
import type { LaterProblem, ReportProgress } from '../memory.js'
import type { Turn } from '../turn.js'

/** Problems that may wait for their turn. */
export const mostLater = 3

/** Of several problems in one message the one told first is taken now; the others wait, and that is said. */
export function keepFurther(
  { memory, say, parts }: Turn,
  { draft }: ReportProgress,
  { further = [] }: Understanding,
): void {
  const others = further.filter(({ service }) => service !== draft.service && parts.services.has(service))
  if (draft.service === undefined || others.length === 0) return
  const [first] = others
  const waiting = others.map(({ service, text }) => laterOf(service, text))
  const whole = draft.description ?? ''
  if (first !== undefined && !draft.urgent && beginsWith(whole, first.text)) {
    waiting[0] = laterOf(draft.service, whole)
    draft.service = first.service
  }
  memory.later.push(...waiting.slice(0, mostLater - memory.later.length))
  say('report.later.several')
}

function laterOf(service: string, description: string): LaterProblem {
  return { draft: { service, description, photos: [], urgent: false }, guesses: [], samePlace: false }
}

const lead =
  /^(?:(?:السلام|عليكم|وعليكم|ورحمه|الله|وبركاته|مرحبا|هلا|صباح|مساء|الخير|لو|سمحت\S*|فيه|في|يوجد|هناك|عندي|عندنا|مشكلتين|اول|شي|hi|hello|there|is|are|a|an|we|i|have|first|the)(?: |$))*$/u

/** Whether a part of a message stands at its beginning, after a greeting at most. */
function beginsWith(whole: string, part: string): boolean {
  const at = whole.indexOf(part.trim())
  return at >= 0 && at + part.trim().length < whole.trim().length - 3 && lead.test(foldText(whole.slice(0, at)))
}
