import type { Clock, Timers } from '../models/clock.js'
import type { Log } from '../models/log.js'
import { TawasulError } from '../models/tawasul-error.js'
import type { Conversation, ConversationStore } from './conversation-store.js'

/** Changes that nothing waits for are written after this many ms, unless something else writes them before. */
const lazyMs = 1000
const firstRetryMs = 200
const longestRetryMs = 5000

export interface HeldConversationParts {
  readonly store: Pick<ConversationStore, 'commit'>
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Log
}

/** A conversation under this process's lease: changed in memory, written by compare-and-set, one write at a time. */
export class HeldConversation {
  readonly value: Conversation
  readonly #parts: HeldConversationParts
  #changed = 0
  #written = 0
  #waiting: { upTo: number; resolve: () => void; reject: (error: unknown) => void }[] = []
  #afterwards: (() => void)[] = []
  #writing = false
  #lost = false
  #cancelLazy: (() => void) | null = null

  constructor(value: Conversation, parts: HeldConversationParts) {
    this.value = value
    this.#parts = parts
  }

  /** Whether another process has taken over: nothing may be sent or written any more. */
  get lost(): boolean {
    return this.#lost
  }

  /** Whether everything is written. */
  get saved(): boolean {
    return this.#written === this.#changed && !this.#writing && this.#cancelLazy === null
  }

  /** Whether the lease still holds for `ms`. */
  holdsFor(ms: number): boolean {
    return !this.#lost && (this.value.lease?.until ?? 0) > this.#parts.clock.now() + ms
  }

  /** Resolves once everything changed so far is in the store; tries on while the store is away. Rejects with `lane.lost` when another process has taken over. */
  save(): Promise<void> {
    if (this.#lost) return Promise.reject(lost())
    this.#cancelLazy?.()
    this.#cancelLazy = null
    this.#changed += 1
    const done = new Promise<void>((resolve, reject) => this.#waiting.push({ upTo: this.#changed, resolve, reject }))
    if (!this.#writing) void this.#write()
    return done
  }

  /** Has the changes so far written soon; with `afterwards` called when they are. */
  saveSoon(afterwards?: () => void): void {
    if (afterwards) this.#afterwards.push(afterwards)
    if (this.#cancelLazy || this.#lost) return
    this.#cancelLazy = this.#parts.timers.after(lazyMs, () => {
      this.#cancelLazy = null
      this.save().catch((error: unknown) => this.#parts.log.debug({ err: error }, 'a late save found the lease gone'))
    })
  }

  async #write(): Promise<void> {
    this.#writing = true
    while (this.#written < this.#changed && !this.#lost) {
      const upTo = this.#changed
      const afterwards = this.#afterwards.splice(0)
      if (!(await this.#commit())) this.#lost = true
      else {
        this.#written = upTo
        for (const action of afterwards) action()
      }
      const settled = this.#waiting.filter((waiter) => this.#lost || waiter.upTo <= upTo)
      this.#waiting = this.#waiting.filter((waiter) => !settled.includes(waiter))
      for (const waiter of settled) {
        if (this.#lost) waiter.reject(lost())
        else waiter.resolve()
      }
    }
    this.#writing = false
  }

  async #commit(): Promise<boolean> {
    for (let pause = firstRetryMs; ; pause = Math.min(pause * 2, longestRetryMs)) {
      try {
        return await this.#parts.store.commit(this.value)
      } catch (error) {
        this.#parts.log.warn({ err: error }, 'a conversation could not be written; it is tried again')
        await new Promise<void>((resolve) => this.#parts.timers.after(pause, resolve))
      }
    }
  }
}

function lost(): TawasulError {
  return new TawasulError('lane.lost', 'another process has taken over the conversation', {
    retryable: true,
    hint: 'Nothing to do: that process goes on with it.',
  })
}
