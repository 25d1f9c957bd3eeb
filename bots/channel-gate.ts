import type { Clock } from '../models/clock.js'

/** What a channel's sends are up to as a whole. */
export type ChannelCondition =
  | { readonly state: 'open' }
  | { readonly state: 'waiting' | 'broken'; readonly until: number; readonly reason: string; readonly hint?: string }

/** Why a channel is closed, and until when (epoch ms). */
export type Closing = Exclude<ChannelCondition, { state: 'open' }>

/** Holds back all sends of a channel until the time the platform named. */
export interface ChannelGate {
  condition(channel: string): ChannelCondition
  /** Closings do not shorten each other: the latest end holds. */
  close(channel: string, closing: Closing): void
  /** A send that began at `since` (epoch ms, now unless told) went through: the channel is in order, unless it was found broken after that. */
  proved(channel: string, since?: number): void
  /** What is wrong with the channel, until a send goes through again; null when nothing is known to be. */
  brokenBy(channel: string): { readonly reason: string; readonly hint?: string } | null
}

/** A gate for the channels of one process. */
export function createChannelGate(clock: Clock): ChannelGate {
  // Apart, since a wait for a budget says nothing of whether the channel is in order, nor the other way round.
  const waiting = new Map<string, Closing>()
  const broken = new Map<string, Closing & { readonly since: number }>()
  let lastSeen = clock.now()
  /** The time; where the clock was set back since it was last looked at, everything that is dated is set back with it. */
  const now = (): number => {
    const time = clock.now()
    const back = lastSeen - time
    lastSeen = time
    if (back <= 0) return time
    for (const [channel, closing] of waiting) waiting.set(channel, { ...closing, until: closing.until - back })
    for (const [channel, closing] of broken)
      broken.set(channel, { ...closing, until: closing.until - back, since: closing.since - back })
    return time
  }
  return {
    condition(channel) {
      const time = now()
      const last = later(waiting.get(channel), broken.get(channel))
      return last && last.until > time ? last : { state: 'open' }
    },
    close(channel, closing) {
      const since = now()
      if (closing.state === 'waiting') {
        waiting.set(channel, later(waiting.get(channel), closing) ?? closing)
        return
      }
      const until = Math.max(closing.until, broken.get(channel)?.until ?? 0)
      broken.set(channel, { ...closing, until, since })
    },
    proved(channel, since) {
      const time = now()
      if ((broken.get(channel)?.since ?? Number.POSITIVE_INFINITY) <= (since ?? time)) broken.delete(channel)
    },
    brokenBy(channel) {
      return broken.get(channel) ?? null
    },
  }
}

function later(one: Closing | undefined, other: Closing | undefined): Closing | undefined {
  if (!one || !other) return one ?? other
  return other.until >= one.until ? other : one
}
