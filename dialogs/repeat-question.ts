import { askCancel } from './cancel.js'
import type { ResidentMessage } from './dialog-types.js'
import { askMenu } from './menu.js'
import { resumeReport } from './report/advance.js'
import { routeByIntent } from './route.js'
import type { Turn } from './turn.js'

/** Says that a choice is of an earlier question and asks again; where nothing is asked, its words count. */
export function oldChoice(turn: Turn, message: ResidentMessage): void {
  if (turn.memory.report === null && turn.memory.question === null) routeByIntent(turn, message)
  else {
    turn.say('not_understood.old_choice')
    repeatQuestion(turn)
  }
}

/** Says that a number is none of the choices 1 to `last`, and asks again. */
export function outOfRange(turn: Turn, last: number): void {
  turn.say('not_understood.number')
  turn.lead(last > 1 ? 'menu.lead_range' : 'menu.lead_only', { last })
  repeatQuestion(turn)
}

/** Asks again whatever waits, or shows the menu. */
export function repeatQuestion(turn: Turn): void {
  const { question, report } = turn.memory
  if (question?.name === 'cancel') askCancel(turn)
  else if (report !== null) resumeReport(turn, report)
  else askMenu(turn, 'welcome.question')
}
