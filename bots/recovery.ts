import type { Clock, Timers } from '../models/clock.js'
import type { Log } from '../models/log.js'
import type { Bookkeeper } from './bookkeeper.js'
import type { ConversationStore } from './conversation-store.js'
import type { StoredEvent } from './inbox.js'
import type { Lanes } from './lanes.js'
import type { PhotoDesk } from './photo-desk.js'
import type { TurnObserver } from './turn-observer.js'
import type { UndoneEvents } from './undone-events.js'

/** Finds work that no lane knows of: after a crash, from another process, or whose signal was missed. */
export interface Recovery {
  /** Takes up everything that is left from before; resolves when the lanes know of it. To be called before events are taken. */
  start(): Promise<void>
  stop(): void
  /** How many events of channels that are not set up here were found at the start; they are kept for when their channel is back. */
  readonly withoutChannel: ReadonlyMap<string, number>
}

export interface RecoveryParts {
  readonly undone: UndoneEvents
  readonly store: ConversationStore
  readonly lanes: Lanes
  readonly bookkeeper: Pick<Bookkeeper, 'knows'>
  readonly photos: PhotoDesk
  /** The channels that are set up here. */
  readonly channels: readonly string[]
  /** Takes an event to where it is worked on. */
  readonly dispatch: (event: StoredEvent) => void
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Log
  readonly observer: Pick<TurnObserver, 'alarm'>
  /** This is the only process on the store: leases left by others are of dead ones. */
  readonly alone: boolean
}

const batchSize = 500
/** Keys of undone events that one look reads of a channel at most; where there are more, the next look goes on from there. */
const keysPerLook = 1000
/** Between looks: slow where nobody else stores events, brisk where other processes do. */
const everyMs = { alone: 2000, shared: 500 }
/** Younger events are on their way to their lane; ms. */
const settlingMs = 1000
const photosEveryMs = 30_000

/**
 * Recovery over the stored events and conversations. What a look costs is bounded: it reads keys, not events, a limited number of them,
 * and fetches only the events that neither a lane nor the books here know of and no other process holds.
 */
export function createRecovery({
  undone,
  store,
  lanes,
  bookkeeper,
  photos,
  channels,
  dispatch,
  clock,
  timers,
  log,
  observer,
  alone,
}: RecoveryParts): Recovery {
  /** Where the next look goes on, by channel. */
  const places = new Map<string, string>()
  const withoutChannel = new Map<string, number>()
  let cancel: (() => void) | null = null
  let stopped = false
  let photosAt = 0
  let copying = false

  const heldElsewhere = async (conversationIds: Iterable<string>): Promise<ReadonlySet<string>> => {
    const ids = [...new Set(conversationIds)]
    return alone || ids.length === 0 ? new Set() : store.heldElsewhere(ids)
  }

  /** All of it, also what a clock that ran ahead has dated into the future. */
  const takeUpAll = async (): Promise<void> => {
    for (let after = 0; ; ) {
      const found = await undone.page(after, batchSize)
      const own = found.filter(({ event: { channel } }) => {
        if (channels.includes(channel)) return true
        withoutChannel.set(channel, (withoutChannel.get(channel) ?? 0) + 1)
        return false
      })
      const elsewhere = await heldElsewhere(own.map(({ conversationId }) => conversationId))
      for (const event of own) if (!elsewhere.has(event.conversationId)) dispatch(event)
      const last = found.at(-1)
      if (!last || found.length < batchSize) break
      after = last.order
    }
    for (const [channel, events] of withoutChannel) {
      observer.alarm(channel, 'channel.not-set-up')
      log.error({ channel, events }, 'events wait for a channel that is not set up; they are kept until it is')
    }
  }

  const takeUpMissed = async (channel: string): Promise<void> => {
    const upTo = (clock.now() - settlingMs) * 4096
    const { keys, next } = await undone.keys(channel, places.get(channel) ?? '', upTo, keysPerLook)
    places.set(channel, next)
    const missed = keys.filter((key) => !lanes.knows(key) && !bookkeeper.knows(key._id))
    const elsewhere = await heldElsewhere(missed.map(({ conversationId }) => conversationId))
    const ids = missed.filter(({ conversationId }) => !elsewhere.has(conversationId)).map(({ _id }) => _id)
    for (const event of await undone.byIds(ids)) dispatch(event)
  }

  const attendWaiting = async (): Promise<void> => {
    const waiting = await store.unattended(channels, batchSize)
    for (const { _id, channel, personId } of waiting) lanes.attend(_id, channel, personId)
  }

  const look = async (): Promise<void> => {
    // First, since leases must be renewed whatever becomes of the rest.
    await lanes.sweep()
    for (const channel of channels) await takeUpMissed(channel)
    await attendWaiting()
    if (copying || Math.abs(clock.now() - photosAt) < photosEveryMs) return
    photosAt = clock.now()
    copying = true
    // Not waited for: a slow host must not keep leases from being renewed.
    void photos
      .resume(20)
      .catch((error: unknown) =>
        log.warn({ err: error }, 'photos left from before could not be copied; it is tried again'),
      )
      .finally(() => {
        copying = false
      })
  }

  const again = (): void => {
    if (stopped) return
    cancel = timers.after(alone ? everyMs.alone : everyMs.shared, () => {
      look()
        .catch((error: unknown) => log.warn({ err: error }, 'looking for left work failed; it is tried again'))
        .finally(again)
    })
  }

  return {
    withoutChannel,
    async start() {
      if (alone) await store.endForeignLeases()
      await takeUpAll()
      await attendWaiting()
      again()
    },
    stop() {
      stopped = true
      cancel?.()
    },
  }
}
