import { offerHuman } from './human.js'
import { returnToReport } from './menu.js'
import type { Turn } from './turn.js'

/** A question: there is no sure answer to give yet, and that is said. */
export function inquiry(turn: Turn): void {
  turn.memory.misses = 0
  turn.say('inquiry.no_answer')
  if (!returnToReport(turn)) offerHuman(turn, 'inquiry.question')
}

/** What is not the municipality's matter at all. */
export function outOfScope(turn: Turn): void {
  turn.memory.misses = 0
  turn.say('out_of_scope.text')
  if (!returnToReport(turn)) turn.ask('menu', 'welcome.question', ['menu:report', 'menu:status', 'menu:human'])
}
