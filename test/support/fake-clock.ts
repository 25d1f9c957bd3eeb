import type { Clock, Timers } from '../../models/clock.js'

interface Due {
  readonly at: number
  readonly place: number
  readonly action: () => void
  readonly owner: object
}

/** Timers of one process on a fake clock; after `kill` none of them runs any more, as in a process that is gone. */
export interface MortalTimers extends Timers {
  kill(): void
  /** Number of timers that wait. */
  readonly waiting: number
}

/** Lets promises that are ready, and what follows from them, run. */
export async function settlePromises(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
}

/** A clock that stands still until it is told to go; epoch ms. */
export class FakeClock implements Clock {
  readonly #settle: () => Promise<void>
  #now: number
  #places = 0
  #due: Due[] = []

  /** `settle` resolves when everything under way has come to rest: promises, and the store's answers where there is one. */
  constructor(settle: () => Promise<void> = settlePromises, start = Date.UTC(2026, 2, 1, 9)) {
    this.#settle = settle
    this.#now = start
  }

  now(): number {
    return this.#now
  }

  /** Goes on by `ms` and lets nothing run meanwhile; what falls due runs with the next `advance`. */
  tick(ms: number): void {
    this.#now += ms
  }

  /** Goes on by `ms`: runs every timer in its time and order, and lets each one's work come to rest before the next. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms
    await this.#settle()
    for (let next = this.#nextUntil(end); next; next = this.#nextUntil(end)) {
      this.#due = this.#due.filter((timer) => timer !== next)
      this.#now = Math.max(this.#now, next.at)
      next.action()
      await this.#settle()
    }
    this.#now = end
    await this.#settle()
  }

  /** Goes on in steps of `stepMs` until `reached`; throws when it is not within `atMostMs`. */
  async advanceUntil(reached: () => boolean, what: string, atMostMs = 120_000, stepMs = 50): Promise<void> {
    const end = this.#now + atMostMs
    await this.#settle()
    while (!reached()) {
      if (this.#now >= end) throw new Error(`not within ${atMostMs} ms: ${what}`)
      await this.advance(stepMs)
    }
  }

  /** Timers of a process of its own on this clock. */
  timers(): MortalTimers {
    const owner = {}
    const waiting = () => this.#due.filter((timer) => timer.owner === owner).length
    let dead = false
    return {
      after: (ms, action) => {
        if (dead) return () => undefined
        const timer: Due = { at: this.#now + Math.max(0, ms), place: this.#places++, action, owner }
        this.#due.push(timer)
        return () => {
          this.#due = this.#due.filter((other) => other !== timer)
        }
      },
      kill: () => {
        dead = true
        this.#due = this.#due.filter((timer) => timer.owner !== owner)
      },
      get waiting() {
        return waiting()
      },
    }
  }

  #nextUntil(end: number): Due | undefined {
    return this.#due
      .filter(({ at }) => at <= end)
      .reduce<Due | undefined>((first, timer) => (!first || isBefore(timer, first) ? timer : first), undefined)
  }
}

const isBefore = (one: Due, other: Due): boolean =>
  one.at < other.at || (one.at === other.at && one.place < other.place)
