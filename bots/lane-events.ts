import type { ChannelAdapter } from '../adapters/channel-adapter.js'
import type { EchoEvent, MentionEvent, MessageEvent, NoticeEvent } from '../adapters/inbound-event.js'
import { TawasulError } from '../models/tawasul-error.js'
import type { HeldConversation } from './held-conversation.js'
import type { StoredEvent } from './inbox.js'
import type { LaneParts } from './lane.js'
import type { LaneOutbox } from './lane-outbox.js'
import { messageDigest } from './message-digest.js'
import { botOwns, inboxPauseMs } from './ownership.js'
import type { PhotosReceived } from './photo-desk.js'
import { runTurn } from './run-turn.js'
import { turnOf } from './turn-of.js'

/** Committed events that are remembered, so that a second run finds itself done. */
const rememberedDone = 24
const typingPatienceMs = 400

/** What the events of one held conversation do to it: a turn, a pause, a settled message. */
export class LaneEvents {
  readonly #held: HeldConversation
  readonly #outbox: LaneOutbox
  readonly #adapter: ChannelAdapter
  readonly #parts: LaneParts
  #sighted = ''
  #unwritten: number
  /** Events that are done with as soon as the conversation is written. */
  readonly #untilSaved = new Set<string>()

  constructor(held: HeldConversation, outbox: LaneOutbox, adapter: ChannelAdapter, parts: LaneParts) {
    this.#held = held
    this.#outbox = outbox
    this.#adapter = adapter
    this.#parts = parts
    // Whether the last holder's books were written, nobody knows.
    this.#unwritten = held.value.done.length
  }

  /** Whether an event was worked on, and waits only for the conversation to be written. */
  unwritten(eventId: string): boolean {
    return this.#untilSaved.has(eventId)
  }

  /** Works on one event; `givenUp`: its turn has failed every time. Rejects when it has to be tried again. */
  async take(stored: StoredEvent, givenUp: boolean): Promise<void> {
    const { event } = stored
    if (this.#held.value.done.includes(messageDigest(stored._id))) return this.#noteDone(stored)
    if (event.kind === 'message' || event.kind === 'mention') await this.#settleBooks()
    if (givenUp && (event.kind === 'message' || event.kind === 'mention')) await this.#giveUp(stored)
    else if (event.kind === 'message') await this.#takeMessage(stored, event)
    else if (event.kind === 'mention') await this.#takeMention(stored, event)
    else if (event.kind === 'echo') this.#takeEcho(stored, event)
    else {
      if (event.kind === 'notice') this.#takeNotice(event)
      this.#doneWhenSaved(stored._id)
    }
  }

  async #takeMessage(stored: StoredEvent, event: MessageEvent): Promise<void> {
    const { clock, observer } = this.#parts
    const began = clock.now()
    const { value } = this.#held
    const files =
      event.attachments.length > 0 ? await this.#parts.photos.receive(stored._id, event) : { photos: [], unusable: 0 }
    value.lastInboundAt = Math.max(value.lastInboundAt, event.at)
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
      this.#outbox.add(messages, arrivalOf(stored))
      await this.#commit(stored)
      this.#parts.understandingBook.note({ id: stored._id, conversationId: value._id, event, ...changes })
    } else {
      value.optedOut = this.#parts.bot.isOptOut(event.text)
      await this.#commit(stored)
    }
    observer.turnDone(event.channel, clock.now() - began)
    this.#noteResident(event, value.language ?? '')
    this.#noteDone(stored, files.photos)
  }

  /** What follows from a committed turn; noted again when the turn is found to be committed already, since a crash may have come before it was written. */
  #noteDone({ _id, event }: StoredEvent, photos: PhotosReceived['photos'] = []): void {
    const { bookkeeper } = this.#parts
    if (event.kind === 'message' || event.kind === 'mention') {
      const line = {
        _id,
        conversationId: this.#held.value._id,
        author: 'resident' as const,
        at: event.at,
        text: event.text,
      }
      bookkeeper.line(photos.length > 0 ? { ...line, photos: photos.map(({ id }) => id) } : line)
    }
    bookkeeper.done(_id)
  }

  /** Ends with the call or soon: the answer follows it, and does not wait for a platform that is slow. */
  async #showTyping(): Promise<void> {
    const soon = new Promise<void>((resolve) => this.#parts.timers.after(typingPatienceMs, resolve))
    await Promise.race([this.#adapter.indicateTyping(this.#held.value.personId), soon])
  }

  /** Once for as long as the lane lives, and whenever something of it changes. */
  #noteResident({ channel, from, at }: MessageEvent, language: string): void {
    const sighting = `${language} ${from.name ?? ''} ${from.username ?? ''}`
    if (this.#sighted === sighting) return
    this.#sighted = sighting
    const names = { ...(from.name ? { name: from.name } : {}), ...(from.username ? { username: from.username } : {}) }
    this.#parts.bookkeeper.resident({ _id: this.#held.value._id, channel, language, lastSeenAt: at, ...names })
  }

  async #takeMention(stored: StoredEvent, event: MentionEvent): Promise<void> {
    const link = this.#adapter.privateLink()
    // An answer to our own public reply goes on in private, or two automated accounts would answer each other for ever.
    const answersUs = this.#held.value.sent.some(({ messageId }) => messageId === event.inReplyTo)
    if (link !== null && !answersUs) {
      const { messages } = await runTurn(this.#adapter, stored, event, (context) =>
        this.#parts.bot.onMention(context, event, link),
      )
      this.#outbox.add(messages, arrivalOf(stored))
    }
    await this.#commit(stored)
    this.#noteDone(stored)
  }

  /** Puts the turn's outcome into the store in one write, then lets it go out. */
  async #commit(stored: StoredEvent): Promise<void> {
    this.#held.value.done = [...this.#held.value.done, messageDigest(stored._id)].slice(-rememberedDone)
    this.#unwritten += 1
    await this.#held.save()
    this.#outbox.kick()
  }

  /** Before a done event is forgotten here, the books must know that it is done: else it would be run again after a crash. */
  async #settleBooks(): Promise<void> {
    if (this.#unwritten < rememberedDone / 2) return
    await this.#parts.bookkeeper.flush()
    this.#unwritten = 0
  }

  #takeEcho(stored: StoredEvent, event: EchoEvent): void {
    if (this.#outbox.heard(event) === 'foreign') {
      const now = this.#parts.clock.now()
      if (now - event.at < inboxPauseMs) this.#held.value.owner = { kind: 'page-inbox', until: event.at + inboxPauseMs }
      this.#parts.bookkeeper.line({
        _id: stored._id,
        conversationId: this.#held.value._id,
        author: 'person',
        at: event.at,
        text: event.text ?? '',
        messageId: event.messageId,
      })
    }
    this.#doneWhenSaved(stored._id)
  }

  #doneWhenSaved(eventId: string): void {
    this.#untilSaved.add(eventId)
    this.#held.saveSoon(() => {
      this.#parts.bookkeeper.done(eventId)
      this.#untilSaved.delete(eventId)
    })
  }

  #takeNotice(event: NoticeEvent): void {
    if (event.bot === 'pause') this.#held.value.owner = { kind: 'page-inbox', until: event.at + inboxPauseMs }
    if (event.bot === 'resume') this.#held.value.owner = { kind: 'bot' }
  }

  async #apologise(stored: StoredEvent, event: MessageEvent): Promise<void> {
    const language = this.#held.value.language
    const { messages } = await runTurn(this.#adapter, stored, event, (context) =>
      this.#parts.bot.onFault(context, language),
    )
    this.#outbox.add(messages, arrivalOf(stored))
  }

  /** An event whose turn fails every time must not stop the conversation: it is put aside, marked for the operator. */
  async #giveUp(stored: StoredEvent): Promise<void> {
    const error = new TawasulError('turn.given-up', 'a turn failed every time', {
      retryable: false,
      hint: 'Look for the errors logged before this.',
    })
    this.#parts.observer.turnFailed(this.#adapter.channel, error.code)
    this.#parts.log.error({ err: error, ...turnOf(stored) }, 'an event was put aside')
    if (stored.event.kind === 'message') await this.#apologise(stored, stored.event)
    await this.#commit(stored)
    this.#parts.bookkeeper.done(stored._id, error.code)
  }
}

function arrivalOf(stored: StoredEvent): number {
  return Math.floor(stored.order / 4096)
}
