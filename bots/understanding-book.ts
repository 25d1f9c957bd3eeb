import { MongoBulkWriteError } from 'mongodb'
import type { MessageEvent } from '../adapters/inbound-event.js'
import type { UnderstandingNote } from '../dialogs/dialog-types.js'
import { isStoreAway } from '../models/is-store-away.js'
import type { Log } from '../models/log.js'
import type { Models } from '../models/models.js'
import { nativeCollection } from '../models/native-collection.js'
import type { UnderstoodLabel, UnderstoodRecord } from '../models/understood.js'
import { maskMessage } from '../nlu/learn/mask-message.js'
import type { Understanding } from '../nlu/understanding.js'

/** A committed turn: its message, what was understood, and what the dialog made of it and of earlier ones. */
export interface UnderstoodTurn {
  readonly id: string
  readonly conversationId: string
  readonly event: Pick<MessageEvent, 'at' | 'text' | 'from'>
  readonly understood: Understanding
  readonly notes: readonly UnderstandingNote[]
}

/**
 * Keeps what was understood, to learn from it. It serves nobody in the conversation, so it never keeps a turn waiting and never fails
 * one: it is gathered and written apart, and what the store does not take is left out.
 */
export interface UnderstandingBook {
  /** Never throws: the turn is committed. */
  note(turn: UnderstoodTurn): void
  /** Writes what is gathered now; never rejects. */
  flush(): Promise<void>
  close(): Promise<void>
}

export interface UnderstandingBookParts {
  readonly models: Pick<Models, 'understood'>
  readonly log: Log
  /** Time between writes, ms. */
  readonly everyMs?: number
}

/** A record waits for so many writes: what its resident shows soon after goes with it, and needs no write of its own. */
const beatsHeld = 10
/** So many wait, at most; more, as when the store is away for long, are left out. */
const mostWaiting = 5000

interface Waiting {
  record: UnderstoodRecord
  readonly beat: number
}

type Verdict = Pick<UnderstoodRecord, 'outcome' | 'label'>

/** The book over the stored model. */
export function createUnderstandingBook({ models, log, everyMs = 1000 }: UnderstandingBookParts): UnderstandingBook {
  const understood = nativeCollection<UnderstoodRecord>(models.understood)
  let records = new Map<string, Waiting>()
  let verdicts = new Map<string, Verdict>()
  let beat = 0
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()
  let isRefused = false

  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = null
      beat++
      void write(beat - beatsHeld).then(() => {
        if (records.size > 0) soon()
      })
    }, everyMs)
    timer.unref()
  }

  /** Writes the verdicts, and the records that came at this beat or before. */
  const writeUpTo = async (last: number): Promise<void> => {
    const due = [...records].filter(([, waiting]) => waiting.beat <= last)
    const put = [...verdicts]
    if (due.length + put.length === 0) return
    for (const [id] of due) records.delete(id)
    verdicts = new Map()
    try {
      if (due.length > 0) {
        const some = due.map(([, { record }]) => record)
        await understood.insertMany(some, { ordered: false }).catch(ignoreRepeated)
      }
      if (put.length > 0) await understood.bulkWrite(put.map(updateOf), { ordered: false })
      isRefused = false
    } catch (error) {
      const again = isStoreAway(error)
      if (again) {
        records = new Map([...due, ...records])
        verdicts = new Map([...put, ...verdicts])
        soon()
      }
      // The error itself may carry what was to be written.
      if (!isRefused)
        log.warn(
          { code: codeOf(error), again },
          'what was understood could not be written for review; conversations go on without it',
        )
      isRefused = true
    }
  }

  const write = (last: number): Promise<void> => {
    writing = writing.then(() => writeUpTo(last))
    return writing
  }

  return {
    note(turn) {
      try {
        for (const note of turn.notes) {
          const verdict = verdictOf(note)
          const waiting = records.get(note.of)
          if (waiting !== undefined) waiting.record = withVerdict(waiting.record, verdict)
          else if (note.of !== turn.id) verdicts.set(note.of, verdict)
          else if (records.size < mostWaiting) records.set(note.of, { record: recordOf(turn, note), beat })
        }
        if (turn.notes.length > 0) soon()
      } catch (error) {
        // The error's words may be the resident's.
        log.error({ code: `understanding.not_noted ${codeOf(error)}` }, 'what was understood could not be noted')
      }
    },
    flush: () => write(Number.POSITIVE_INFINITY),
    async close() {
      if (timer) clearTimeout(timer)
      await write(Number.POSITIVE_INFINITY)
      if (timer) clearTimeout(timer)
    },
  }
}

function recordOf(
  { id, conversationId, event, understood }: UnderstoodTurn,
  { outcome }: UnderstandingNote,
): UnderstoodRecord {
  const isAnswer = outcome === 'answer'
  const { language, intent, decision, service, encoder, phrase } = understood
  return {
    _id: id,
    conversationId,
    at: new Date(event.at),
    ...(isAnswer || phrase ? {} : { text: maskMessage(event.text, understood.entities, namesOf(event.from)) }),
    language,
    intent,
    confidence: rounded(understood.confidence),
    decision,
    service,
    serviceConfidence: rounded(understood.serviceConfidence),
    ...(isAnswer ? {} : { intents: shares(understood.intents), services: shares(understood.services) }),
    encoder,
    outcome,
  }
}

function namesOf({ name, username }: MessageEvent['from']): string[] {
  return [name, username].filter((known) => known !== undefined)
}

function shares(guesses: readonly { readonly id: string; readonly p: number }[]): Record<string, number> {
  return Object.fromEntries(guesses.map(({ id, p }) => [id, rounded(p)]))
}

function rounded(p: number): number {
  return Math.round(p * 1000) / 1000
}

function withVerdict({ label: _before, ...record }: UnderstoodRecord, verdict: Verdict): UnderstoodRecord {
  return { ...record, ...verdict }
}

function verdictOf({ outcome, intent, service }: UnderstandingNote): Verdict {
  if (intent === undefined && service === undefined) return { outcome }
  const label: UnderstoodLabel = {
    ...(intent === undefined ? {} : { intent }),
    ...(service === undefined ? {} : { service }),
  }
  return { outcome, label }
}

function updateOf([_id, { outcome, label }]: [string, Verdict]) {
  const update =
    label === undefined ? { $set: { outcome }, $unset: { label: true as const } } : { $set: { outcome, label } }
  return { updateOne: { filter: { _id }, update } }
}

/** The same turn run twice notes the same. */
function ignoreRepeated(error: unknown): void {
  if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError()) throw error
  const failures = [error.writeErrors].flat()
  if (failures.length === 0 || failures.some(({ code }) => code !== 11000)) throw error
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && error.code !== undefined ? `${error.name} ${String(error.code)}` : error.name
}
