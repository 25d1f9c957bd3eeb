import type { ResidentMessage } from './dialog-types.js'
import { askMenu, returnToReport } from './menu.js'
import type { Turn } from './turn.js'
import { hasSalam } from './words/greeting.js'

/** Opens a turn: the greeting of peace is returned, and the first time the resident is told whom they speak with. In danger neither. */
export function sayOpening(turn: Turn, message: ResidentMessage): void {
  const { memory } = turn
  const { intent, decision } = message.understood
  const first = !memory.introduced
  memory.introduced = true
  if (message.understood.urgent) return
  if (hasSalam(message.text)) turn.open('opening.salam')
  else if (first) turn.open('opening.hello')
  else if (intent === 'greeting' && decision !== 'menu') turn.open('opening.hello_again')
  if (first) turn.say('opening.intro')
}

/** Comes back to the report that waits, or shows the main menu; the opening has been said. */
export function welcome(turn: Turn): void {
  turn.memory.misses = 0
  if (!returnToReport(turn)) askMenu(turn, 'welcome.question')
}
