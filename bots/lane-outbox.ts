import type { EchoEvent } from '../adapters/inbound-event.js'
import type { OutboundMessage } from '../adapters/outbound.js'
import type { Timers } from '../models/clock.js'
import type { OutboxEntry } from '../models/conversation.js'
import type { HeldConversation } from './held-conversation.js'
import { messageDigest } from './message-digest.js'
import { OutboxOutcomes, type OutboxOutcomesParts } from './outbox-outcomes.js'
import { botOwns } from './ownership.js'
import { reconcile } from './reconcile.js'
import { type SendCall, startSendCall } from './send-call.js'

export interface LaneOutboxParts extends OutboxOutcomesParts {
  readonly timers: Timers
}

type Entry = OutboxEntry<OutboundMessage>

/** A send takes no longer than this; the lease must hold that long. */
const sendMs = 11_000
/** Clocks of processes may differ by this much; beyond it the clock was set, ms. */
const clockMarginMs = 60_000

/** One conversation's outgoing messages: decides what goes out and when. In order, each once, checked against owner, window and gate at the moment of sending; what the ends of sends mean says `OutboxOutcomes`. */
export class LaneOutbox {
  readonly #held: HeldConversation
  readonly #parts: LaneOutboxParts
  readonly #outcomes: OutboxOutcomes
  #running = false
  #inFlight: { entry: Entry; call: SendCall } | null = null
  #cancelTimer: (() => void) | null = null

  constructor(held: HeldConversation, parts: LaneOutboxParts) {
    this.#held = held
    this.#parts = parts
    this.#outcomes = new OutboxOutcomes(held, parts)
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
      this.#outcomes.expect(message.key, arrivedAt)
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
      if (this.#held.lost) return
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
      this.#outcomes.settle(entry, 'sent', echo.messageId)
      if (this.#inFlight?.entry === entry) this.#inFlight.call.confirm()
      this.kick()
    }
    return 'ours'
  }

  async #run(): Promise<void> {
    try {
      for (let entry = this.#held.value.outbox[0]; entry && !this.#held.lost; entry = this.#held.value.outbox[0]) {
        setRight(entry, this.#parts.clock.now())
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
    if (forbidden) this.#outcomes.settle(entry, forbidden.result, null, forbidden.reason)
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
      this.#outcomes.settle(entry, 'sent', verdict.messageId)
      // At once: what the history shows is forgotten there after some more messages.
      await this.#held.save()
    } else if (verdict.known === 'not-sent') entry.state = 'queued'
    else entry.notBefore = verdict.askAgainAt
  }

  async #send(entry: Entry): Promise<void> {
    const { adapter, clock, timers, log } = this.#parts
    if (entry.state === 'queued' || !this.#held.holdsFor(sendMs)) {
      entry.state = 'sending'
      await this.#held.save()
      // Settled meanwhile; or the process slept over the save, and another one may have taken over.
      if (this.#held.value.outbox[0] !== entry || !this.#held.holdsFor(sendMs)) return
    }
    entry.attempts += 1
    const began = clock.now()
    const call = startSendCall(adapter, entry.message, timers, log)
    this.#inFlight = { entry, call }
    const result = await call.result
    this.#inFlight = null
    if (result && this.#held.value.outbox.includes(entry)) this.#outcomes.apply(entry, result, began)
  }

  #wakeAt(time: number): void {
    this.#cancelTimer?.()
    this.#cancelTimer = this.#parts.timers.after(Math.max(5, time - this.#parts.clock.now()), () => {
      this.#cancelTimer = null
      this.kick()
    })
  }
}

/** After the clock was set back, times by the old one would hold a message for as long as that was ahead. */
function setRight(entry: Entry, now: number): void {
  const { createdAt, unknownSince } = entry
  if (Math.max(createdAt, unknownSince ?? 0) <= now + clockMarginMs) return
  Object.assign(entry, { createdAt: Math.min(createdAt, now), notBefore: now })
  if (unknownSince !== undefined) entry.unknownSince = Math.min(unknownSince, now)
}
