import type { DialogEffect } from './dialog-types.js'
import { returnBriefly, returnToReport } from './menu.js'
import type { Turn } from './turn.js'

type Reason = Extract<DialogEffect, { type: 'wish_human' }>['reason']

/** Keeps the wish to talk to a person, and says that nobody can take over here yet. */
export function wishHuman(turn: Turn, reason: Reason): void {
  turn.memory.misses = 0
  turn.memory.human = 'kept'
  turn.effect({ type: 'wish_human', reason })
  turn.say('human.not_available')
  turn.say('human.call')
  turn.say('human.noted')
  if (!returnToReport(turn)) turn.ask('menu', 'human.next', afterWish)
}

/** Offers to keep the wish, under this question; `reason` is kept with it. */
export function offerHuman(turn: Turn, key: string, reason: 'asked' | 'not_understood' = 'asked'): void {
  const yes = reason === 'asked' ? 'human:yes' : 'human:lost'
  turn.ask('human', key, [yes, turn.memory.report === null ? 'menu:main' : 'report:continue'])
}

/** What is left to do here once a person has been asked for. */
const afterWish = ['menu:report', 'menu:status', 'menu:inquiry'] as const

/** When somebody will call is not known here, and that is said. */
export function tellWhenCalled(turn: Turn): void {
  turn.memory.misses = 0
  turn.say('human.when')
  turn.say('human.call')
  if (!returnBriefly(turn)) turn.ask('menu', 'welcome.question', afterWish)
}

/** Takes a no to that offer. */
export function refuseHuman(turn: Turn): void {
  if (turn.memory.human === 'open') turn.memory.human = 'refused'
  turn.memory.misses = 0
}

/** Takes a yes to that offer in the resident's own words. */
export function acceptHuman(turn: Turn): void {
  wishHuman(turn, turn.memory.question?.choices[0] === 'human:lost' ? 'not_understood' : 'asked')
}
