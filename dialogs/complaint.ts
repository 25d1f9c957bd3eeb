import type { DialogResult, ResidentMessage } from './dialog-types.js'
import { offerHuman } from './human.js'
import { newWaiting, type Waiting } from './memory.js'
import { returnToReport } from './menu.js'
import { sayStatus } from './status.js'
import type { Turn } from './turn.js'

/** A complaint that a report was ignored: looks the report up first. */
export function complaintIgnored(turn: Turn, message: ResidentMessage): void {
  const named = message.understood.entities.find((entity) => entity.type === 'report_number' && entity.valid)
  turn.carry()
  turn.memory.waiting = { ...newWaiting('complaint'), service: message.understood.service }
  turn.effect({ type: 'find_reports', number: named === undefined ? null : String(named.value) })
}

/** Tells how the report stands, and that the complaint itself cannot be filed here yet; a person is offered. */
export function complaintFound(
  turn: Turn,
  waiting: Waiting,
  { reports, askedFor }: Extract<DialogResult, { type: 'reports_found' }>,
): void {
  turn.memory.waiting = null
  turn.memory.misses = 0
  const report = reports.find(({ service }) => service === waiting.service) ?? reports[0]
  if (report === undefined) turn.say(askedFor === null ? 'complaint.none' : 'status.not_found')
  else {
    sayStatus(turn, report)
    turn.say(report.dueAt < turn.now ? 'complaint.late' : 'complaint.in_time')
  }
  turn.say('complaint.not_filed')
  if (returnToReport(turn)) return
  if (report === undefined) turn.ask('human', 'complaint.question', ['human:yes', 'menu:report', 'menu:main'])
  else offerHuman(turn, 'complaint.question')
}

/** A complaint about staff or the centre: cannot be filed here yet; a person is offered. */
export function complaintService(turn: Turn): void {
  turn.memory.misses = 0
  turn.say('complaint.not_filed')
  if (!returnToReport(turn)) offerHuman(turn, 'complaint.question')
}
