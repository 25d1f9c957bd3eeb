import { offerHuman } from './human.js'
import { returnToReport } from './menu.js'
import type { Turn } from './turn.js'

/** A question: there is no sure answer to give yet, and that is said. */
export function inquiry(turn: Turn): void {
  turn.memory.misses = 0
  turn.say('inquiry.no_answer')
  if (!returnToReport(turn)) offerHuman(turn, 'inquiry.question')
}

/** What is not the municipality's matter at all; the second time in a row a person is offered. */
export function outOfScope(turn: Turn): void {
  turn.memory.misses++
  turn.say('out_of_scope.text')
  if (returnToReport(turn)) return
  if (turn.memory.misses < 2) turn.ask('menu', 'welcome.question', ['menu:report', 'menu:status', 'menu:human'])
  else {
    turn.memory.misses = 0
    offerHuman(turn, 'human.question', 'not_understood')
  }
}
