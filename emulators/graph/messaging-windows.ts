/** How long after a resident's last message a Page may answer. */
export type WindowState = 'open' | 'human-agent-only' | 'shut' | 'unknown'

const dayMs = 24 * 3_600_000

/** Remembers when each resident last wrote: 24 hours are open to all, 7 days to a person with the tag HUMAN_AGENT. */
export class MessagingWindows {
  readonly #lastAt = new Map<string, number>()
  readonly #capacity: number

  /** The newest `capacity` residents are remembered. */
  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** A resident wrote, tapped or sent something at `at` (epoch milliseconds). */
  note(residentId: string, at: number): void {
    const last = this.#lastAt.get(residentId) ?? 0
    this.#lastAt.delete(residentId)
    this.#lastAt.set(residentId, Math.max(last, at))
    const [oldest] = this.#lastAt.keys()
    if (this.#lastAt.size > this.#capacity && oldest) this.#lastAt.delete(oldest)
  }

  /** How the window stands at `now`; `unknown` for somebody who never wrote. */
  state(residentId: string, now: number): WindowState {
    const last = this.#lastAt.get(residentId)
    if (last === undefined) return 'unknown'
    if (now - last <= dayMs) return 'open'
    return now - last <= 7 * dayMs ? 'human-agent-only' : 'shut'
  }
}
