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

/** Offers to keep the wish, under this question; `reason` is kept with it. */
export function offerHuman(turn: Turn, key: string, reason: 'asked' | 'not_understood' = 'asked'): void {
  const yes = reason === 'asked' ? 'human:yes' : 'human:lost'
  turn.ask('human', key, [yes, turn.memory.report === null ? 'menu:main' : 'report:continue'])
}

/** Takes a yes to that offer in the resident's own words. */
export function acceptHuman(turn: Turn): void {
  wishHuman(turn, turn.memory.question?.choices[0] === 'human:lost' ? 'not_understood' : 'asked')
}
