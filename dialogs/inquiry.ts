import type { ResidentMessage } from './dialog-types.js'
import { offerHuman } from './human.js'
import { askMenu, returnToReport } from './menu.js'
import type { Outside } from './report/find-outside.js'
import { sayOutside } from './report/outside.js'
import type { Turn } from './turn.js'

/** A question: there is no sure answer to give yet, and that is said. */
export function inquiry(turn: Turn, { text, understood }: ResidentMessage): void {
  turn.memory.misses = 0
  const outside = turn.parts.findOutside(text, understood.entities, 'plain')
  if (outside === null) turn.say('inquiry.no_answer')
  else sayOutside(turn, outside)
  if (!returnToReport(turn)) offerHuman(turn, 'inquiry.question')
}

/** A place elsewhere and nothing else. */
export function tellOutside(turn: Turn, outside: Outside): void {
  turn.memory.misses = 0
  sayOutside(turn, outside)
  if (!returnToReport(turn)) askMenu(turn, 'outside.menu')
}

/** What is not the municipality's matter at all; the second time in a row a person is offered. */
export function outOfScope(turn: Turn, { text, understood }: ResidentMessage): void {
  turn.memory.misses++
  const outside = turn.parts.findOutside(text, understood.entities, 'plain')
  if (outside === null) turn.say('out_of_scope.text')
  else sayOutside(turn, outside)
  if (returnToReport(turn)) return
  if (turn.memory.misses < 2) turn.ask('menu', 'welcome.question', ['menu:report', 'menu:status', 'menu:human'])
  else {
    turn.memory.misses = 0
    offerHuman(turn, 'human.question', 'not_understood')
  }
}
