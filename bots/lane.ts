import type { ChannelAdapter } from '../adapters/channel-adapter.js'
import type { EchoEvent, MentionEvent, MessageEvent, NoticeEvent } from '../adapters/inbound-event.js'
import type { Clock, Timers } from '../models/clock.js'
import { isStoreAway } from '../models/is-store-away.js'
import type { Log } from '../models/log.js'
import { TawasulError } from '../models/tawasul-error.js'
import type { Bookkeeper } from './bookkeeper.js'
import type { Bot } from './bot.js'
import type { ChannelGate } from './channel-gate.js'
import type { ConversationStore } from './conversation-store.js'
import { HeldConversation } from './held-conversation.js'
import type { StoredEvent } from './inbox.js'
import { LaneOutbox } from './lane-outbox.js'
import { messageDigest } from './message-digest.js'
import { botOwns, inboxPauseMs } from './ownership.js'
import type { PhotoDesk, PhotosReceived } from './photo-desk.js'
import { runTurn } from './run-turn.js'
import type { TurnObserver } from './turn-observer.js'

export interface LaneParts {
  readonly store: ConversationStore
  readonly bot: Bot
  readonly photos: PhotoDesk
  readonly bookkeeper: Bookkeeper
  readonly gate: ChannelGate
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Log
  readonly observer: TurnObserver
  /** Whether there is little to do, so that a call for show (typing, seen) costs nobody an answer. */
  readonly calm: () => boolean
}

/** Committed events that are remembered, so that a second run finds itself done. */
const rememberedDone = 24
const mostTries = 3
const retryMs = 300
const typingPatienceMs = 400

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
  #working = false
  #gone = false
  #lastActive: number
  #sighted = ''
  #unwritten = 0

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

  /** Whether this process holds the lease. */
  get holds(): boolean {
    return this.#held !== null && !this.gone
  }

  deliver(stored: StoredEvent): void {
    if (this.#known.has(stored._id)) return
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
        try {
          const held = this.#held ?? (await this.#acquire())
          if (!held) return
          const next = this.#queue[0]
          if (!next) {
            this.#outbox?.kick()
            return
          }
          await this.#take(next, held, failures)
          // An earlier one may have come to stand before it meanwhile.
          this.#queue = this.#queue.filter((stored) => stored !== next)
          this.#known.delete(next._id)
          failures = 0
        } catch (error) {
          // A store that is away says nothing against the event.
          if (!isStoreAway(error)) failures += 1
          if (this.gone) return
          this.#parts.log.error(
            { err: error, channel: this.#adapter.channel, failures },
            'a turn failed; it is run again',
          )
          await new Promise<void>((resolve) =>
            this.#parts.timers.after(Math.min(retryMs * Math.max(1, failures), 5000), resolve),
          )
        }
      }
    } finally {
      this.#working = false
      this.#lastActive = this.#parts.clock.now()
    }
  }

  async #acquire(): Promise<HeldConversation | null> {
    const conversation = await this.#parts.store.acquire(this.id, this.#adapter.channel, this.#personId)
    if (!conversation) {
      this.#gone = true
      return null
    }
    this.#held = new HeldConversation(conversation, this.#parts)
    this.#outbox = new LaneOutbox(this.#held, { ...this.#parts, adapter: this.#adapter })
    this.#outbox.kick()
    return this.#held
  }

  async #take(stored: StoredEvent, held: HeldConversation, failures: number): Promise<void> {
    const { event } = stored
    const { bookkeeper } = this.#parts
    if (held.value.done.includes(messageDigest(stored._id))) this.#noteDone(stored)
    else if (failures >= mostTries && (event.kind === 'message' || event.kind === 'mention'))
      await this.#giveUp(stored, held)
    else if (event.kind === 'message') await this.#takeMessage(stored, event, held)
    else if (event.kind === 'mention') await this.#takeMention(stored, event, held)
    else if (event.kind === 'echo') this.#takeEcho(stored, event, held)
    else {
      if (event.kind === 'notice') this.#takeNotice(event, held)
      held.saveSoon(() => bookkeeper.done(stored._id))
    }
  }

  async #takeMessage(stored: StoredEvent, event: MessageEvent, held: HeldConversation): Promise<void> {
    const { clock, observer } = this.#parts
    const began = clock.now()
    const { value } = held
    const files =
      event.attachments.length > 0 ? await this.#parts.photos.receive(stored._id, event) : { photos: [], unusable: 0 }
    value.lastInboundAt = Math.max(value.lastInboundAt, event.at)
    value.optedOut = false
    if (botOwns(value.owner, clock.now())) {
      value.owner = { kind: 'bot' }
      const typing = this.#parts.calm() ? this.#showTyping() : null
      const { messages, changes } = await runTurn(this.#adapter, stored, event, (context) =>
        this.#parts.bot.onMessage(context, { stored, event, conversation: value, files }),
      )
      if (typing) await typing
      // From here to the commit nothing is waited for: a late save of something else must not write half a turn.
      value.dialog = changes.dialog
      value.language = changes.dialog.language
      value.optedOut = changes.optedOut
      value.humanWish = changes.humanWish
      this.#outbox?.add(messages, arrivalOf(stored))
    }
    await this.#commit(stored, held)
    observer.turnDone(event.channel, clock.now() - began)
    this.#noteResident(event, value.language ?? '')
    this.#noteDone(stored, files.photos)
  }

  /** What follows from a committed turn; noted again when the turn is found to be committed already, since a crash may have come before it was written. */
  #noteDone({ _id, event }: StoredEvent, photos: PhotosReceived['photos'] = []): void {
    const { bookkeeper } = this.#parts
    if (event.kind === 'message' || event.kind === 'mention') {
      const line = { _id, conversationId: this.id, author: 'resident' as const, at: event.at, text: event.text }
      bookkeeper.line(photos.length > 0 ? { ...line, photos: photos.map(({ id }) => id) } : line)
    }
    bookkeeper.done(_id)
  }

  /** Ends with the call or soon: the answer follows it, and does not wait for a platform that is slow. */
  async #showTyping(): Promise<void> {
    const soon = new Promise<void>((resolve) => this.#parts.timers.after(typingPatienceMs, resolve))
    await Promise.race([this.#adapter.indicateTyping(this.#personId), soon])
  }

  /** Once for as long as the lane lives, and whenever something of it changes. */
  #noteResident({ channel, from, at }: MessageEvent, language: string): void {
    const sighting = `${language} ${from.name ?? ''} ${from.username ?? ''}`
    if (this.#sighted === sighting) return
    this.#sighted = sighting
    const names = { ...(from.name ? { name: from.name } : {}), ...(from.username ? { username: from.username } : {}) }
    this.#parts.bookkeeper.resident({ _id: this.id, channel, language, lastSeenAt: at, ...names })
  }

  async #takeMention(stored: StoredEvent, event: MentionEvent, held: HeldConversation): Promise<void> {
    const link = this.#adapter.privateLink()
    if (link !== null) {
      const { messages } = await runTurn(this.#adapter, stored, event, (context) =>
        this.#parts.bot.onMention(context, event, link),
      )
      this.#outbox?.add(messages, arrivalOf(stored))
    }
    await this.#commit(stored, held)
    this.#noteDone(stored)
  }

  /** Puts the turn's outcome into the store in one write, then lets it go out. */
  async #commit(stored: StoredEvent, held: HeldConversation): Promise<void> {
    held.value.done = [...held.value.done, messageDigest(stored._id)].slice(-rememberedDone)
    await held.save()
    this.#outbox?.kick()
    // Before one is forgotten here, the books must know that it is done.
    this.#unwritten += 1
    if (this.#unwritten < rememberedDone / 2) return
    await this.#parts.bookkeeper.flush()
    this.#unwritten = 0
  }

  #takeEcho(stored: StoredEvent, event: EchoEvent, held: HeldConversation): void {
    if (this.#outbox?.heard(event) === 'foreign') {
      const now = this.#parts.clock.now()
      if (now - event.at < inboxPauseMs) held.value.owner = { kind: 'page-inbox', until: event.at + inboxPauseMs }
      this.#parts.bookkeeper.line({
        _id: stored._id,
        conversationId: this.id,
        author: 'person',
        at: event.at,
        text: event.text ?? '',
        messageId: event.messageId,
      })
    }
    held.saveSoon(() => this.#parts.bookkeeper.done(stored._id))
  }

  #takeNotice(event: NoticeEvent, held: HeldConversation): void {
    if (event.bot === 'pause') held.value.owner = { kind: 'page-inbox', until: event.at + inboxPauseMs }
    if (event.bot === 'resume') held.value.owner = { kind: 'bot' }
  }

  /** An event whose turn fails every time must not stop the conversation: it is put aside, marked for the operator. */
  async #giveUp(stored: StoredEvent, held: HeldConversation): Promise<void> {
    const error = new TawasulError('turn.given-up', 'a turn failed every time', {
      retryable: false,
      hint: 'Look for the errors logged before this.',
    })
    this.#parts.observer.turnFailed(this.#adapter.channel, error.code)
    this.#parts.log.error({ err: error, event: stored._id }, 'an event was put aside')
    held.value.done = [...held.value.done, messageDigest(stored._id)].slice(-rememberedDone)
    await held.save()
    this.#parts.bookkeeper.done(stored._id, error.code)
  }
}

function arrivalOf(stored: StoredEvent): number {
  return Math.floor(stored.order / 4096)
}
