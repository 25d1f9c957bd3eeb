import { localized } from '../../config/localized.js'
import type { ReportView } from '../dialog-types.js'
import { isolate } from '../isolate.js'
import { newWaiting, type ReportProgress } from '../memory.js'
import type { Turn } from '../turn.js'
import { askNext } from './ask.js'
import { isPointed, toReportDraft } from './draft.js'
import { placeOf } from './last-place.js'
import { beginLater } from './later.js'
import { nextQuestion } from './next-question.js'

/** Has the confirmed report opened; its number comes as the turn's next event. */
export function openReport(turn: Turn, report: ReportProgress): void {
  if (nextQuestion(report, turn.parts.services) !== 'confirm' && lacksCity(report)) {
    askNext(turn, report)
    return
  }
  turn.effect({ type: 'note', name: 'report.confirmed' })
  turn.effect({ type: 'open_report', ordinal: 0, draft: toReportDraft(report.draft) })
  turn.memory.waiting = newWaiting('opening')
  turn.memory.question = null
}

/** No report goes out without a city, unless its place is pinned on the map. */
function lacksCity({ draft, unknown }: ReportProgress): boolean {
  return draft.city === undefined && !unknown.includes('city') && !isPointed(draft)
}

/** Tells the number of the report that has been opened. */
export function reportOpened(turn: Turn, view: ReportView): void {
  const { services, formatDate } = turn.parts
  const before = turn.memory.report?.draft ?? null
  turn.memory.lastCity = before?.city ?? turn.memory.lastCity
  turn.memory.lastPlace = (before === null ? null : placeOf(before)) ?? turn.memory.lastPlace
  turn.memory.report = null
  turn.memory.question = null
  turn.memory.misses = 0
  turn.say('report.registered', (language) => ({
    number: isolate(view.number),
    date: formatDate(view.dueAt, language),
  }))
  const authority = view.authority === null ? null : services.authority(view.authority)
  if (authority) turn.say('report.registered_authority', (language) => ({ authority: localized(authority, language) }))
  turn.memory.opened = { number: view.number, at: turn.now, urgent: before?.urgent ?? false }
  turn.say('report.follow')
  if (before?.urgent) turn.say('report.urgent_last')
  beginLater(turn, before)
}
