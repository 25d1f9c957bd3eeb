import type { Clock, Timers } from '../models/clock.js'
import type { Log } from '../models/log.js'
import type { Models } from '../models/models.js'
import { nativeCollection } from '../models/native-collection.js'
import type { ConversationStore } from './conversation-store.js'
import type { StoredEvent } from './inbox.js'
import type { Lanes } from './lanes.js'
import type { PhotoDesk } from './photo-desk.js'

/** Finds work that no lane knows of: after a crash, from another process, or whose signal was missed. */
export interface Recovery {
  /** Takes up everything that is left from before; resolves when the lanes know of it. To be called before events are taken. */
  start(): Promise<void>
  stop(): void
}

export interface RecoveryParts {
  readonly models: Pick<Models, 'inboundEvents'>
  readonly store: ConversationStore
  readonly lanes: Lanes
  readonly photos: PhotoDesk
  /** Takes an event to where it is worked on. */
  readonly dispatch: (event: StoredEvent) => void
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Log
  /** This is the only process on the store: leases left by others are of dead ones. */
  readonly alone: boolean
}

const batchSize = 500
/** Between looks: slow where nobody else stores events, brisk where other processes do. */
const everyMs = { alone: 2000, shared: 500 }
/** Younger events are on their way to their lane; ms. */
const settlingMs = 1000
const photosEveryMs = 30_000

/** Recovery over the stored events and conversations. */
export function createRecovery({
  models,
  store,
  lanes,
  dispatch,
  photos,
  clock,
  timers,
  log,
  alone,
}: RecoveryParts): Recovery {
  const events = nativeCollection<StoredEvent>(models.inboundEvents)
  let cancel: (() => void) | null = null
  let stopped = false
  let photosAt = 0
  let copying = false

  const takeUp = async (olderThan: number): Promise<void> => {
    for (let after = 0; ; ) {
      const found = await events
        .find({ done: false, order: { $gt: after, $lte: olderThan * 4096 } })
        .sort({ order: 1 })
        .limit(batchSize)
        .toArray()
      const elsewhere = alone
        ? new Set<string>()
        : await store.heldElsewhere([...new Set(found.map(({ conversationId }) => conversationId))])
      for (const event of found) if (!elsewhere.has(event.conversationId)) dispatch(event)
      const last = found.at(-1)
      // Alone, all of it is in the lanes since the start; what was missed comes to light when the oldest are done.
      if (!last || found.length < batchSize || (alone && olderThan < Number.POSITIVE_INFINITY)) break
      after = last.order
    }
    for (const { _id, channel, personId } of await store.unattended(batchSize)) lanes.attend(_id, channel, personId)
  }

  const look = async (): Promise<void> => {
    await takeUp(clock.now() - settlingMs)
    await lanes.sweep()
    if (copying || clock.now() - photosAt < photosEveryMs) return
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
    async start() {
      if (alone) await store.endForeignLeases()
      // All of it, also what a clock that ran ahead has dated into the future.
      await takeUp(Number.POSITIVE_INFINITY)
      again()
    },
    stop() {
      stopped = true
      cancel?.()
    },
  }
}
