import { localized } from '../../config/localized.js'
import type { ReportView } from '../dialog-types.js'
import { isolate } from '../isolate.js'
import { newWaiting, type ReportProgress } from '../memory.js'
import type { Turn } from '../turn.js'
import { toReportDraft } from './draft.js'
import { placeOf } from './last-place.js'
import { beginLater } from './later.js'

/** Has the confirmed report opened; its number comes as the turn's next event. */
export function openReport(turn: Turn, report: ReportProgress): void {
  turn.effect({ type: 'note', name: 'report.confirmed' })
  turn.effect({ type: 'open_report', ordinal: 0, draft: toReportDraft(report.draft) })
  turn.memory.waiting = newWaiting('opening')
  turn.memory.question = null
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
  turn.say('report.follow')
  beginLater(turn, before)
}
