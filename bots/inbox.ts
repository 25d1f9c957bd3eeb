import { MongoBulkWriteError } from 'mongodb'
import type { InboundEvent } from '../adapters/inbound-event.js'
import { answerWithin } from '../models/answer-within.js'
import type { Clock } from '../models/clock.js'
import type { InboundEventRecord } from '../models/inbound-event.js'
import type { Log } from '../models/log.js'
import type { Models } from '../models/models.js'
import { nativeCollection } from '../models/native-collection.js'
import { Batcher } from './batcher.js'
import type { TurnObserver } from './turn-observer.js'
import { turnOf } from './turn-of.js'

/** A stored event as the lanes take it. */
export type StoredEvent = InboundEventRecord<InboundEvent>

/** Where events come in: each is stored once and durable before `accept` resolves. */
export interface Inbox {
  /** Rejects when the store does not take them, or not soon enough; the platform is then told to deliver again. */
  accept(events: readonly InboundEvent[]): Promise<void>
}

export interface InboxParts {
  readonly models: Pick<Models, 'inboundEvents'>
  readonly clock: Clock
  readonly observer: TurnObserver
  readonly log: Log
  /** Called with each new event once it is stored, in order of arrival. */
  readonly deliver: (event: StoredEvent) => void
  /** Whether an event says only what its conversation knows already, so that nothing would follow from it. */
  readonly saysNothingNew?: (event: InboundEvent) => boolean
  /** The least time from one write to the next, ms. */
  readonly paceMs?: number
  /** How long the store may take, ms. Platforms wait a few seconds for the answer. */
  readonly patienceMs?: number
}

/** An event on its way into the store. */
interface Arrival {
  readonly record: StoredEvent
  /** Nobody waits for it any more, and the platform delivers it again. */
  readonly isGivenUp: () => boolean
}

const duplicateKey = 11000

/** The inbox over the stored events. */
export function createInbox(parts: InboxParts): Inbox {
  const { models, clock, observer, log, deliver, saysNothingNew = () => false, patienceMs = 4000, paceMs } = parts
  const collection = nativeCollection<StoredEvent>(models.inboundEvents)
  const nextOrder = createOrder(clock)

  const batcher = new Batcher<Arrival, 'done'>(
    async (arrivals) => {
      const records: StoredEvent[] = []
      for (const { record, isGivenUp } of arrivals) {
        if (isGivenUp()) continue
        if (saysNothingNew(record.event)) observer.eventKnown(record.event.channel, record.event.kind)
        else records.push(record)
      }
      const known = new Set<number>()
      try {
        if (records.length > 0) await collection.insertMany(records, { ordered: false })
      } catch (error) {
        for (const index of repeatedOnly(error)) known.add(index)
      }
      for (const [index, record] of records.entries()) {
        const { event } = record
        const kind = event.kind === 'notice' ? event.notice : event.kind
        if (known.has(index)) observer.eventRepeated(event.channel, kind)
        else {
          observer.eventStored(event.channel, kind)
          if (event.kind === 'message') log.info({ channel: event.channel, kind, ...turnOf(record) }, 'event stored')
          deliver(record)
        }
      }
      return arrivals.map(() => 'done')
    },
    undefined,
    paceMs,
  )

  return {
    async accept(events) {
      let givenUp = false
      const storing = events.map((event) =>
        batcher.add({
          record: {
            _id: `${event.channel}:${event.eventId}`,
            conversationId: event.conversationId,
            kind: event.kind,
            at: event.at,
            order: nextOrder(),
            event,
            done: false,
          },
          isGivenUp: () => givenUp,
        }),
      )
      try {
        await answerWithin(patienceMs, Promise.all(storing))
      } finally {
        givenUp = true
      }
    },
  }
}

/** Indexes of the records that were there before; rethrows when anything else went wrong. */
function repeatedOnly(error: unknown): number[] {
  if (!(error instanceof MongoBulkWriteError)) throw error
  const failures = [error.writeErrors].flat()
  // Not known to be durable, whether or not some were there before.
  if (error.result.getWriteConcernError()) throw error
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
