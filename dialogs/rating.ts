import { returnToReport } from './menu.js'
import type { Turn } from './turn.js'

/** A rating: there is nothing to be rated yet, and none is recorded. */
export function rating(turn: Turn): void {
  turn.memory.misses = 0
  turn.say('rating.not_yet')
  returnToReport(turn)
}
