import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { type Database, open, type RootDatabase } from 'lmdb'
import { checkDataFile } from './check-data-file.js'
import { ChangeBuffer, Journal } from './journal.js'
import { type PendingChange, PendingChanges } from './pending-changes.js'

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

interface TableState {
  readonly table: Table
  readonly saved: Database<Buffer, Buffer>
  readonly pending: PendingChanges
}

interface Undo {
  readonly pending: PendingChanges
  readonly key: Buffer
  readonly replaced: PendingChange | undefined
}

const epochKey = Buffer.from('\0epoch')
const mapBytes = 64 * 1024 ** 3
/** Above this many bytes changes are written to LMDB at once instead of waiting in memory and in the journal. */
const mostPendingBytes = 2 * 1024 * 1024

/**
 * Ordered tables of bytes that survive the death of the process. A group of changes goes into a journal, and waits in
 * memory until `checkpoint` writes everything that waits to LMDB in one flushed transaction; a start after a death reads
 * the journal again. So an acknowledged group costs one write to a file, and all groups of a time share one flush.
 */
export class KeyValueStore {
  readonly #root: RootDatabase<Buffer, Buffer>
  readonly #tables: readonly TableState[]
  readonly #journal: Journal
  readonly #group = new ChangeBuffer()
  #undo: Undo[] = []
  #epoch = 0

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    checkDataFile(path.join(folder, 'lmdb', 'data.mdb'))
    const encoding = { encoding: 'binary', keyEncoding: 'binary' } as const
    // noReadAhead is an option of lmdb's that its types leave out
    const options = { ...encoding, path: path.join(folder, 'lmdb'), maxDbs: 4, mapSize: mapBytes, noReadAhead: true }
    this.#root = open<Buffer, Buffer>(options)
    this.#tables = Object.entries(tables).map(([name, table]) => ({
      table,
      saved: this.#root.openDB<Buffer, Buffer>(name, encoding),
      pending: new PendingChanges(),
    }))
    this.#journal = new Journal(path.join(folder, 'journal'))
    this.#replay()
  }

  get(table: Table, key: Buffer): Buffer | undefined {
    const { pending, saved } = this.#table(table)
    const change = pending.get(key)
    return change ? change.value : saved.getBinary(key)
  }

  has(table: Table, key: Buffer): boolean {
    const { pending, saved } = this.#table(table)
    const change = pending.get(key)
    return change ? change.value !== undefined : saved.getBinaryFast(key) !== undefined
  }

  put(table: Table, key: Buffer, value: Buffer): void {
    this.#change(table, key, Buffer.from(value))
  }

  remove(table: Table, key: Buffer): void {
    this.#change(table, key, undefined)
  }

  /** Reads a part of a table at once. */
  range(table: Table, range: Range): Entry[] {
    const { pending, saved } = this.#table(table)
    const changes = pending.between(range.from, range.to)
    // every removal may hide one saved entry
    const wanted = range.limit + changes.length
    const entries = range.reverse ? reverseRange(saved, range, wanted) : forwardRange(saved, range, wanted)
    return changes.length === 0 ? entries : merged(entries, changes, range)
  }

  /** Counts the keys of a part of a table, but no further than a limit. */
  count(table: Table, from: Buffer, to: Buffer, limit = Number.POSITIVE_INFINITY): number {
    const { pending, saved } = this.#table(table)
    const most = Number.isFinite(limit) ? { limit } : {}
    let count = saved.getKeysCount({ start: from, end: to, ...most })
    for (const change of pending.between(from, to)) {
      const isSaved = saved.getBinaryFast(change.key) !== undefined
      if (change.value && !isSaved) count++
      if (!change.value && isSaved) count--
    }
    return Math.max(0, Math.min(count, limit))
  }

  /** Tells whether changes wait for `commitGroup`. */
  get hasChanges(): boolean {
    return this.#undo.length > 0
  }

  /** Makes the changes since the last call survive the death of this process. Throws when that cannot be done. */
  commitGroup(): void {
    if (this.#undo.length === 0) return
    if (this.#group.length > mostPendingBytes) {
      this.checkpoint()
      return
    }
    this.#journal.append(this.#epoch, this.#group.bytes)
    this.#endGroup()
  }

  /** Takes back the changes since the last `commitGroup`. */
  rollback(): void {
    for (const { pending, key, replaced } of this.#undo.reverse()) pending.restore(key, replaced)
    this.#endGroup()
  }

  /** Writes everything that waits to LMDB, flushed to the disk. When it throws, all of it goes on waiting. */
  checkpoint(): void {
    const epoch = this.#epoch + 1
    this.#root.transactionSync(() => {
      for (const { saved, pending } of this.#tables) {
        for (const { key, value } of pending.all) {
          if (value) saved.putSync(key, value)
          else saved.removeSync(key)
        }
      }
      this.#table(tables.catalog).saved.putSync(epochKey, epochBytes(epoch))
    })
    this.#epoch = epoch
    for (const { pending } of this.#tables) pending.clear()
    this.#endGroup()
    this.#journal.restart()
  }

  /** Tells whether a checkpoint would do anything. */
  get needsCheckpoint(): boolean {
    return this.#journal.position > 0
  }

  /** Tells whether so much waits that a checkpoint should come now. */
  get checkpointIsDue(): boolean {
    return this.#journal.position > mostPendingBytes
  }

  /** Within a long piece of work: writes what waits to LMDB once it is much. It can no longer be taken back then. */
  checkpointIfLarge(): void {
    if (this.#group.length > mostPendingBytes) this.checkpoint()
  }

  /** Resolves when every committed group would survive the death of the machine. */
  async flush(): Promise<void> {
    await this.#journal.flush()
  }

  async close(): Promise<void> {
    if (this.needsCheckpoint) this.checkpoint()
    await this.#root.close()
    await this.#journal.close()
  }

  #table(table: Table): TableState {
    const state = this.#tables[table]
    if (!state) throw new Error(`no table ${table}`)
    return state
  }

  #change(table: Table, key: Buffer, value: Buffer | undefined): void {
    const { pending } = this.#table(table)
    this.#undo.push({ pending, key, replaced: pending.set({ key, value }) })
    this.#group.add(table, key, value)
  }

  #endGroup(): void {
    this.#undo = []
    this.#group.clear()
  }

  #replay(): void {
    const bytes = this.#table(tables.catalog).saved.getBinary(epochKey)
    this.#epoch = bytes ? bytes.readDoubleBE(0) : 0
    this.#journal.replay(this.#epoch, ({ table, key, value }) => this.#tables[table]?.pending.set({ key, value }))
    if (this.needsCheckpoint) this.checkpoint()
  }
}

function forwardRange(saved: Database<Buffer, Buffer>, range: Range, limit: number): Entry[] {
  return [...saved.getRange({ start: range.from, end: range.to, limit })]
}

/** Backwards lmdb includes the upper end and leaves the lower one out, so both are checked here. */
function reverseRange(saved: Database<Buffer, Buffer>, range: Range, limit: number): Entry[] {
  const found: Entry[] = []
  for (const { key, value } of saved.getRange({ start: range.to, reverse: true, limit: limit + 1 })) {
    if (Buffer.compare(key, range.to) >= 0) continue
    if (Buffer.compare(key, range.from) < 0 || found.length === limit) break
    found.push({ key, value })
  }
  return found
}

function merged(entries: readonly Entry[], changes: readonly PendingChange[], range: Range): Entry[] {
  const direction = range.reverse ? -1 : 1
  const inOrder = range.reverse ? [...changes].reverse() : changes
  const result: Entry[] = []
  let [i, j] = [0, 0]
  while (result.length < range.limit) {
    const [entry, change] = [entries[i], inOrder[j]]
    const order = !entry ? 1 : !change ? -1 : Buffer.compare(entry.key, change.key) * direction
    if (order < 0 && entry) {
      result.push(entry)
      i++
    } else if (change) {
      if (order === 0) i++
      j++
      if (change.value) result.push({ key: change.key, value: change.value })
    } else {
      break
    }
  }
  return result
}

function epochBytes(epoch: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(epoch, 0)
  return bytes
}
