import { menuChoices } from './choices.js'
import type { QuestionName } from './memory.js'
import { askBriefly, resumeReport } from './report/advance.js'
import type { Turn } from './turn.js'

/** Asks with the main menu. */
export function askMenu(turn: Turn, key: string, name: QuestionName = 'menu'): void {
  const { human } = turn.memory
  turn.ask(name, key, human === 'kept' ? menuChoices.filter((id) => id !== 'menu:human') : menuChoices)
}

/** After something said by the way: back to the report that waits, else nothing more. Returns whether there was one. */
export function returnToReport(turn: Turn, withWords = true): boolean {
  const { report } = turn.memory
  if (report === null) {
    turn.memory.question = null
    return false
  }
  if (withWords) {
    turn.apart()
    turn.say('report.resume')
  }
  resumeReport(turn, report)
  return true
}

/** After a few words by the way: the question that waits again, without what was shown with it. Returns whether there was one. */
export function returnBriefly(turn: Turn): boolean {
  const { report } = turn.memory
  if (report === null) return false
  askBriefly(turn, report)
  return true
}
