import type {
  EchoEvent,
  InboundEvent,
  MentionEvent,
  MessageEvent,
  NoticeEvent,
  ReceiptEvent,
} from '../../adapters/inbound-event.js'
import type { StoredEvent } from '../../bots/inbox.js'

/** When the built events happen unless told otherwise: the start of `FakeClock`, epoch ms. */
export const eventTime = Date.UTC(2026, 2, 1, 9)
const person = '4001'
let made = 0
const base = (kind: string) => {
  made += 1
  return {
    channel: 'messenger' as const,
    eventId: `${kind}-${made}`,
    conversationId: `messenger:${person}`,
    at: eventTime,
  }
}

/** A resident's message; each call has an id of its own. */
export const buildMessage = (more: Partial<MessageEvent> = {}): MessageEvent => ({
  ...base('m'),
  kind: 'message',
  from: { id: person },
  text: 'hello',
  attachments: [],
  ...more,
})

/** A message of the given person, in their own conversation. */
export const messageOf = (personId: string, text: string, more: Partial<MessageEvent> = {}): MessageEvent =>
  buildMessage({ conversationId: `messenger:${personId}`, from: { id: personId }, text, ...more })

/** A public post that names the account. */
export const buildMention = (more: Partial<MentionEvent> = {}): MentionEvent => ({
  ...base('p'),
  conversationId: `messenger-public:${person}`,
  kind: 'mention',
  from: { id: person },
  postId: '1940000000000000001',
  text: 'hello @city',
  ...more,
})

/** The platform's word that a message of ours was taken. */
export const buildEcho = (more: Partial<EchoEvent> = {}): EchoEvent => ({
  ...base('e'),
  kind: 'echo',
  own: true,
  messageId: 'sent-1',
  ...more,
})

/** A delivery receipt. */
export const buildReceipt = (more: Partial<ReceiptEvent> = {}): ReceiptEvent => ({
  ...base('r'),
  kind: 'receipt',
  state: 'delivered',
  messageIds: [],
  upTo: eventTime,
  ...more,
})

/** Something that is kept and counted only. */
export const buildNotice = (more: Partial<NoticeEvent> = {}): NoticeEvent => ({
  ...base('n'),
  kind: 'notice',
  notice: 'unknown',
  ...more,
})

/** An event as the inbox has stored it. `order` counts up by itself. */
export const storedEvent = (event: InboundEvent, order: number): StoredEvent => ({
  _id: `${event.channel}:${event.eventId}`,
  conversationId: event.conversationId,
  kind: event.kind,
  at: event.at,
  order,
  event,
  done: false,
})
