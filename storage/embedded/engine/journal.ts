import { closeSync, constants, fdatasync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'

/** One change of the store's tables; a value of `undefined` removes the key. */
export interface Change {
  readonly table: number
  readonly key: Buffer
  readonly value: Buffer | undefined
}

const headerBytes = 24
const magic = 0x7a3a0001
const removed = 0xffffffff
const flushFile = promisify(fdatasync)

/**
 * The changes since the last checkpoint, appended group by group to one file. A group is in the operating system's hands
 * when `append` returns: it survives the death of this process, and that of the machine once `flush` resolved.
 * Each group carries the checkpoint it follows and a checksum; older groups and a torn end are passed over.
 */
export class Journal {
  readonly #file: number
  #position = 0
  #flushed: Promise<void> = Promise.resolve()

  constructor(path: string) {
    this.#file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600)
  }

  /** Bytes written since the last `restart`. */
  get position(): number {
    return this.#position
  }

  /** Writes one group of changes. Throws the file system's error, and then nothing of the group counts. */
  append(epoch: number, changes: Buffer): void {
    const header = Buffer.alloc(headerBytes)
    header.writeUInt32BE(magic, 0)
    header.writeUInt32BE(changes.length, 4)
    header.writeDoubleBE(epoch, 8)
    header.writeUInt32BE(checksum(header.subarray(4, 16), changes), 16)
    const group = Buffer.concat([header, changes])
    let written = 0
    while (written < group.length) {
      written += writeSync(this.#file, group, written, group.length - written, this.#position + written)
    }
    this.#position += group.length
  }

  /** Reads the groups that follow a checkpoint, and goes on after the last one that is whole. */
  replay(epoch: number, apply: (change: Change) => void): number {
    const size = fstatSync(this.#file).size
    let groups = 0
    this.#position = 0
    for (;;) {
      const changes = this.#groupAt(this.#position, size, epoch)
      if (!changes) return groups
      decodeChanges(changes, apply)
      this.#position += headerBytes + changes.length
      groups++
    }
  }

  /** Begins anew after a checkpoint; a file grown large is cut. */
  restart(): void {
    if (this.#position > 16 * 1024 * 1024) ftruncateSync(this.#file, 0)
    this.#position = 0
  }

  /** Resolves when everything appended is on the disk. */
  flush(): Promise<void> {
    this.#flushed = flushFile(this.#file)
    return this.#flushed
  }

  async close(): Promise<void> {
    // whoever asked for the flush is told if it failed
    await this.#flushed.catch(() => undefined)
    closeSync(this.#file)
  }

  #groupAt(position: number, size: number, epoch: number): Buffer | undefined {
    if (position + headerBytes > size) return undefined
    const header = this.#read(position, headerBytes)
    const length = header.readUInt32BE(4)
    if (header.readUInt32BE(0) !== magic || header.readDoubleBE(8) !== epoch) return undefined
    if (position + headerBytes + length > size) return undefined
    const changes = this.#read(position + headerBytes, length)
    return checksum(header.subarray(4, 16), changes) === header.readUInt32BE(16) ? changes : undefined
  }

  #read(position: number, length: number): Buffer {
    const bytes = Buffer.alloc(length)
    let read = 0
    while (read < length) {
      const now = readSync(this.#file, bytes, read, length - read, position + read)
      if (now === 0) break
      read += now
    }
    return bytes
  }
}

function checksum(header: Buffer, changes: Buffer): number {
  return crc32(changes, crc32(header))
}

/** Collects changes in the journal's format. */
export class ChangeBuffer {
  #bytes = Buffer.allocUnsafe(64 * 1024)
  #length = 0

  get length(): number {
    return this.#length
  }

  add(table: number, key: Buffer, value: Buffer | undefined): void {
    this.#reserve(7 + key.length + (value?.length ?? 0))
    let at = this.#bytes.writeUInt8(table, this.#length)
    at = this.#bytes.writeUInt16BE(key.length, at)
    at = this.#bytes.writeUInt32BE(value ? value.length : removed, at)
    at += key.copy(this.#bytes, at)
    this.#length = at + (value ? value.copy(this.#bytes, at) : 0)
  }

  /** What was added since the last `clear`; valid until the next `add`. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length)
  }

  clear(): void {
    this.#length = 0
    if (this.#bytes.length > 1024 * 1024) this.#bytes = Buffer.allocUnsafe(64 * 1024)
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return
    const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + bytes))
    this.#bytes.copy(grown, 0, 0, this.#length)
    this.#bytes = grown
  }
}

function decodeChanges(bytes: Buffer, apply: (change: Change) => void): void {
  let at = 0
  while (at < bytes.length) {
    const table = bytes.readUInt8(at)
    const keyLength = bytes.readUInt16BE(at + 1)
    const valueLength = bytes.readUInt32BE(at + 3)
    const key = bytes.subarray(at + 7, at + 7 + keyLength)
    at += 7 + keyLength
    if (valueLength === removed) {
      apply({ table, key, value: undefined })
    } else {
      apply({ table, key, value: bytes.subarray(at, at + valueLength) })
      at += valueLength
    }
  }
}
