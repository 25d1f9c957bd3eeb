import { menuChoices } from './choices.js'
import type { QuestionName } from './memory.js'
import { resumeReport } from './report/advance.js'
import type { Turn } from './turn.js'

/** Asks with the main menu. */
export function askMenu(turn: Turn, key: string, name: QuestionName = 'menu'): void {
  turn.ask(name, key, menuChoices)
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
