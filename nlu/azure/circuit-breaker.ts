import type { Clock } from '../../models/clock.js'

/** `closed`: calls go out; `open`: none does; `half_open`: one goes out to try. */
export type CircuitState = 'closed' | 'open' | 'half_open'

export interface CircuitBreakerOptions {
  readonly clock: Clock
  /** So many failures in a row open it. */
  readonly failures: number
  /** How long it stays open at first, ms; every failed try doubles it, up to `longestPauseMs`. */
  readonly pauseMs: number
  readonly longestPauseMs: number
  readonly onChange?: (state: CircuitState) => void
}

/** The right to one call; what became of it is told once, anything further is ignored. */
export interface Pass {
  succeeded(): void
  /** `closedForMs`: the service said how long to stay away (or nothing will change sooner); opens at once for at least so long. */
  failed(closedForMs?: number): void
}

/** Keeps calls from a service that fails, and tries it again after a pause. */
export interface CircuitBreaker {
  readonly state: CircuitState
  /** Null while no call may go out. */
  enter(): Pass | null
}

/** Makes a closed circuit. */
export function createCircuitBreaker({
  clock,
  failures,
  pauseMs,
  longestPauseMs,
  onChange,
}: CircuitBreakerOptions): CircuitBreaker {
  let state: CircuitState = 'closed'
  let inARow = 0
  let pause = pauseMs
  let openUntil = 0
  /** Calls begun before the last change say nothing about what is now. */
  let era = 0

  const change = (next: CircuitState) => {
    if (next === state) return
    state = next
    era++
    inARow = 0
    onChange?.(next)
  }
  const open = (atLeastMs: number) => {
    openUntil = clock.now() + Math.max(pause, atLeastMs)
    pause = Math.min(pause * 2, longestPauseMs)
    change('open')
  }
  const succeeded = () => {
    inARow = 0
    pause = pauseMs
    change('closed')
  }
  const failed = (closedForMs: number | undefined) => {
    inARow++
    if (closedForMs !== undefined || state === 'half_open' || inARow >= failures) open(closedForMs ?? 0)
  }
  const passOf = (begun: number): Pass => {
    let told = false
    const once = (tell: () => void) => {
      if (told || begun !== era) return
      told = true
      tell()
    }
    return { succeeded: () => once(succeeded), failed: (closedForMs) => once(() => failed(closedForMs)) }
  }
  return {
    get state() {
      return state
    },
    enter() {
      if (state === 'half_open') return null
      if (state === 'open') {
        if (clock.now() < openUntil) return null
        change('half_open')
      }
      return passOf(era)
    },
  }
}
