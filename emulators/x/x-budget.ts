/** How many requests a route takes: in a window of 15 minutes, and in 24 hours. */
export interface XLimit {
  readonly perWindow: number
  readonly perDay: number
}

/** Budgets of the X emulator. */
export interface XLimits {
  readonly directMessages: XLimit
  readonly posts: XLimit
  readonly directMessageReads: XLimit
}

/** X's documented limits (rate-limits page): 15 direct messages in 15 minutes and 1,440 a day for the whole account. */
export const documentedXLimits: XLimits = {
  directMessages: { perWindow: 15, perDay: 1440 },
  posts: { perWindow: 100, perDay: 10_000 },
  directMessageReads: { perWindow: 15, perDay: 1_000_000 },
}

/** Limits as an enterprise contract can have them: for trying the bot by hand and for benchmarks. */
export const roomyXLimits: XLimits = {
  directMessages: { perWindow: 1_000_000, perDay: 100_000_000 },
  posts: { perWindow: 1_000_000, perDay: 100_000_000 },
  directMessageReads: { perWindow: 1_000_000, perDay: 100_000_000 },
}

const windowMs = 15 * 60_000
const dayMs = 24 * 3_600_000

/** What one route still takes, and the headers that say so. */
export class XBudget {
  readonly #limit: XLimit
  readonly #now: () => number
  #window = { used: 0, resetsAt: 0 }
  #day = { used: 0, resetsAt: 0 }

  constructor(limit: XLimit, now: () => number) {
    this.#limit = limit
    this.#now = now
  }

  /** Takes one request out of the budget; false when there is none left. */
  spend(): boolean {
    this.#renew()
    if (this.#window.used >= this.#limit.perWindow || this.#day.used >= this.#limit.perDay) return false
    this.#window.used += 1
    this.#day.used += 1
    return true
  }

  /** `x-rate-limit-*`, `x-app-limit-24hour-*` and `x-user-limit-24hour-*`; resets in epoch seconds. */
  headers(): Record<string, string> {
    this.#renew()
    return {
      ...limitHeaders('x-rate-limit', this.#limit.perWindow, this.#window),
      ...limitHeaders('x-app-limit-24hour', this.#limit.perDay, this.#day),
      ...limitHeaders('x-user-limit-24hour', this.#limit.perDay, this.#day),
    }
  }

  /** The headers of an answer 429 whose window ends in `ms` milliseconds. */
  exhaustedHeaders(ms: number): Record<string, string> {
    const used = this.#limit.perWindow
    return { ...this.headers(), ...limitHeaders('x-rate-limit', used, { used, resetsAt: this.#now() + ms }) }
  }

  #renew(): void {
    const now = this.#now()
    if (now >= this.#window.resetsAt) this.#window = { used: 0, resetsAt: now + windowMs }
    if (now >= this.#day.resetsAt) this.#day = { used: 0, resetsAt: now + dayMs }
  }
}

function limitHeaders(
  prefix: string,
  limit: number,
  bucket: { used: number; resetsAt: number },
): Record<string, string> {
  return {
    [`${prefix}-limit`]: String(limit),
    [`${prefix}-remaining`]: String(Math.max(0, limit - bucket.used)),
    [`${prefix}-reset`]: String(Math.ceil(bucket.resetsAt / 1000)),
  }
}
