import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { ABORT, type Database, open, type RootDatabase, TransactionFlags } from 'lmdb'
import { ChangeBuffer, Journal } from './journal.js'

/** The store's tables: collections and indexes, documents by their key, index entries. */
export const tables = { catalog: 0, records: 1, entries: 2 } as const
/** One of the tables. */
export type Table = (typeof tables)[keyof typeof tables]

/** A part of a table to read, in the order of its keys. */
export interface Range {
  /** Included, also when `reverse` (then it is the lower end all the same). */
  readonly from: Buffer
  /** Left out. */
  readonly to: Buffer
  readonly reverse?: boolean
  readonly limit: number
}

/** An entry of a table. */
export interface Entry {
  readonly key: Buffer
  readonly value: Buffer
}

type Bytes = Database<Buffer, Buffer>
const epochKey = Buffer.from('\0epoch')
const mapBytes = 64 * 1024 ** 3
/** Above this many bytes a group is committed at once instead of going through the journal. */
const largestJournalGroup = 8 * 1024 * 1024
const journalBytesBeforeCheckpoint = 4 * 1024 * 1024
const transactionFlags = TransactionFlags.ABORTABLE | TransactionFlags.SYNCHRONOUS_COMMIT

/**
 * Ordered tables of bytes that survive the death of the process. Changes go into one open LMDB transaction and, group by
 * group, into a journal; `checkpoint` commits and flushes the transaction, and a start after a death replays the journal.
 * So an acknowledged group costs one write to a file, and the flush to disk is shared by all groups of its time.
 */
export class KeyValueStore {
  readonly #root: RootDatabase<Buffer, Buffer>
  readonly #tables: readonly Bytes[]
  readonly #journal: Journal
  readonly #changes = new ChangeBuffer()
  #epoch = 0
  #endTransaction: (result: unknown) => void = () => undefined
  #ended: Promise<unknown> = Promise.resolve()
  #tooLarge = false

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const encoding = { encoding: 'binary', keyEncoding: 'binary' } as const
    // noReadAhead is an option of lmdb's that its types leave out
    const options = { ...encoding, path: path.join(folder, 'lmdb'), maxDbs: 4, mapSize: mapBytes, noReadAhead: true }
    this.#root = open<Buffer, Buffer>(options)
    this.#tables = Object.keys(tables).map((name) => this.#root.openDB<Buffer, Buffer>(name, encoding))
    this.#journal = new Journal(path.join(folder, 'journal'))
    this.#begin()
    this.#replay()
  }

  get(table: Table, key: Buffer): Buffer | undefined {
    return this.#table(table).getBinary(key)
  }

  has(table: Table, key: Buffer): boolean {
    return this.#table(table).getBinaryFast(key) !== undefined
  }

  put(table: Table, key: Buffer, value: Buffer): void {
    this.#table(table).putSync(key, value)
    this.#note(table, key, value)
  }

  remove(table: Table, key: Buffer): void {
    this.#table(table).removeSync(key)
    this.#note(table, key, undefined)
  }

  /** Reads a part of a table at once. */
  range(table: Table, range: Range): Entry[] {
    const db = this.#table(table)
    if (!range.reverse) return [...db.getRange({ start: range.from, end: range.to, limit: range.limit })]
    // lmdb takes the upper end as included and the lower one as left out when it goes backwards
    const found: Entry[] = []
    for (const { key, value } of db.getRange({ start: range.to, reverse: true, limit: range.limit + 1 })) {
      if (Buffer.compare(key, range.to) >= 0) continue
      if (Buffer.compare(key, range.from) < 0 || found.length === range.limit) break
      found.push({ key, value })
    }
    return found
  }

  /** Counts the keys of a part of a table. */
  count(table: Table, from: Buffer, to: Buffer): number {
    return this.#table(table).getKeysCount({ start: from, end: to })
  }

  /** Counts the keys of a part of a table, but no further than a limit. */
  countUpTo(table: Table, from: Buffer, to: Buffer, limit: number): number {
    return this.#table(table).getKeysCount({ start: from, end: to, limit })
  }

  /** Tells whether changes wait for `commitGroup`. */
  get hasChanges(): boolean {
    return this.#changes.length > 0 || this.#tooLarge
  }

  /** Makes the changes since the last call survive the death of this process. Throws when that cannot be done. */
  async commitGroup(): Promise<void> {
    if (this.#tooLarge) return await this.checkpoint()
    if (this.#changes.length === 0) return
    this.#journal.append(this.#epoch, this.#changes.bytes)
    this.#changes.clear()
  }

  /** Takes back the changes since the last `commitGroup`. */
  async rollback(): Promise<void> {
    this.#endTransaction(ABORT)
    await this.#ended
    this.#beginFromJournal()
  }

  /** Commits everything to LMDB, flushed to the disk. When it throws, what the journal holds stays. */
  async checkpoint(): Promise<void> {
    const epoch = this.#epoch + 1
    try {
      this.#table(tables.catalog).putSync(epochKey, epochBytes(epoch))
      this.#endTransaction(undefined)
      await this.#ended
    } catch (error) {
      this.#beginFromJournal()
      throw error
    }
    this.#epoch = epoch
    this.#changes.clear()
    this.#tooLarge = false
    this.#journal.restart()
    this.#begin()
  }

  /** Tells whether a checkpoint would do anything. */
  get needsCheckpoint(): boolean {
    return this.#journal.position > 0
  }

  /** Tells whether the journal has grown so long that a checkpoint should not wait. */
  get checkpointIsDue(): boolean {
    return this.#journal.position > journalBytesBeforeCheckpoint
  }

  /** Resolves when every committed group would survive the death of the machine. */
  async flush(): Promise<void> {
    await this.#journal.flush()
  }

  async close(): Promise<void> {
    if (this.needsCheckpoint) await this.checkpoint()
    this.#endTransaction(ABORT)
    await this.#ended
    await this.#root.close()
    this.#journal.close()
  }

  #table(table: Table): Bytes {
    const db = this.#tables[table]
    if (!db) throw new Error(`no table ${table}`)
    return db
  }

  #note(table: Table, key: Buffer, value: Buffer | undefined): void {
    if (this.#tooLarge) return
    this.#changes.add(table, key, value)
    if (this.#changes.length > largestJournalGroup) {
      this.#tooLarge = true
      this.#changes.clear()
    }
  }

  #begin(): void {
    this.#ended = Promise.resolve(
      this.#root.transactionSync(
        () =>
          new Promise((resolve) => {
            this.#endTransaction = resolve
          }),
        transactionFlags,
      ),
    )
    // a failure is met by whoever awaits the end; until then it must not count as unhandled
    this.#ended.catch(() => undefined)
  }

  #beginFromJournal(): void {
    this.#changes.clear()
    this.#tooLarge = false
    this.#begin()
    this.#replay()
  }

  #replay(): void {
    const bytes = this.#table(tables.catalog).getBinary(epochKey)
    this.#epoch = bytes ? bytes.readDoubleBE(0) : 0
    this.#journal.replay(this.#epoch, ({ table, key, value }) => {
      const db = this.#tables[table]
      if (value) db?.putSync(key, value)
      else db?.removeSync(key)
    })
  }
}

function epochBytes(epoch: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(epoch, 0)
  return bytes
}
