import type { ReportProgress } from './memory.js'
import { resumeReport } from './report/advance.js'
import type { Turn } from './turn.js'

/** Brings back the report that was cancelled in this talk. */
export function restoreReport(turn: Turn, report: ReportProgress): void {
  turn.memory.report = report
  turn.memory.cancelled = null
  turn.memory.misses = 0
  turn.effect({ type: 'note', name: 'report.restored' })
  turn.say('cancel.restored')
  resumeReport(turn, report)
}
