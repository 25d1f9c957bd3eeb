import type { ResidentMessage } from './dialog-types.js'
import { returnToReport } from './menu.js'
import { beginReportOf } from './report/begin-report.js'
import type { Turn } from './turn.js'

/** A suggestion is taken as a report of the service `other`, in the resident's words, if they confirm it. */
export function suggestion(turn: Turn, message: ResidentMessage): void {
  turn.memory.misses = 0
  if (turn.memory.report !== null) {
    returnToReport(turn)
    return
  }
  turn.say('suggestion.start')
  beginReportOf(turn, 'other', message.text)
}
