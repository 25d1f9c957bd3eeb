import type { ChannelAdapter } from '../adapters/channel-adapter.js'
import type { OutboundMessage } from '../adapters/outbound.js'
import type { OutboxEntry } from '../models/conversation.js'
import type { Conversation } from './conversation-store.js'
import { messageDigest } from './message-digest.js'

/** How long the platform's own word (echo, dm.sent) is waited for before its history is asked, ms. */
export const echoGraceMs = 3000
const askAgainMs = 5000
/** After this long with neither echo nor history the message counts as not sent: a lost answer is worse than a rare double, ms. */
const giveUpMs = 45_000

/** What is known of a message whose send had no clear end. */
export type Reconciled =
  | { readonly known: 'sent'; readonly messageId: string }
  | { readonly known: 'not-sent' }
  | { readonly known: 'nothing'; readonly askAgainAt: number }

/** Asks the platform's history whether it took the message. That it did not is believed only after the time for the platform's own word. */
export async function reconcile(
  adapter: ChannelAdapter,
  conversation: Conversation,
  entry: OutboxEntry<OutboundMessage>,
  now: number,
): Promise<Reconciled> {
  const { message, unknownSince = now } = entry
  const believedAt = unknownSince + echoGraceMs
  const notSent: Reconciled = now < believedAt ? { known: 'nothing', askAgainAt: believedAt } : { known: 'not-sent' }
  // Public replies have no history to ask; the platform itself refuses the same text twice.
  if (message.target.type === 'public-reply') return notSent
  const after = conversation.sent.at(-1)?.messageId ?? null
  const records = await adapter.sentAfter(conversation.personId, after)
  if (records === null)
    return now - unknownSince > giveUpMs ? { known: 'not-sent' } : { known: 'nothing', askAgainAt: now + askAgainMs }
  const counted = new Set(conversation.sent.map(({ messageId }) => messageId))
  const digest = messageDigest(message.text)
  const found = records.find((record) => !counted.has(record.messageId) && messageDigest(record.text) === digest)
  return found ? { known: 'sent', messageId: found.messageId } : notSent
}
