import type { ResidentMessage } from '../dialog-types.js'
import { type Draft, newReport } from '../memory.js'
import type { Turn } from '../turn.js'
import { asksConfidential } from '../words/confidential.js'
import { isBareWishToReport } from '../words/wish.js'
import { sayProblem } from './advance.js'
import { askNext, askSlot, tellEmergency } from './ask.js'
import { copyDistrict, describe } from './draft.js'
import { fillSlots } from './fill-slots.js'
import { hear } from './heard.js'
import { keepFurther } from './keep-further.js'
import { lacksPlace, takeLastPlace } from './last-place.js'
import { askOutside } from './outside.js'
import { readProblem } from './read-problem.js'

const guessFloor = 0.35
/** «نفس المكان» and no more tells no problem. */
const samePlaceOnly = 3

/** Begins a report with whatever the message says of it; `nearby` is a report whose district is meant where it names no place. */
export function beginReport(turn: Turn, message: ResidentMessage, nearby: Draft | null = null): void {
  const { services, places } = turn.parts
  const report = newReport(turn.memory.lastCity)
  turn.memory.report = report
  turn.memory.cancelled = null
  turn.memory.misses = 0
  turn.effect({ type: 'note', name: 'report.begun' })
  const heard = hear(message, report, turn.parts)
  const filled = fillSlots(report, heard, null, services, places)
  if (nearby !== null) copyDistrict(nearby, report.draft)
  tellEmergency(turn, report, message.text)
  if (asksConfidential(message.text)) turn.say('report.confidential')
  if (filled.photo) turn.say('report.photo_received')
  const { understood } = message
  const guessable = (understood.services[0]?.p ?? 0) >= guessFloor || heard.words > 6
  const bare =
    !report.draft.urgent &&
    ((heard.samePlace && heard.words <= samePlaceOnly) ||
      isBareWishToReport(message.text, filled.service) ||
      !(filled.service || guessable))
  if (bare) delete report.draft.service
  if (!bare && readProblem(report, null, heard, filled, services) === 'vague') report.doubts = 0
  if (report.draft.service === undefined && report.guesses.length === 0 && message.truncated) {
    askSlot(turn, report, 'category', 'report.ask.category_short')
    return
  }
  if (message.truncated) turn.say('notice.truncated')
  keepFurther(turn, report, message.understood)
  if (heard.outside !== null) {
    askOutside(turn, report, heard.outside)
    return
  }
  if (heard.samePlace && lacksPlace(report) && !takeLastPlace(turn, report)) return
  sayProblem(turn, report)
  askNext(turn, report)
}

/** Begins a report that holds these words only. */
export function beginReportOf(turn: Turn, service: string, words: string): void {
  const report = newReport(turn.memory.lastCity)
  report.draft.service = service
  describe(report.draft, words)
  turn.memory.report = report
  askNext(turn, report)
}
