import type { ChannelAdapter } from '../adapters/channel-adapter.js'
import type { InboundEvent } from '../adapters/inbound-event.js'
import type { StoredEvent } from './inbox.js'
import { Lane, type LaneParts } from './lane.js'
import type { EventKey } from './undone-events.js'
import { within } from './within.js'

/** All lanes of this process. */
export interface Lanes {
  /** Gives an event to its conversation's lane. */
  deliver(event: StoredEvent): void
  /** Whether an event waits in its lane here. */
  knows(event: EventKey): boolean
  /** Whether this is the platform's word on a message of ours that its conversation, held here, knows as sent. */
  knowsSent(event: InboundEvent): boolean
  /** Looks after a conversation that has something to send. */
  attend(id: string, channel: string, personId: string): void
  /** Drops lanes that are idle or gone and gives their leases back; renews the others. */
  sweep(): Promise<void>
  /** Lets what is under way end (at most `graceMs`), then gives every lease back. */
  close(graceMs: number): Promise<void>
  readonly size: number
}

export interface LanesParts extends Omit<LaneParts, 'calm'> {
  readonly adapters: ReadonlyMap<string, ChannelAdapter>
}

/** A lane without anything to do is kept this long, since a resident's next message is often near; ms. */
const keptIdleMs = 5000
const renewEveryMs = 5000
/** Up to so many conversations at once the bot shows that it is typing. */
const calmLanes = 12
const closingMs = 2000

/** The lanes over the stored conversations. */
export function createLanes(parts: LanesParts): Lanes {
  const { adapters, store, clock, log } = parts
  const lanes = new Map<string, Lane>()
  let closing = false
  let renewedAt = 0
  const laneParts: LaneParts = { ...parts, calm: () => lanes.size <= calmLanes }

  const laneOf = (id: string, channel: string, personId: string): Lane | null => {
    const existing = lanes.get(id)
    if (existing && !existing.gone) return existing
    const adapter = adapters.get(channel)
    if (closing || !adapter) return null
    const lane = new Lane(id, personId, adapter, laneParts)
    lanes.set(id, lane)
    return lane
  }

  const drop = async (which: readonly Lane[]): Promise<void> => {
    // One that was taken over has nothing to write any more.
    await Promise.allSettled(which.map((lane) => lane.stop()))
    // One that got something to do in the meantime stays.
    const dropped = closing ? which : which.filter((lane) => lane.gone || lane.idleSince !== null)
    for (const lane of dropped) if (lanes.get(lane.id) === lane) lanes.delete(lane.id)
    const held = dropped.flatMap((lane) => lane.holding ?? [])
    if (held.length > 0) await store.release(held)
  }

  return {
    get size() {
      return lanes.size
    },
    deliver(stored) {
      laneOf(stored.conversationId, stored.event.channel, personOf(stored))?.deliver(stored)
    },
    knows({ _id, conversationId }) {
      const lane = lanes.get(conversationId)
      return lane !== undefined && !lane.gone && lane.knows(_id)
    },
    knowsSent: (event) =>
      event.kind === 'echo' && event.own && lanes.get(event.conversationId)?.knowsSent(event.messageId) === true,
    attend(id, channel, personId) {
      laneOf(id, channel, personId)?.wake()
    },
    async sweep() {
      const now = clock.now()
      const all = [...lanes.values()]
      await drop(all.filter((lane) => lane.gone || (lane.idleSince !== null && lane.idleSince < now - keptIdleMs)))
      // Also after the clock was set back.
      if (Math.abs(now - renewedAt) < renewEveryMs) return
      renewedAt = now
      const held = [...lanes.values()].flatMap((lane) => lane.holding?._id ?? [])
      if (held.length > 0) await store.renew(held)
    },
    async close(graceMs) {
      closing = true
      const until = clock.now() + graceMs
      const busy = () => [...lanes.values()].filter((lane) => !lane.gone && lane.idleSince === null)
      while (busy().length > 0 && clock.now() < until) await new Promise<void>((resolve) => setTimeout(resolve, 20))
      if (busy().length > 0) log.warn({ lanes: busy().length }, 'stopping with work left; it goes on at the next start')
      await within(closingMs, drop([...lanes.values()]))
    },
  }
}

function personOf({ conversationId }: StoredEvent): string {
  return conversationId.slice(conversationId.indexOf(':') + 1)
}
