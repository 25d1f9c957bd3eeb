/** Where the time comes from; everything takes it from here, so that tests can set it. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number
}

/** Where waiting comes from, for the same reason. */
export interface Timers {
  /** Calls `action` once after `ms`; the function it gives calls it off. */
  after(ms: number, action: () => void): () => void
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() }

/** The machine's own timers; they do not keep the process alive. */
export const systemTimers: Timers = {
  after(ms, action) {
    const timer = setTimeout(action, Math.min(ms, 2 ** 31 - 1))
    timer.unref()
    return () => clearTimeout(timer)
  },
}
