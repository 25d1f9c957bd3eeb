import { randomBytes } from 'node:crypto'
import type { Clock } from '../../../models/clock.js'
import { CommandError } from '../command-error.js'
import { maxDocumentBytes } from '../values/codec.js'

const idleMilliseconds = 10 * 60_000
const firstBatchSize = 101

interface OpenCursor {
  readonly namespace: string
  readonly rest: Iterator<Buffer>
  /** Read already, but did not fit the last batch. */
  next: Buffer | undefined
  usedAt: number
}

/** A batch of encoded documents, and the cursor that gives the next ones (0n when there are none). */
export interface Batch {
  readonly documents: readonly Buffer[]
  readonly cursorId: bigint
}

/** The cursors clients have open; one that was not used for ten minutes is closed. */
export class Cursors {
  readonly #open = new Map<bigint, OpenCursor>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Takes a first batch of results and keeps the rest for `more`. */
  first(namespace: string, results: Iterable<Buffer>, batchSize: number | undefined, singleBatch: boolean): Batch {
    const cursor: OpenCursor = {
      namespace,
      rest: results[Symbol.iterator](),
      next: undefined,
      usedAt: this.#clock.now(),
    }
    const documents = take(cursor, batchSize ?? firstBatchSize)
    if (cursor.next === undefined && (batchSize !== 0 || !this.#peek(cursor))) return { documents, cursorId: 0n }
    if (singleBatch) {
      cursor.rest.return?.()
      return { documents, cursorId: 0n }
    }
    const cursorId = newCursorId()
    this.#open.set(cursorId, cursor)
    return { documents, cursorId }
  }

  /** The next batch of an open cursor. Throws CursorNotFound. */
  more(cursorId: bigint, namespace: string, batchSize: number | undefined): Batch {
    const cursor = this.#open.get(cursorId)
    if (!cursor) throw new CommandError(43, `cursor id ${cursorId} not found`)
    if (cursor.namespace !== namespace) {
      throw new CommandError(
        13,
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      )
    }
    cursor.usedAt = this.#clock.now()
    try {
      const documents = take(cursor, batchSize || Number.POSITIVE_INFINITY)
      if (cursor.next !== undefined) return { documents, cursorId }
      this.#open.delete(cursorId)
      return { documents, cursorId: 0n }
    } catch (error) {
      this.#open.delete(cursorId)
      throw error
    }
  }

  /** Closes a cursor; false when it is not open. */
  kill(cursorId: bigint): boolean {
    this.#open.get(cursorId)?.rest.return?.()
    return this.#open.delete(cursorId)
  }

  /** Closes the cursors nobody has used for long. */
  closeIdle(): void {
    const before = this.#clock.now() - idleMilliseconds
    for (const [cursorId, cursor] of this.#open) if (cursor.usedAt < before) this.kill(cursorId)
  }

  #peek(cursor: OpenCursor): boolean {
    const result = cursor.rest.next()
    cursor.next = result.done ? undefined : result.value
    return cursor.next !== undefined
  }
}

/** Takes up to so many documents, and no more than 16 MB; at least one where any are wanted. */
function take(cursor: OpenCursor, most: number): Buffer[] {
  const documents: Buffer[] = []
  let bytes = 0
  if (most === 0) return documents
  for (;;) {
    const document = cursor.next ?? read(cursor.rest)
    cursor.next = document
    if (document === undefined) return documents
    if (documents.length >= most || (documents.length > 0 && bytes + document.length > maxDocumentBytes))
      return documents
    documents.push(document)
    bytes += document.length
    cursor.next = undefined
  }
}

function read(rest: Iterator<Buffer>): Buffer | undefined {
  const result = rest.next()
  return result.done ? undefined : result.value
}

function newCursorId(): bigint {
  return (randomBytes(8).readBigUInt64BE(0) >> 1n) | 1n
}
