import { MongoError } from 'mongodb'
import type { ChannelAdapter } from '../adapters/channel-adapter.js'
import type { Clock, Timers } from '../models/clock.js'
import { isStoreAway } from '../models/is-store-away.js'
import type { Log } from '../models/log.js'
import type { Bookkeeper } from './bookkeeper.js'
import type { Bot } from './bot.js'
import type { ChannelGate } from './channel-gate.js'
import type { Conversation, ConversationStore } from './conversation-store.js'
import { HeldConversation } from './held-conversation.js'
import type { StoredEvent } from './inbox.js'
import { LaneEvents } from './lane-events.js'
import { LaneOutbox } from './lane-outbox.js'
import type { PhotoDesk } from './photo-desk.js'
import type { TurnObserver } from './turn-observer.js'
import { turnOf } from './turn-of.js'
import type { UnderstandingBook } from './understanding-book.js'
import type { UndoneEvents } from './undone-events.js'

export interface LaneParts {
  readonly store: ConversationStore
  readonly bot: Bot
  readonly photos: PhotoDesk
  readonly bookkeeper: Bookkeeper
  readonly understandingBook: UnderstandingBook
  readonly gate: ChannelGate
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Log
  readonly observer: TurnObserver
  /** Events of a conversation that are not done and came before; null where no other process stores any. */
  readonly undoneBefore: UndoneEvents['before'] | null
  /** Whether there is little to do, so that a call for show (typing, seen) costs nobody an answer. */
  readonly calm: () => boolean
}

const mostTries = 3
/** An error of the store may pass (a full disk, a failover): it counts less against the event than one of its own turn. */
const storeErrorWeight = 0.05
const retryMs = 300
const storePauseMs = 2000

/** One conversation's events, one at a time, in order, by the one process that holds its lease. */
export class Lane {
  readonly id: string
  readonly #adapter: ChannelAdapter
  readonly #personId: string
  readonly #parts: LaneParts
  readonly #known = new Set<string>()
  #queue: StoredEvent[] = []
  #held: HeldConversation | null = null
  #outbox: LaneOutbox | null = null
  #events: LaneEvents | null = null
  #working = false
  #gone = false
  #lastActive: number
  #earlierSeen = ''

  constructor(id: string, personId: string, adapter: ChannelAdapter, parts: LaneParts) {
    this.id = id
    this.#personId = personId
    this.#adapter = adapter
    this.#parts = parts
    this.#lastActive = parts.clock.now()
  }

  /** Held elsewhere or taken over: to be dropped; what it had queued is in the inbox. */
  get gone(): boolean {
    return this.#gone || this.#held?.lost === true
  }

  /** Since when nothing is going on here, epoch ms; null while something is. */
  get idleSince(): number | null {
    const quiet =
      !this.#working && this.#queue.length === 0 && (this.#outbox?.idle ?? true) && (this.#held?.saved ?? true)
    return quiet ? this.#lastActive : null
  }

  /** The conversation as it was last written, while this process holds its lease; else null. */
  get holding(): Pick<Conversation, '_id' | 'rev'> | null {
    return this.#held === null || this.gone ? null : { _id: this.id, rev: this.#held.value.rev }
  }

  /** Whether an event waits here, is being worked on, or is done but for what it changed being written. */
  knows(eventId: string): boolean {
    return this.#known.has(eventId) || this.#events?.unwritten(eventId) === true
  }

  /** Whether the message of this id is known here as sent: the platform's word that it was taken then changes nothing. */
  knowsSent(messageId: string): boolean {
    return !this.gone && this.#held?.value.sent.some((sent) => sent.messageId === messageId) === true
  }

  deliver(stored: StoredEvent): void {
    if (this.knows(stored._id)) return
    this.#known.add(stored._id)
    const place = this.#queue.findLastIndex(({ order }) => order <= stored.order)
    this.#queue.splice(place + 1, 0, stored)
    this.wake()
  }

  /** Looks after what is queued and what waits in the outbox. */
  wake(): void {
    this.#lastActive = this.#parts.clock.now()
    if (this.#working || this.gone) return
    this.#working = true
    void this.#work()
  }

  /** Writes what is not written yet; nothing goes out any more. */
  async stop(): Promise<void> {
    this.#outbox?.stop()
    if (this.#held && !this.#held.lost && !this.#held.saved) await this.#held.save()
  }

  async #work(): Promise<void> {
    try {
      for (let failures = 0; !this.gone; ) {
        let taking = false
        try {
          const events = this.#events ?? (await this.#acquire())
          if (!events) return
          taking = true
          const next = this.#queue[0]
          if (!next) {
            this.#outbox?.kick()
            return
          }
          if (await this.#bringEarlier(next)) continue
          await events.take(next, failures >= mostTries)
          // An earlier one may have come to stand before it meanwhile.
          this.#queue = this.#queue.filter((stored) => stored !== next)
          this.#known.delete(next._id)
          failures = 0
        } catch (error) {
          // A store that is away, or a lease that could not be asked for, says nothing against the event.
          if (taking && !isStoreAway(error)) failures += error instanceof MongoError ? storeErrorWeight : 1
          if (this.gone) return
          this.#parts.log.error(
            { err: error, channel: this.#adapter.channel, failures, ...turnOf(this.#queue[0]) },
            'a turn failed; it is run again',
          )
          await new Promise<void>((resolve) =>
            this.#parts.timers.after(failures < 1 ? storePauseMs : retryMs * failures, resolve),
          )
        }
      }
    } finally {
      this.#working = false
      this.#lastActive = this.#parts.clock.now()
    }
  }

  /** Where several processes store events, an earlier one of this conversation may have come in elsewhere: it goes first. */
  async #bringEarlier(next: StoredEvent): Promise<boolean> {
    const { undoneBefore } = this.#parts
    if (!undoneBefore || next.event.kind === 'echo' || this.#earlierSeen === next._id) return false
    const earlier = await undoneBefore(this.id, next.order)
    this.#earlierSeen = next._id
    for (const stored of earlier) this.deliver(stored)
    return this.#queue[0] !== next
  }

  async #acquire(): Promise<LaneEvents | null> {
    const conversation = await this.#parts.store.acquire(this.id, this.#adapter.channel, this.#personId)
    if (!conversation) {
      this.#gone = true
      return null
    }
    this.#held = new HeldConversation(conversation, this.#parts)
    this.#outbox = new LaneOutbox(this.#held, { ...this.#parts, adapter: this.#adapter })
    this.#outbox.kick()
    this.#events = new LaneEvents(this.#held, this.#outbox, this.#adapter, this.#parts)
    return this.#events
  }
}
