import type { ChannelAdapter } from '../adapters/channel-adapter.js'
import type { EchoEvent } from '../adapters/inbound-event.js'
import type { OutboundMessage, SendResult } from '../adapters/outbound.js'
import type { Clock, Timers } from '../models/clock.js'
import type { OutboxEntry } from '../models/conversation.js'
import type { Log } from '../models/log.js'
import type { MessageRecord } from '../models/message.js'
import type { Bookkeeper } from './bookkeeper.js'
import type { ChannelGate } from './channel-gate.js'
import type { HeldConversation } from './held-conversation.js'
import { messageDigest } from './message-digest.js'
import { botOwns } from './ownership.js'
import { echoGraceMs, reconcile } from './reconcile.js'
import type { TurnObserver } from './turn-observer.js'
import { turnOfKey } from './turn-of.js'

export interface LaneOutboxParts {
  readonly adapter: ChannelAdapter
  readonly gate: ChannelGate
  readonly bookkeeper: Bookkeeper
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Log
  readonly observer: TurnObserver
}

type Entry = OutboxEntry<OutboundMessage>

/** Sent ids that are remembered. */
const rememberedSent = 12
/** A send takes no longer than this; the lease must hold that long. */
const sendMs = 11_000
const brokenPauseMs = 45_000
/** A call whose outcome is known already may take this long to end, ms. */
const stragglerMs = 3000
const longestPauseMs = 30_000

/** One conversation's outgoing messages: sent in order, each once, checked against owner, window and gate at the moment of sending. */
export class LaneOutbox {
  readonly #held: HeldConversation
  readonly #parts: LaneOutboxParts
  readonly #arrivals = new Map<string, number>()
  #running = false
  #inFlight: { entry: Entry; confirm: () => void } | null = null
  #cancelTimer: (() => void) | null = null

  constructor(held: HeldConversation, parts: LaneOutboxParts) {
    this.#held = held
    this.#parts = parts
    const now = parts.clock.now()
    // What was under way when the last holder ended may or may not have been taken; the history may know by now.
    for (const entry of held.value.outbox) {
      if (entry.state === 'sending') Object.assign(entry, { state: 'unknown', unknownSince: now, notBefore: now })
    }
  }

  /** Whether nothing is under way or waiting. */
  get idle(): boolean {
    return !this.#running && this.#held.value.outbox.length === 0
  }

  /** Puts messages behind those that wait; the caller saves the conversation before `kick`. `arrivedAt`: when the event they answer came, epoch ms. */
  add(messages: readonly OutboundMessage[], arrivedAt: number): void {
    const { value } = this.#held
    const now = this.#parts.clock.now()
    // What goes out right after the save is written as under way, which spares a second write. Not while a send is ending: that
    // would take it up before it is saved.
    const next = value.outbox.length === 0 && !this.#running && this.#waitUntil(null) <= now
    const state = next ? 'sending' : 'queued'
    const added = messages.map((message): Entry => {
      this.#arrivals.set(message.key, arrivedAt)
      return { key: message.key, message, createdAt: now, state, attempts: 0, notBefore: 0 }
    })
    // A list of its own: a write under way must not carry them without the rest of their turn.
    value.outbox = [...value.outbox, ...added]
    value.pending = value.outbox.length
  }

  /** Starts sending, if it is not under way. */
  kick(): void {
    if (this.#running || this.#held.lost) return
    this.#cancelTimer?.()
    this.#cancelTimer = null
    this.#running = true
    this.#run().catch((error: unknown) => {
      this.#parts.log.error(
        { err: error, channel: this.#parts.adapter.channel },
        'sending stopped; it is taken up again',
      )
      this.#wakeAt(this.#parts.clock.now() + 1000)
    })
  }

  stop(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
  }

  /** The platform's word that a message was taken: `ours` (settled now or before) or `foreign` (a person wrote it). */
  heard(echo: EchoEvent): 'ours' | 'foreign' {
    const { value } = this.#held
    if (!echo.own) return 'foreign'
    if (value.sent.some(({ messageId }) => messageId === echo.messageId)) return 'ours'
    const digest = echo.text === undefined ? null : messageDigest(echo.text)
    const entry = value.outbox.find(
      ({ key, message, state }) =>
        state !== 'queued' &&
        (echo.key === undefined ? digest !== null && messageDigest(message.text) === digest : key === echo.key),
    )
    if (entry) {
      this.#settle(entry, 'sent', echo.messageId)
      if (this.#inFlight?.entry === entry) this.#inFlight.confirm()
      this.kick()
    }
    return 'ours'
  }

  async #run(): Promise<void> {
    try {
      for (let entry = this.#held.value.outbox[0]; entry && !this.#held.lost; entry = this.#held.value.outbox[0]) {
        const until = this.#waitUntil(entry)
        if (until > this.#parts.clock.now()) {
          this.#wakeAt(until)
          return
        }
        await this.#advance(entry)
      }
    } finally {
      // In the same breath as the last look at the outbox, so that no `kick` falls between them.
      this.#running = false
    }
  }

  async #advance(entry: Entry): Promise<void> {
    const forbidden = this.#forbidden(entry, this.#parts.clock.now())
    if (forbidden) this.#settle(entry, forbidden.result, null, forbidden.reason)
    else if (entry.state === 'unknown') await this.#reconcile(entry)
    else await this.#send(entry)
  }

  /** When to look at this entry (or any) again, epoch ms. */
  #waitUntil(entry: Entry | null): number {
    const condition = this.#parts.gate.condition(this.#parts.adapter.channel)
    const gate = condition.state === 'open' ? 0 : condition.until
    if (!entry) return gate
    return entry.state === 'unknown' ? entry.notBefore : Math.max(gate, entry.notBefore)
  }

  #forbidden(entry: Entry, now: number): { result: 'refused' | 'withdrawn'; reason: string } | null {
    if (entry.state === 'unknown') return null
    const { value } = this.#held
    if (!botOwns(value.owner, now)) return { result: 'withdrawn', reason: 'a person has taken over' }
    if (value.optedOut && entry.message.purpose === 'news')
      return { result: 'withdrawn', reason: 'the resident wants no messages' }
    const window = this.#parts.adapter.windowVerdict(entry.message, value.lastInboundAt, now)
    return window.open ? null : { result: 'refused', reason: window.reason }
  }

  async #reconcile(entry: Entry): Promise<void> {
    const verdict = await reconcile(this.#parts.adapter, this.#held.value, entry, this.#parts.clock.now())
    if (!this.#held.value.outbox.includes(entry)) return
    if (verdict.known === 'sent') {
      this.#parts.observer.sendSettled(this.#parts.adapter.channel, 'reconciled')
      this.#settle(entry, 'sent', verdict.messageId)
      // At once: what the history shows is forgotten there after some more messages.
      await this.#held.save()
    } else if (verdict.known === 'not-sent') entry.state = 'queued'
    else entry.notBefore = verdict.askAgainAt
  }

  async #send(entry: Entry): Promise<void> {
    if (entry.state === 'queued' || !this.#held.holdsFor(sendMs)) {
      entry.state = 'sending'
      await this.#held.save()
      if (this.#held.value.outbox[0] !== entry) return
    }
    entry.attempts += 1
    const result = await this.#call(entry)
    if (result && this.#held.value.outbox.includes(entry)) this.#apply(entry, result)
  }

  /** The call's result, or null when the platform's own event told first; the call then has a little time to end by itself. */
  async #call(entry: Entry): Promise<SendResult | null> {
    const abort = new AbortController()
    const confirmed = new Promise<null>((resolve) => {
      this.#inFlight = { entry, confirm: () => resolve(null) }
    })
    const call = this.#parts.adapter.send(entry.message, abort.signal)
    const result = await Promise.race([call, confirmed])
    this.#inFlight = null
    if (result === null) {
      const cancel = this.#parts.timers.after(stragglerMs, () => abort.abort())
      void call.then(cancel)
    }
    return result
  }

  #apply(entry: Entry, result: SendResult): void {
    const { adapter, gate, observer, log, clock } = this.#parts
    const now = clock.now()
    if (result.outcome === 'sent') {
      gate.proved(adapter.channel)
      this.#settle(entry, 'sent', result.messageId)
      return
    }
    if (result.outcome === 'refused') {
      this.#settle(entry, 'refused', null, result.reason)
      return
    }
    observer.sendSettled(adapter.channel, result.outcome)
    log.warn(
      {
        channel: adapter.channel,
        outcome: result.outcome,
        reason: result.reason,
        attempts: entry.attempts,
        ...turnOfKey(entry.key),
      },
      'a message is not out yet',
    )
    entry.lastReason = result.reason
    if (result.outcome === 'unknown')
      Object.assign(entry, { state: 'unknown', unknownSince: now, notBefore: now + echoGraceMs })
    else {
      entry.state = 'queued'
      const until =
        result.retryAt ??
        now + (result.outcome === 'broken' ? brokenPauseMs : Math.min(1000 * 2 ** (entry.attempts - 1), longestPauseMs))
      entry.notBefore = until
      if (result.outcome === 'broken')
        gate.close(adapter.channel, { state: 'broken', until, reason: result.reason, hint: result.hint })
      else if (result.scope === 'channel')
        gate.close(adapter.channel, { state: 'waiting', until, reason: result.reason })
    }
    this.#held.saveSoon()
  }

  #settle(entry: Entry, state: 'sent' | 'refused' | 'withdrawn', messageId: string | null, reason?: string): void {
    const { value } = this.#held
    const { adapter, bookkeeper, observer, clock, log } = this.#parts
    value.outbox = value.outbox.filter((other) => other !== entry)
    value.pending = value.outbox.length
    if (messageId)
      value.sent = [...value.sent, { messageId, digest: messageDigest(entry.message.text) }].slice(-rememberedSent)
    const arrivedAt = this.#arrivals.get(entry.key)
    this.#arrivals.delete(entry.key)
    observer.sendSettled(adapter.channel, state)
    if (state === 'sent') {
      const ms = arrivedAt === undefined ? undefined : clock.now() - arrivedAt
      if (ms !== undefined) observer.answered(adapter.channel, ms)
      log.info({ channel: adapter.channel, ms, ...turnOfKey(entry.key) }, 'sent')
    }
    if (state !== 'sent')
      log.warn({ channel: adapter.channel, result: state, reason, ...turnOfKey(entry.key) }, 'a message did not go out')
    const line: MessageRecord = {
      _id: entry.key,
      conversationId: value._id,
      author: 'bot',
      at: entry.createdAt,
      text: entry.message.text,
      state,
    }
    bookkeeper.line({ ...line, ...(messageId ? { messageId } : {}), ...(reason ? { reason } : {}) })
    this.#held.saveSoon()
  }

  #wakeAt(time: number): void {
    this.#cancelTimer?.()
    this.#cancelTimer = this.#parts.timers.after(Math.max(5, time - this.#parts.clock.now()), () => {
      this.#cancelTimer = null
      this.kick()
    })
  }
}
