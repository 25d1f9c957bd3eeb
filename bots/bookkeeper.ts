import { MongoBulkWriteError } from 'mongodb'
import type { ReceiptEvent } from '../adapters/inbound-event.js'
import type { Clock } from '../models/clock.js'
import type { Log } from '../models/log.js'
import type { MessageRecord } from '../models/message.js'
import type { Models } from '../models/models.js'
import { nativeCollection } from '../models/native-collection.js'
import type { ResidentRecord } from '../models/resident.js'
import type { StoredEvent } from './inbox.js'
import { receiptUpdates } from './receipt-updates.js'

/** Who was heard of in a turn. */
export type ResidentSighting = Omit<ResidentRecord, 'firstSeenAt'>

/**
 * Writes what follows from committed turns: transcripts, residents, and that events are done with. All of it can be repeated, so it is
 * gathered and written together, apart from the turns; an event counts as done only when everything noted before it is written.
 */
export interface Bookkeeper {
  line(record: MessageRecord): void
  resident(sighting: ResidentSighting): void
  receipt(event: ReceiptEvent): void
  /** `failed`: code of the error for which the event was given up. */
  done(eventId: string, failed?: string): void
  /** Writes what is gathered now. */
  flush(): Promise<void>
  close(): Promise<void>
}

export interface BookkeeperParts {
  readonly models: Pick<Models, 'inboundEvents' | 'messages' | 'residents'>
  readonly clock: Clock
  readonly log: Log
  /** Time between writes, ms. */
  readonly everyMs?: number
}

interface Gathered {
  lines: MessageRecord[]
  residents: Map<string, ResidentSighting>
  receipts: ReceiptEvent[]
  done: string[]
  failed: { id: string; code: string }[]
}

const nothing = (): Gathered => ({ lines: [], residents: new Map(), receipts: [], done: [], failed: [] })

/** The bookkeeper over the stored models. */
export function createBookkeeper({ models, clock, log, everyMs = 100 }: BookkeeperParts): Bookkeeper {
  const messages = nativeCollection<MessageRecord>(models.messages)
  const residents = nativeCollection<ResidentRecord>(models.residents)
  const events = nativeCollection<StoredEvent>(models.inboundEvents)
  let gathered = nothing()
  /** Ends, well or not, with the write under way. */
  let writing: Promise<void> | null = null
  let next: Promise<void> | null = null
  const ended = () => {
    writing = null
  }
  let timer: NodeJS.Timeout | null = null

  const soon = () => {
    timer ??= setTimeout(() => {
      timer = null
      void flush().catch((error: unknown) =>
        log.warn({ err: error }, 'bookkeeping could not be written; it is tried again'),
      )
    }, everyMs)
    timer.unref()
  }

  const write = async (batch: Gathered): Promise<void> => {
    if (batch.lines.length > 0) await messages.insertMany(batch.lines, { ordered: false }).catch(ignoreRepeated)
    if (batch.residents.size > 0)
      await residents.bulkWrite([...batch.residents.values()].map(upsertResident), { ordered: false })
    if (batch.receipts.length > 0) await messages.bulkWrite(receiptUpdates(batch.receipts), { ordered: false })
    const doneAt = new Date(clock.now())
    if (batch.done.length > 0) await events.updateMany({ _id: { $in: batch.done } }, { $set: { done: true, doneAt } })
    for (const { id, code } of batch.failed)
      await events.updateOne({ _id: id }, { $set: { done: true, doneAt, failed: code } })
  }

  const writeGathered = async (): Promise<void> => {
    const batch = gathered
    gathered = nothing()
    try {
      await write(batch)
    } catch (error) {
      gathered = merge(batch, gathered)
      soon()
      throw error
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
      gathered.lines.push(record)
      soon()
    },
    resident(sighting) {
      gathered.residents.set(sighting._id, { ...gathered.residents.get(sighting._id), ...sighting })
      soon()
    },
    receipt(event) {
      gathered.receipts.push(event)
      soon()
    },
    done(eventId, failed) {
      if (failed === undefined) gathered.done.push(eventId)
      else gathered.failed.push({ id: eventId, code: failed })
      soon()
    },
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
  if (error instanceof MongoBulkWriteError && [error.writeErrors].flat().every(({ code }) => code === 11000)) return
  throw error
}

function merge(earlier: Gathered, later: Gathered): Gathered {
  return {
    lines: [...earlier.lines, ...later.lines],
    residents: new Map([...earlier.residents, ...later.residents]),
    receipts: [...earlier.receipts, ...later.receipts],
    done: [...earlier.done, ...later.done],
    failed: [...earlier.failed, ...later.failed],
  }
}
