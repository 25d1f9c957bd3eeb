import type { ChannelAdapter } from '../adapters/channel-adapter.js'
import type { OutboundMessage, SendResult } from '../adapters/outbound.js'
import type { Clock } from '../models/clock.js'
import type { OutboxEntry } from '../models/conversation.js'
import type { Log } from '../models/log.js'
import type { MessageRecord } from '../models/message.js'
import type { Bookkeeper } from './bookkeeper.js'
import type { ChannelGate } from './channel-gate.js'
import type { HeldConversation } from './held-conversation.js'
import { messageDigest } from './message-digest.js'
import { echoGraceMs } from './reconcile.js'
import type { TurnObserver } from './turn-observer.js'
import { turnOfKey } from './turn-of.js'

export interface OutboxOutcomesParts {
  readonly adapter: ChannelAdapter
  readonly gate: ChannelGate
  readonly bookkeeper: Bookkeeper
  readonly clock: Clock
  readonly log: Log
  readonly observer: TurnObserver
}

type Entry = OutboxEntry<OutboundMessage>

/** Sent ids that are remembered. */
const rememberedSent = 12
const brokenPauseMs = 45_000
const longestPauseMs = 30_000

/** What the ends of sends mean for one conversation: what is settled and leaves the outbox, what is tried again and when, what closes the channel. */
export class OutboxOutcomes {
  readonly #held: HeldConversation
  readonly #parts: OutboxOutcomesParts
  readonly #arrivals = new Map<string, number>()

  constructor(held: HeldConversation, parts: OutboxOutcomesParts) {
    this.#held = held
    this.#parts = parts
  }

  /** Remembers when the event came that a message answers, epoch ms. */
  expect(key: string, arrivedAt: number): void {
    this.#arrivals.set(key, arrivedAt)
  }

  /** Takes the result of a send that began at `began` (epoch ms). */
  apply(entry: Entry, result: SendResult, began: number): void {
    const { adapter, gate, observer, log } = this.#parts
    if (result.outcome === 'sent') {
      gate.proved(adapter.channel, began)
      this.settle(entry, 'sent', result.messageId)
      return
    }
    if (result.outcome === 'refused') {
      this.settle(entry, 'refused', null, result.reason)
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
    this.#postpone(entry, result)
    this.#held.saveSoon()
  }

  /** It leaves the outbox for good. */
  settle(entry: Entry, state: 'sent' | 'refused' | 'withdrawn', messageId: string | null, reason?: string): void {
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

  /** Says when it is looked at again, and holds back the channel where the platform means the channel. */
  #postpone(entry: Entry, result: Exclude<SendResult, { outcome: 'sent' | 'refused' }>): void {
    const {
      adapter: { channel },
      gate,
      clock,
    } = this.#parts
    const now = clock.now()
    if (result.outcome === 'unknown') {
      Object.assign(entry, { state: 'unknown', unknownSince: now, notBefore: now + echoGraceMs })
      return
    }
    const { outcome, reason, retryAt } = result
    const pause = outcome === 'broken' ? brokenPauseMs : Math.min(1000 * 2 ** (entry.attempts - 1), longestPauseMs)
    const until = retryAt ?? now + pause
    Object.assign(entry, { state: 'queued', notBefore: until })
    if (outcome === 'broken') gate.close(channel, { state: 'broken', until, reason, hint: result.hint })
    else if (result.scope === 'channel') gate.close(channel, { state: 'waiting', until, reason })
  }
}
