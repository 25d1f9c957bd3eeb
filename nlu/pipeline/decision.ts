import type { Decision } from '../understanding.js'

/** From this probability on the bot goes ahead. */
export const actFrom = 0.6
/** From this probability on the bot asks whether it is this; below, it shows the menu. */
export const confirmFrom = 0.35

/** What to do with a guess of this (calibrated) probability. */
export function decide(p: number): Decision {
  if (p >= actFrom) return 'act'
  return p >= confirmFrom ? 'confirm' : 'menu'
}
