import type { ReportProgress } from './memory.js'
import { askMenu } from './menu.js'
import { beginLater } from './report/later.js'
import type { Turn } from './turn.js'

/** Asks whether the report is really to be dropped; one that holds nothing yet is dropped at once. */
export function askCancel(turn: Turn): void {
  const { report } = turn.memory
  if (report === null) {
    turn.say('cancel.nothing')
    askMenu(turn, 'welcome.question')
    return
  }
  if (holdsNothing(report)) cancelReport(turn)
  else turn.ask('cancel', 'cancel.question', ['cancel:yes', 'cancel:no'])
}

/** Forgets the report that is being taken. */
export function cancelReport(turn: Turn): void {
  const before = turn.memory.report?.draft ?? null
  turn.memory.cancelled = turn.memory.report
  turn.memory.report = null
  turn.memory.question = null
  turn.memory.misses = 0
  turn.effect({ type: 'note', name: 'report.cancelled' })
  turn.say('cancel.done')
  beginLater(turn, before)
}

/** Whether nothing of the report has been told yet. */
export function holdsNothing({ draft }: ReportProgress): boolean {
  return draft.service === undefined && draft.description === undefined && draft.photos.length === 0
}
