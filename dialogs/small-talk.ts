import { offerHuman } from './human.js'
import { askMenu, returnToReport } from './menu.js'
import type { Turn } from './turn.js'

/** Answers thanks or a farewell, once and shortly. */
export function smallTalk(turn: Turn, intent: 'thanks' | 'goodbye'): void {
  turn.memory.misses = 0
  turn.say(`small_talk.${intent}`)
  returnToReport(turn, intent === 'goodbye')
}

/** "Are you human?": no; and a person is offered, in the middle of a report only in passing. */
export function tellWhatWeAre(turn: Turn): void {
  turn.memory.misses = 0
  turn.say('small_talk.are_you_human')
  if (turn.memory.report !== null) {
    turn.say('small_talk.ask_person')
    returnToReport(turn)
    return
  }
  offerHuman(turn, 'human.question')
}

/** A yes or no to nothing that was asked. */
export function idleAnswer(turn: Turn): void {
  if (!returnToReport(turn)) askMenu(turn, 'small_talk.affirm')
}
