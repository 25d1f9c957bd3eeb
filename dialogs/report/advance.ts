import { localized } from '../../config/localized.js'
import type { Draft, ReportProgress, SlotQuestion } from '../memory.js'
import type { Turn } from '../turn.js'
import { askNext, askSlot } from './ask.js'
import { newlyFilled } from './draft.js'
import { nextQuestion } from './next-question.js'

const longestHistory = 8

/** Goes on to the next question; what the answered one filled is remembered for going back. */
export function advance(turn: Turn, report: ReportProgress, before: Draft, answered: SlotQuestion | null): void {
  turn.memory.misses = 0
  // an answer given anew takes the place of the one that going back took out
  if (answered !== null) report.undone = report.undone.filter(({ question }) => question !== answered)
  if (answered !== null && answered !== 'confirm') {
    report.history = [...report.history, { question: answered, filled: newlyFilled(before, report.draft) }].slice(
      -longestHistory,
    )
  }
  askNext(turn, report)
}

/** Asks the question again that waits, or another where that has been answered by the way, or an earlier answer taken out. */
export function askAgain(turn: Turn, report: ReportProgress): void {
  // a photo asked for and not answered is still to be asked for
  if (report.asking === 'photo') report.photoOffered = false
  askSlot(turn, report, nextQuestion(report, turn.parts.services))
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

/** Asks again the question that waits, without the summary that has been shown. */
export function askBriefly(turn: Turn, report: ReportProgress): void {
  askSlot(turn, report, report.asking, undefined, false)
}

/** Shows how the place may be told. */
export function sayExample(turn: Turn, { asking }: ReportProgress): void {
  if (asking === 'where' || asking === 'city' || asking === 'district') turn.say('not_understood.where')
  else if (asking === 'place') turn.say('not_understood.place')
}

/** Says what the report is about, where the summary does not follow at once. */
export function sayProblem(turn: Turn, report: ReportProgress): void {
  const { services } = turn.parts
  if (report.draft.service === undefined || report.draft.urgent || nextQuestion(report, services) === 'confirm') return
  const service = services.get(report.draft.service)
  turn.say('report.problem', (language) => ({ service: localized(service.name, language) }))
}
