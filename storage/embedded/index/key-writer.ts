import { Binary, BSONRegExp, BSONSymbol, Code, DBRef, Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'bson'
import { badValue } from '../command-error.js'
import { decimalParts, residualOfDecimal, residualOfInteger } from '../values/exact-number.js'
import { type TypeName, typeOf, typeRank } from '../values/type-of.js'

const maxSafe = BigInt(Number.MAX_SAFE_INTEGER)
const residualBytes = 13
const residualBias = 1n << 97n

/**
 * Writes values as bytes whose plain order is MongoDB's order of values: a rank byte for the type, then the value.
 * No value's bytes are a prefix of another's, so several may follow each other as a compound key.
 */
export class KeyWriter {
  #bytes = Buffer.allocUnsafe(128)
  #length = 0

  /** The bytes written so far, copied. */
  finish(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#length))
  }

  get length(): number {
    return this.#length
  }

  /** Drops what was written after a length read earlier. */
  truncate(length: number): void {
    this.#length = length
  }

  /** Writes one value as part of a compound key; descending parts are the ascending ones with every bit turned. */
  part(value: unknown, descending: boolean): void {
    const start = this.#length
    this.value(value)
    if (!descending) return
    for (let i = start; i < this.#length; i++) this.#bytes[i] = 0xff ^ (this.#bytes[i] ?? 0)
  }

  /** Writes one value in ascending order; a missing one counts as null. */
  value(value: unknown): void {
    const type = typeOf(value)
    this.byte(typeRank[type])
    this.#payload(type, value)
  }

  byte(value: number): void {
    this.#reserve(1)
    this.#bytes[this.#length++] = value
  }

  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  uint32(value: number): void {
    this.#reserve(4)
    this.#length = this.#bytes.writeUInt32BE(value >>> 0, this.#length)
  }

  #payload(type: TypeName, value: unknown): void {
    if (typeof value === 'string') this.#text(value)
    else if (value instanceof ObjectId) this.raw(value.id)
    else if (value instanceof Int32 || value instanceof Double) this.#double(value.value)
    else if (typeof value === 'number') this.#double(value)
    else if (typeof value === 'boolean') this.byte(value ? 1 : 0)
    else if (value instanceof Date) this.#date(value.getTime())
    else if (Array.isArray(value)) this.#array(value)
    else if (type === 'object') this.#document(value)
    else this.#rarePayload(value)
  }

  #rarePayload(value: unknown): void {
    if (value instanceof Timestamp) this.#timestamp(value)
    else if (value instanceof Long) this.#integer(value.toBigInt())
    else if (typeof value === 'bigint') this.#integer(value)
    else if (value instanceof Decimal128) this.#decimal(value)
    else if (value instanceof Binary) this.#binary(value)
    else if (value instanceof BSONSymbol) this.#text(value.value)
    else if (value instanceof Code) this.#text(value.code)
    else if (value instanceof BSONRegExp) {
      this.#text(value.pattern)
      this.#text(value.options)
    }
  }

  #text(text: string): void {
    const bytes = Buffer.byteLength(text)
    this.#reserve(bytes + 2)
    const start = this.#length
    this.#length += this.#bytes.write(text, start, 'utf8')
    if (text.includes('\0')) {
      const plain = Buffer.from(this.#bytes.subarray(start, this.#length))
      this.#length = start
      for (const byte of plain) {
        this.byte(byte)
        if (byte === 0) this.byte(0xff)
      }
    }
    this.byte(0)
    this.byte(0)
  }

  #double(value: number): void {
    this.#reserve(9)
    const start = this.#length
    if (Number.isNaN(value)) {
      this.#bytes.fill(0, start, start + 8)
    } else {
      this.#bytes.writeDoubleBE(value === 0 ? 0 : value, start)
      const first = this.#bytes[start] ?? 0
      if (first < 0x80) this.#bytes[start] = first | 0x80
      else for (let i = start; i < start + 8; i++) this.#bytes[i] = 0xff ^ (this.#bytes[i] ?? 0)
    }
    this.#bytes[start + 8] = 0x80
    this.#length = start + 9
  }

  #integer(value: bigint): void {
    const nearest = Number(value)
    this.#double(nearest)
    if (value > maxSafe || value < -maxSafe) this.#residual(residualOfInteger(value, nearest))
  }

  #decimal(value: Decimal128): void {
    const text = value.toString()
    const parts = decimalParts(text)
    const nearest = Number(text)
    this.#double(nearest)
    if (parts) this.#residual(residualOfDecimal(parts, nearest))
  }

  /** Replaces the last byte, which says "the double is exact", where it is not. */
  #residual(residual: bigint): void {
    if (residual === 0n) return
    this.#bytes[this.#length - 1] = residual < 0n ? 0x7f : 0x81
    const hex = (residual + residualBias).toString(16).padStart(residualBytes * 2, '0')
    this.raw(Buffer.from(hex, 'hex'))
  }

  #date(milliseconds: number): void {
    if (Number.isNaN(milliseconds))
      throw badValue('a date beyond the range of JavaScript dates cannot be compared here')
    const shifted = milliseconds + Number.MAX_SAFE_INTEGER
    this.uint32(Math.floor(shifted / 2 ** 32))
    this.uint32(shifted % 2 ** 32)
  }

  #timestamp(value: Timestamp): void {
    this.uint32(value.getHighBitsUnsigned())
    this.uint32(value.getLowBitsUnsigned())
  }

  #binary(value: Binary): void {
    this.uint32(value.position)
    this.byte(value.sub_type)
    this.raw(value.buffer.subarray(0, value.position))
  }

  #array(values: readonly unknown[]): void {
    for (const value of values) this.value(value)
    this.byte(0)
  }

  #document(value: unknown): void {
    const document = value instanceof DBRef ? value.toJSON() : value
    if (typeof document === 'object' && document !== null) this.#fields(Object.entries(document))
    this.byte(0)
  }

  #fields(entries: readonly (readonly [string, unknown])[]): void {
    for (const [name, value] of entries) {
      const type = typeOf(value)
      this.byte(typeRank[type])
      this.#text(name)
      this.#payload(type, value)
    }
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return
    const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + bytes + 64))
    this.#bytes.copy(grown, 0, 0, this.#length)
    this.#bytes = grown
  }
}

/** The bytes of one value; see KeyWriter. */
export function encodeValue(value: unknown): Buffer {
  const writer = new KeyWriter()
  writer.value(value)
  return writer.finish()
}

/** The smallest key above every key that begins with a prefix; undefined when there is none. */
export function successorOf(prefix: Buffer): Buffer | undefined {
  for (let i = prefix.length - 1; i >= 0; i--) {
    const byte = prefix[i] ?? 0
    if (byte < 0xff) {
      const next = Buffer.from(prefix.subarray(0, i + 1))
      next[i] = byte + 1
      return next
    }
  }
  return undefined
}
