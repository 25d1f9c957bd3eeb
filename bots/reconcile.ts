import type { ChannelAdapter } from '../adapters/channel-adapter.js'
import type { OutboundMessage } from '../adapters/outbound.js'
import type { OutboxEntry } from '../models/conversation.js'
import type { Conversation } from './conversation-store.js'
import { messageDigest } from './message-digest.js'

/** How long the platform's own word (echo, dm.sent) is waited for before its history is believed that there is nothing, ms. */
export const echoGraceMs = 3000
/** From one question to the history to the next while it cannot be read now: doubling from the first to the last, ms. */
const firstPauseMs = 5000
const longestPauseMs = 60_000
/** Where the history can never be read the message counts as not sent after this long without an echo, ms. */
export const deafMs = 45_000
/** The same where it could only not be read so far: the resident waits, and so does every later answer, ms. */
export const outageMs = 120_000
/** The platform's clock and ours may differ by this much, ms. */
const clockMarginMs = 5 * 60_000

/** What is known of a message whose send had no clear end. */
export type Reconciled =
  | { readonly known: 'sent'; readonly messageId: string }
  | { readonly known: 'not-sent' }
  | { readonly known: 'nothing'; readonly askAgainAt: number }

/**
 * Asks the platform's history whether it took the message. The rule, times from when the outcome became unknown:
 * 1. The history shows it: sent.
 * 2. The history was read as far back as the message can lie and does not show it: not sent, once the platform's own word has had
 *    its 3 seconds.
 * 3. The history cannot be read now (budget, throttle, outage): ask again after 5, 8, 16, 32, then every 60 seconds, or when the platform
 *    says; after two minutes it counts as not sent.
 * 4. The history cannot be read at all (no right to it, too much in it): only the platform's own word could tell; after 45 seconds it counts as
 *    not sent.
 * In 3 and 4 a second message is possible: a lost answer is worse than a rare double. Public replies have no history; the platform itself
 * refuses the same text twice.
 */
export async function reconcile(
  adapter: ChannelAdapter,
  conversation: Conversation,
  entry: OutboxEntry<OutboundMessage>,
  now: number,
): Promise<Reconciled> {
  const { message, unknownSince = now, createdAt } = entry
  const waited = now - unknownSince
  const notSentAfter = (ms: number): Reconciled | null => (waited >= ms ? { known: 'not-sent' } : null)
  const untilGrace: Reconciled = { known: 'nothing', askAgainAt: unknownSince + echoGraceMs }
  if (message.target.type === 'public-reply') return notSentAfter(echoGraceMs) ?? untilGrace

  const messageId = conversation.sent.at(-1)?.messageId ?? null
  const { records, reach, retryAt } = await adapter.sentAfter(conversation.personId, {
    messageId,
    since: createdAt - clockMarginMs,
  })
  const counted = new Set(conversation.sent.map((mark) => mark.messageId))
  const digest = messageDigest(message.text)
  const found = records.find((record) => !counted.has(record.messageId) && messageDigest(record.text) === digest)
  if (found) return { known: 'sent', messageId: found.messageId }
  if (reach === 'whole') return notSentAfter(echoGraceMs) ?? untilGrace
  if (reach === 'not-ever')
    return notSentAfter(deafMs) ?? { known: 'nothing', askAgainAt: askAgainAt(waited, now, unknownSince + deafMs) }
  const end = unknownSince + outageMs
  return (
    notSentAfter(outageMs) ?? {
      known: 'nothing',
      askAgainAt: Math.min(end, Math.max(retryAt ?? 0, askAgainAt(waited, now, end))),
    }
  )
}

/** Pauses that double, by what was waited so far; never past `end`. */
function askAgainAt(waited: number, now: number, end: number): number {
  return Math.min(end, now + Math.min(Math.max(firstPauseMs, waited), longestPauseMs))
}
