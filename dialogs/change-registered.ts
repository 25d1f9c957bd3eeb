import type { DialogResult, ReportView, ResidentMessage } from './dialog-types.js'
import { offerHuman } from './human.js'
import { newWaiting } from './memory.js'
import { askMenu, returnToReport } from './menu.js'
import { sayStatus } from './status.js'
import type { Turn } from './turn.js'

const done: ReadonlySet<ReportView['state']> = new Set(['closed', 'rejected', 'cancelled', 'merged'])

/** A wish to cancel or change a report that is registered: looks up which. */
export function changeRegistered(turn: Turn, message: ResidentMessage): void {
  const named = message.understood.entities.find((entity) => entity.type === 'report_number')
  turn.memory.misses = 0
  if (named !== undefined && !named.valid) {
    turn.say('status.invalid')
    if (!returnToReport(turn)) turn.ask('number', 'status.ask_number_again')
    return
  }
  turn.carry()
  turn.memory.waiting = newWaiting('change')
  turn.effect({ type: 'find_reports', number: named === undefined ? null : String(named.value) })
}

/** Tells which report it would be, and honestly that this cannot be done here yet; the wish can be kept. */
export function changeFound(turn: Turn, { reports, askedFor }: Extract<DialogResult, { type: 'reports_found' }>): void {
  turn.memory.waiting = null
  const report = askedFor === null ? reports.find(({ state }) => !done.has(state)) : reports[0]
  if (report === undefined) {
    turn.say(askedFor === null ? 'change.none_open' : 'status.not_found')
    if (!returnToReport(turn)) askMenu(turn, 'welcome.question')
    return
  }
  sayStatus(turn, report)
  if (done.has(report.state)) {
    turn.say('change.done_already')
    if (!returnToReport(turn)) askMenu(turn, 'welcome.question')
    return
  }
  turn.say('change.not_here')
  if (!returnToReport(turn)) offerHuman(turn, 'change.question')
}
