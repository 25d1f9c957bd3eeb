import type { ResidentMessage } from './dialog-types.js'
import { returnToReport } from './menu.js'
import { notUnderstood } from './not-understood.js'
import type { Turn } from './turn.js'

/** A rating: there is nothing to be rated yet, and none is recorded. A bare number rates nothing. */
export function rating(turn: Turn, message: ResidentMessage): void {
  if (!/\p{L}/u.test(message.text)) {
    notUnderstood(turn)
    return
  }
  turn.memory.misses = 0
  turn.say('rating.not_yet')
  returnToReport(turn)
}
