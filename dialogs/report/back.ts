import { type Draft, type DraftKey, type ReportProgress, slotQuestions } from '../memory.js'
import type { Turn } from '../turn.js'
import { askSlot } from './ask.js'
import { clearSlot } from './draft.js'

/** Goes back to the question before: what its answer filled is taken out, shown, and asked again; it may be kept. */
export function goBack(turn: Turn, report: ReportProgress): void {
  const last = report.history.pop()
  if (last === undefined) {
    turn.say('back.first')
    askSlot(turn, report, report.asking)
    return
  }
  const question = last.question === 'service' ? 'category' : last.question
  const filled: DraftKey[] = question === 'category' ? [...last.filled, 'service'] : last.filled
  report.undone.push({ question, values: valuesOf(report.draft, filled) })
  for (const key of filled) clearSlot(report.draft, key)
  const from = slotQuestions.indexOf(last.question)
  report.unknown = report.unknown.filter((slot) => slotQuestions.indexOf(slot) < from && last.question !== 'where')
  if (from <= slotQuestions.indexOf('photo')) report.photoOffered = false
  if (question === 'category') {
    report.doubts = 0
    report.guesses = []
  }
  turn.say('back.done')
  askSlot(turn, report, question)
}

function valuesOf(draft: Draft, keys: readonly DraftKey[]): Partial<Draft> {
  const list = new Set<DraftKey>(keys.includes('district') ? [...keys, 'districtText'] : keys)
  return Object.fromEntries(Object.entries(draft).filter(([key]) => [...list].some((each) => each === key)))
}
