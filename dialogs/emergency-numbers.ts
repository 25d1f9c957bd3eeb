import { returnToReport } from './menu.js'
import type { Turn } from './turn.js'

/** Tells the numbers of the emergency services, and goes on with what waits. */
export function tellEmergencyNumbers(turn: Turn): void {
  turn.memory.misses = 0
  turn.say('emergency.numbers')
  returnToReport(turn)
}
