import { localized } from '../../config/localized.js'
import { type Draft, type ReportProgress, type SlotQuestion, slotQuestions } from '../memory.js'
import type { Turn } from '../turn.js'
import { askNext, askSlot } from './ask.js'
import { newlyFilled } from './draft.js'
import { nextQuestion } from './next-question.js'

const longestHistory = 8

/** Goes on to the next question; what the answered one filled is remembered for going back. */
export function advance(turn: Turn, report: ReportProgress, before: Draft, answered: SlotQuestion | null): void {
  turn.memory.misses = 0
  if (answered !== null && answered !== 'confirm') {
    report.history = [...report.history, { question: answered, filled: newlyFilled(before, report.draft) }].slice(
      -longestHistory,
    )
  }
  askNext(turn, report)
}

/** Asks the question again that waits, or the next one where it has been answered by the way. */
export function askAgain(turn: Turn, report: ReportProgress): void {
  const next = nextQuestion(report, turn.parts.services)
  askSlot(turn, report, slotQuestions.indexOf(next) > slotQuestions.indexOf(report.asking) ? next : report.asking)
}

/** None of the guesses was it: the problem is asked for once more. */
export function noneOfGuesses(turn: Turn, report: ReportProgress): void {
  report.guesses = []
  askSlot(turn, report, 'category', 'report.ask.category_again')
}

/** Comes back to the question that waited during something else. */
export function resumeReport(turn: Turn, report: ReportProgress): void {
  askSlot(turn, report, report.asking)
}

/** Says what the report is about, where the summary does not follow at once. */
export function sayProblem(turn: Turn, report: ReportProgress): void {
  const { services } = turn.parts
  if (report.draft.service === undefined || report.draft.urgent || nextQuestion(report, services) === 'confirm') return
  const service = services.get(report.draft.service)
  turn.say('report.problem', (language) => ({ service: localized(service.name, language) }))
}
