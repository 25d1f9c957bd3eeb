import { MongoBulkWriteError } from 'mongodb'
import type { InboundEvent } from '../adapters/inbound-event.js'
import type { Clock } from '../models/clock.js'
import type { InboundEventRecord } from '../models/inbound-event.js'
import type { Models } from '../models/models.js'
import { nativeCollection } from '../models/native-collection.js'
import { Batcher } from './batcher.js'
import type { TurnObserver } from './turn-observer.js'

/** A stored event as the lanes take it. */
export type StoredEvent = InboundEventRecord<InboundEvent>

/** Where events come in: each is stored once and durable before `accept` resolves. */
export interface Inbox {
  /** Rejects when the store does not take them; the platform is then told to deliver again. */
  accept(events: readonly InboundEvent[]): Promise<void>
}

export interface InboxParts {
  readonly models: Pick<Models, 'inboundEvents'>
  readonly clock: Clock
  readonly observer: TurnObserver
  /** Called with each new event once it is stored, in order of arrival. */
  readonly deliver: (event: StoredEvent) => void
}

const duplicateKey = 11000

/** The inbox over the stored events. */
export function createInbox({ models, clock, observer, deliver }: InboxParts): Inbox {
  const collection = nativeCollection<StoredEvent>(models.inboundEvents)
  const nextOrder = createOrder(clock)

  const batcher = new Batcher<StoredEvent, 'new' | 'known'>(async (records) => {
    const known = new Set<number>()
    try {
      await collection.insertMany([...records], { ordered: false })
    } catch (error) {
      for (const index of repeatedOnly(error)) known.add(index)
    }
    for (const [index, record] of records.entries()) {
      const { event } = record
      const kind = event.kind === 'notice' ? event.notice : event.kind
      if (known.has(index)) observer.eventRepeated(event.channel, kind)
      else {
        observer.eventStored(event.channel, kind)
        deliver(record)
      }
    }
    return records.map((_, index) => (known.has(index) ? 'known' : 'new'))
  })

  return {
    async accept(events) {
      await Promise.all(
        events.map((event) =>
          batcher.add({
            _id: `${event.channel}:${event.eventId}`,
            conversationId: event.conversationId,
            kind: event.kind,
            at: event.at,
            order: nextOrder(),
            event,
            done: false,
          }),
        ),
      )
    },
  }
}

/** Indexes of the records that were there before; rethrows when anything else went wrong. */
function repeatedOnly(error: unknown): number[] {
  if (!(error instanceof MongoBulkWriteError)) throw error
  const failures = [error.writeErrors].flat()
  if (failures.length === 0 || failures.some(({ code }) => code !== duplicateKey)) throw error
  return failures.map(({ index }) => index)
}

/** Growing numbers: the time, and a counter for what comes within one millisecond. */
function createOrder(clock: Clock): () => number {
  let last = 0
  return () => {
    last = Math.max(last + 1, clock.now() * 4096)
    return last
  }
}
