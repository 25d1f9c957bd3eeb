import { randomBytes } from 'node:crypto'

const snowflakeEpoch = 1288834974657

/** Makes ids as X makes them: decimal, growing with time, above 2^53 and never exact as a JSON number. */
export class SnowflakeSource {
  readonly #now: () => number
  #last = 0n

  constructor(now: () => number) {
    this.#now = now
  }

  /** The next id. */
  next(): string {
    const fresh = BigInt(Math.max(1, Math.floor(this.#now()) - snowflakeEpoch)) << 22n
    let id = fresh > this.#last ? fresh + 1n : this.#last + 1n
    while (BigInt(Number(id)) === id) id += 1n
    this.#last = id
    return String(id)
  }
}

/** A message id as Messenger makes them. */
export const newMessageId = (): string => `m_${randomBytes(36).toString('base64url')}`

/** X's `event_uuid`: 64 random bits as a signed decimal, so about every second one is negative. */
export const newEventUuid = (): string => String(randomBytes(8).readBigInt64BE())
