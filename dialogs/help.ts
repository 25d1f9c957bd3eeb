import { askMenu, returnToReport } from './menu.js'
import type { Turn } from './turn.js'

/** Tells what can be done here and how. */
export function help(turn: Turn): void {
  turn.memory.misses = 0
  turn.say('help.what')
  turn.say('help.how')
  if (!returnToReport(turn)) askMenu(turn, 'help.question')
}
