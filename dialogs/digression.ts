import type { ResidentMessage } from './dialog-types.js'
import { foldText, wordCount } from './fold-text.js'
import { isAnswerable } from './inquiry.js'
import type { ReportProgress, SlotQuestion } from './memory.js'
import { asksWhetherHuman } from './words/greeting.js'
import { asksSomething } from './words/question.js'
import { isUnknown } from './words/skip.js'

const ownWords: ReadonlySet<SlotQuestion> = new Set(['where', 'city', 'district', 'place'])
const placeTypes: ReadonlySet<string> = new Set([
  'city',
  'district',
  'landmark',
  'coordinates',
  'map_link',
  'short_address',
])
const courtesyLength = 5

/** Whether a message in the middle of a report is about something else, to be answered before the report goes on. Where an answer in the resident's own words is awaited, more certainty is needed. */
export function isDigression(report: ReportProgress, { text, understood, photos }: ResidentMessage): boolean {
  const { intent, decision, confidence, phrase, entities } = understood
  if (entities.some((entity) => entity.type === 'report_number')) return true
  if (asksWhetherHuman(text)) return true
  if (isUnknown(text)) return false
  const placed = entities.some(({ type }) => placeTypes.has(type))
  const asks = (intent === 'inquiry' || intent === 'out_of_scope' || decision === 'menu') && asksSomething(text)
  if (asks && !placed && photos.length === 0 && isAnswerable(understood, true)) return true
  if (photos.length > 0 || (decision !== 'act' && !phrase)) return false
  const enough = ownWords.has(report.asking) ? 0.75 : 0.6
  const short = wordCount(foldText(text)) <= courtesyLength
  const aboutProblem = report.asking === 'category' || report.asking === 'service'
  const isAside = !placed && !aboutProblem && confidence >= 0.85 && /\p{L}/u.test(text)
  switch (intent) {
    case 'query_status':
      return phrase || confidence >= (placed ? 0.8 : 0.6)
    case 'change_language':
    case 'help':
    case 'talk_to_human':
      return phrase || (!placed && confidence >= enough)
    case 'greeting':
    case 'thanks':
    case 'goodbye':
      return !placed && short
    case 'inquiry':
      return !placed && (asksSomething(text) || confidence >= 0.85)
    case 'out_of_scope':
      // in danger nobody is told that it is not our matter
      return !report.draft.urgent && isAside
    case 'complaint_ignored':
    case 'complaint_service':
    case 'rate':
      return isAside
    default:
      return false
  }
}
