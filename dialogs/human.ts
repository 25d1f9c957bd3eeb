import type { DialogEffect } from './dialog-types.js'
import { askMenu, returnToReport } from './menu.js'
import type { Turn } from './turn.js'

type Reason = Extract<DialogEffect, { type: 'wish_human' }>['reason']

/** Keeps the wish to talk to a person, and says that nobody can take over here yet. */
export function wishHuman(turn: Turn, reason: Reason): void {
  turn.memory.misses = 0
  turn.effect({ type: 'wish_human', reason })
  turn.say('human.not_available')
  turn.say('human.noted')
  if (!returnToReport(turn)) askMenu(turn, 'human.next')
}

/** Offers to keep the wish, under this question. */
export function offerHuman(turn: Turn, key: string): void {
  turn.ask('human', key, ['human:yes', turn.memory.report === null ? 'menu:main' : 'report:continue'])
}
