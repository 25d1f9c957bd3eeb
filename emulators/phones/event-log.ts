import { Listeners } from '../listeners.js'
import type { NumberedEvent, PhoneEvent } from './thread-events.js'

const kept = 500

/** What has happened on one person's two phones, the newest 500 events, with live listeners. */
export class EventLog {
  readonly #start: string
  readonly #listeners = new Listeners<NumberedEvent>()
  #events: { readonly count: number; readonly numbered: NumberedEvent }[] = []
  #count = 0

  /** `start` tells this run from earlier ones, so that an id of an earlier run is not taken for one of this. */
  constructor(start: string) {
    this.#start = start
  }

  /** Adds an event; passing ones (typing) are told but not kept. */
  add(event: PhoneEvent): void {
    this.#count += 1
    const numbered = { id: `${this.#start}-${this.#count}`, event }
    if (event.type !== 'typing') {
      this.#events.push({ count: this.#count, numbered })
      if (this.#events.length > kept) this.#events = this.#events.slice(-kept)
    }
    this.#listeners.tell(numbered)
  }

  /** Tells everything after `lastId` (all of it when that is unknown), then whatever comes; the returned function ends that. */
  follow(lastId: string | undefined, listener: (event: NumberedEvent) => void): () => void {
    const [start, count] = (lastId ?? '').split('-')
    const after = start === this.#start ? Number(count) : 0
    for (const { count: place, numbered } of this.#events) if (place > after) listener(numbered)
    return this.#listeners.add(listener)
  }
}
