import { MongoBulkWriteError } from 'mongodb'
import type { ReceiptEvent } from '../adapters/inbound-event.js'
import type { Clock } from '../models/clock.js'
import type { Log } from '../models/log.js'
import type { MessageRecord } from '../models/message.js'
import type { Models } from '../models/models.js'
import { nativeCollection } from '../models/native-collection.js'
import type { ResidentRecord } from '../models/resident.js'
import { createDeadLetters } from './dead-letters.js'
import type { StoredEvent } from './inbox.js'
import { receiptUpdates } from './receipt-updates.js'
import type { TurnObserver } from './turn-observer.js'
import { writeApart } from './write-apart.js'

/** Who was heard of in a turn. */
export type ResidentSighting = Omit<ResidentRecord, 'firstSeenAt'>

/**
 * Writes what follows from committed turns: transcripts, residents, and that events are done with. All of it can be repeated, so it is
 * gathered and written together, apart from the turns; an event counts as done only when everything noted before it is written, or was
 * put aside as a dead letter because the store refuses it for good.
 */
export interface Bookkeeper {
  line(record: MessageRecord): void
  resident(sighting: ResidentSighting): void
  receipt(event: ReceiptEvent): void
  /** `failed`: code of the error for which the event was given up. */
  done(eventId: string, failed?: string): void
  /** The same of an event with a body that no document describes; it is kept for two weeks. */
  doneUnknown(eventId: string): void
  /** Whether an event is noted as done here, but not yet in the store. */
  knows(eventId: string): boolean
  /** Writes what is gathered now. */
  flush(): Promise<void>
  close(): Promise<void>
}

export interface BookkeeperParts {
  readonly models: Pick<Models, 'inboundEvents' | 'messages' | 'residents' | 'deadLetters'>
  readonly clock: Clock
  readonly log: Log
  readonly observer: Pick<TurnObserver, 'alarm'>
  /** Time between writes, ms. */
  readonly everyMs?: number
}

/** All of it by its id: while the store can be read but not written, the same is noted over and over. */
interface Gathered {
  readonly lines: ReadonlyMap<string, MessageRecord>
  readonly residents: ReadonlyMap<string, ResidentSighting>
  readonly receipts: ReadonlyMap<string, ReceiptEvent>
  readonly done: ReadonlySet<string>
  readonly unknown: ReadonlySet<string>
  /** Codes by event. */
  readonly failed: ReadonlyMap<string, string>
}

const nothing = () => ({
  lines: new Map<string, MessageRecord>(),
  residents: new Map<string, ResidentSighting>(),
  receipts: new Map<string, ReceiptEvent>(),
  done: new Set<string>(),
  unknown: new Set<string>(),
  failed: new Map<string, string>(),
})

/** From one try to the next while the store takes nothing, ms. */
const longestPauseMs = 5000
const unknownKeptMs = 14 * 24 * 3_600_000

/** The bookkeeper over the stored models. */
export function createBookkeeper({ models, clock, log, observer, everyMs = 100 }: BookkeeperParts): Bookkeeper {
  const messages = nativeCollection<MessageRecord>(models.messages)
  const residents = nativeCollection<ResidentRecord>(models.residents)
  const events = nativeCollection<StoredEvent>(models.inboundEvents)
  const deadLetters = createDeadLetters({ models, clock, log, observer })
  let gathered = nothing()
  /** What the write under way is of. */
  let underWay: Gathered | null = null
  let failures = 0
  /** Ends, well or not, with the write under way. */
  let writing: Promise<void> | null = null
  let next: Promise<void> | null = null
  const ended = () => {
    writing = null
  }
  let timer: NodeJS.Timeout | null = null

  const soon = () => {
    timer ??= setTimeout(
      () => {
        timer = null
        void flush().catch((error: unknown) =>
          log.warn({ err: error }, 'bookkeeping could not be written; it is tried again'),
        )
      },
      Math.min(everyMs * 2 ** failures, longestPauseMs),
    )
    timer.unref()
  }

  const write = async (batch: Gathered): Promise<void> => {
    await writeApart(
      [...batch.lines.values()],
      (lines) => messages.insertMany([...lines], { ordered: false }).catch(ignoreRepeated),
      (line, code) =>
        deadLetters.putAside({
          kind: 'line',
          id: line._id,
          conversationId: line.conversationId,
          code,
          content: line,
        }),
    )
    await writeApart(
      [...batch.residents.values()],
      (some) => residents.bulkWrite(some.map(upsertResident), { ordered: false }),
      (one, code) =>
        deadLetters.putAside({ kind: 'resident', id: one._id, conversationId: one._id, code, content: one }),
    )
    await writeApart(
      [...batch.receipts.values()],
      (some) => messages.bulkWrite(receiptUpdates(some), { ordered: false }),
      (one, code) =>
        deadLetters.putAside({
          kind: 'receipt',
          id: one.eventId,
          conversationId: one.conversationId,
          code,
          content: one,
        }),
    )
    const doneAt = new Date(clock.now())
    const set = (ids: ReadonlySet<string>, more: object) =>
      ids.size === 0
        ? Promise.resolve()
        : events.updateMany({ _id: { $in: [...ids] } }, { $set: { done: true, doneAt, ...more } })
    await set(batch.done, {})
    await set(batch.unknown, { expireAt: new Date(clock.now() + unknownKeptMs) })
    for (const [id, code] of batch.failed) await set(new Set([id]), { failed: code })
  }

  const writeGathered = async (): Promise<void> => {
    const batch = gathered
    gathered = nothing()
    underWay = batch
    try {
      await write(batch)
      failures = 0
    } catch (error) {
      failures += 1
      gathered = merge(batch, gathered)
      soon()
      throw error
    } finally {
      underWay = null
    }
  }

  /** One write at a time; all who ask while it is under way share the next one. */
  const flush = (): Promise<void> => {
    next ??= (writing ?? Promise.resolve()).then(() => {
      next = null
      const now = writeGathered()
      writing = now.then(ended, ended)
      return now
    })
    return next
  }

  return {
    line(record) {
      // Of the same line twice the store keeps the first, too.
      if (!gathered.lines.has(record._id)) gathered.lines.set(record._id, record)
      soon()
    },
    resident(sighting) {
      gathered.residents.set(sighting._id, { ...gathered.residents.get(sighting._id), ...sighting })
      soon()
    },
    receipt(event) {
      gathered.receipts.set(`${event.channel}:${event.eventId}`, event)
      soon()
    },
    done(eventId, failed) {
      if (failed === undefined) gathered.done.add(eventId)
      else gathered.failed.set(eventId, failed)
      soon()
    },
    doneUnknown(eventId) {
      gathered.unknown.add(eventId)
      soon()
    },
    knows: (eventId) => isIn(gathered, eventId) || (underWay !== null && isIn(underWay, eventId)),
    flush,
    async close() {
      if (timer) clearTimeout(timer)
      timer = null
      try {
        await flush()
      } finally {
        if (timer) clearTimeout(timer)
      }
    },
  }
}

function upsertResident({ _id, channel, lastSeenAt, ...rest }: ResidentSighting) {
  const update = { $set: { ...rest }, $max: { lastSeenAt }, $setOnInsert: { channel, firstSeenAt: lastSeenAt } }
  return { updateOne: { filter: { _id }, update, upsert: true } }
}

/** The same turn run twice notes the same lines. */
function ignoreRepeated(error: unknown): void {
  if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError()) throw error
  const failures = [error.writeErrors].flat()
  // The whole command may have failed, which the driver tells by an error without any failure in it.
  if (failures.length === 0 || failures.some(({ code }) => code !== 11000)) throw error
}

function isIn({ done, unknown, failed }: Gathered, eventId: string): boolean {
  return done.has(eventId) || unknown.has(eventId) || failed.has(eventId)
}

function merge(earlier: Gathered, later: Gathered): ReturnType<typeof nothing> {
  return {
    lines: new Map([...later.lines, ...earlier.lines]),
    residents: new Map([...earlier.residents, ...later.residents]),
    receipts: new Map([...earlier.receipts, ...later.receipts]),
    done: new Set([...earlier.done, ...later.done]),
    unknown: new Set([...earlier.unknown, ...later.unknown]),
    failed: new Map([...earlier.failed, ...later.failed]),
  }
}
