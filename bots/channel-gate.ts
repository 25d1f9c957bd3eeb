import type { Clock } from '../models/clock.js'

/** What a channel's sends are up to as a whole. */
export type ChannelCondition =
  | { readonly state: 'open' }
  | { readonly state: 'waiting' | 'broken'; readonly until: number; readonly reason: string; readonly hint?: string }

/** Holds back all sends of a channel until the time the platform named. */
export interface ChannelGate {
  condition(channel: string): ChannelCondition
  close(channel: string, condition: Exclude<ChannelCondition, { state: 'open' }>): void
  /** A send went through: the channel is in order. */
  proved(channel: string): void
  /** What is wrong with the channel, until a send goes through again; null when nothing is known to be. */
  brokenBy(channel: string): { readonly reason: string; readonly hint?: string } | null
}

/** A gate for the channels of one process. */
export function createChannelGate(clock: Clock): ChannelGate {
  const closed = new Map<string, Exclude<ChannelCondition, { state: 'open' }>>()
  return {
    condition(channel) {
      const condition = closed.get(channel)
      return condition && condition.until > clock.now() ? condition : { state: 'open' }
    },
    close(channel, condition) {
      closed.set(channel, condition)
    },
    proved(channel) {
      if (closed.get(channel)?.state === 'broken') closed.delete(channel)
    },
    brokenBy(channel) {
      const condition = closed.get(channel)
      return condition?.state === 'broken' ? condition : null
    },
  }
}
