import { askMenu } from '../menu.js'
import type { Turn } from '../turn.js'
import { beginLater } from './later.js'

/** Drops the report of a problem elsewhere: nothing has been registered. */
export function dropOutside(turn: Turn): void {
  const { memory } = turn
  memory.report = null
  memory.question = null
  memory.misses = 0
  turn.effect({ type: 'note', name: 'report.outside' })
  turn.say('outside.dropped')
  if (!beginLater(turn, null)) askMenu(turn, 'outside.menu')
}
