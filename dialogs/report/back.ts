import { type ReportProgress, slotQuestions } from '../memory.js'
import type { Turn } from '../turn.js'
import { askSlot } from './ask.js'
import { clearSlot } from './draft.js'

/** Goes back to the question before: what its answer filled is taken out, and it is asked again. */
export function goBack(turn: Turn, report: ReportProgress): void {
  const last = report.history.pop()
  if (last === undefined) {
    turn.say('back.first')
    askSlot(turn, report, report.asking)
    return
  }
  for (const key of last.filled) clearSlot(report.draft, key)
  const from = slotQuestions.indexOf(last.question)
  report.unknown = report.unknown.filter((slot) => slotQuestions.indexOf(slot) < from && last.question !== 'where')
  if (from <= slotQuestions.indexOf('photo')) report.photoOffered = false
  if (last.question === 'category' || last.question === 'service') {
    report.doubts = 0
    report.guesses = []
    delete report.draft.service
  }
  turn.say('back.done')
  askSlot(turn, report, last.question === 'service' ? 'category' : last.question)
}
