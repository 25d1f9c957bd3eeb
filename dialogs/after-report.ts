import type { ResidentMessage } from './dialog-types.js'
import { foldText, wordCount } from './fold-text.js'
import { isolate } from './isolate.js'
import type { Turn } from './turn.js'
import { asksSomething } from './words/question.js'

const whileMs = 30 * 60_000
const plainlySure = 0.6
const longestRemark = 14
const goesOn = /^(?:و|هي|هو|ترى|تراها|نسيت|بس|also|it is|its|and|by the way|forgot)(?:\S*)(?: |$)/u

/** Whether a photo or remark without a problem of its own follows the report that has just been registered. */
export function belongsToOpened({ memory, now }: Turn, { text, photos, understood }: ResidentMessage): boolean {
  const { opened } = memory
  if (memory.report !== null || opened === null || now - opened.at > whileMs) return false
  if (memory.question !== null && memory.question.name !== 'human') return false
  const { service, serviceConfidence, intent, decision, phrase, entities } = understood
  if (understood.urgent || phrase) return false
  const tells = intent === 'open_report' && service !== null && serviceConfidence >= plainlySure
  if (photos.length > 0) return !tells
  const folded = foldText(text)
  const isRemark = goesOn.test(folded) && wordCount(folded) >= 2 && wordCount(folded) <= longestRemark
  const places = entities.some(({ type }) => type === 'city' || type === 'district' || type === 'report_number')
  return isRemark && !tells && !places && !asksSomething(text) && (decision !== 'act' || intent === 'open_report')
}

/** Says honestly that nothing can be added to a registered report here yet, and offers to keep the wish. */
export function offerAddition(turn: Turn, { photos }: ResidentMessage): void {
  const { opened } = turn.memory
  turn.memory.misses = 0
  if (photos.length > 0) turn.say('report.photo_received')
  turn.say('report.not_added', { number: isolate(opened?.number ?? '') })
  turn.ask('human', 'change.question', ['human:yes', 'menu:report', 'menu:main'])
}
