/** The channels that exist; the id is also the name of the adapter's folder and of its webhook route. */
export type ChannelId = 'twitter' | 'messenger'

/** A file that came with a message; `url` is where the platform serves it, for a limited time. */
export interface InboundAttachment {
  readonly kind: 'photo' | 'video' | 'audio' | 'file'
  readonly url: string
}

/** Who wrote; what the platform told of them, nothing looked up. */
export interface Sender {
  /** The platform's id of the person, a string of digits. */
  readonly id: string
  readonly name?: string
  readonly username?: string
}

/** What every event has. */
interface EventBase {
  readonly channel: ChannelId
  /** Unique within the channel; the platform's own id where it has one, else made from the content. */
  readonly eventId: string
  /** The lane it belongs to: `<channel>:<person id>`, or `<channel>-public:<person id>` for public posts. */
  readonly conversationId: string
  /** The event's own time in epoch ms, by the platform's word. */
  readonly at: number
}

/** Something the resident wrote, tapped or sent. */
export interface MessageEvent extends EventBase {
  readonly kind: 'message'
  readonly from: Sender
  /** Plain text, decoded, media links removed; '' when there was none. */
  readonly text: string
  /** Payload of a tapped quick reply, button or menu entry. */
  readonly choice?: string
  readonly attachments: readonly InboundAttachment[]
  /** A sticker came (a thumbs-up is one); it is no evidence. */
  readonly sticker?: boolean
  readonly location?: { readonly lat: number; readonly lng: number }
}

/** A public post that names the account or answers one of its posts. */
export interface MentionEvent extends EventBase {
  readonly kind: 'mention'
  readonly from: Sender
  readonly postId: string
  /** The post it answers, where it answers one. */
  readonly inReplyTo?: string
  readonly text: string
}

/** The platform's word that a message of ours was taken (`own`), or that a person answered for the account elsewhere. */
export interface EchoEvent extends EventBase {
  readonly kind: 'echo'
  readonly own: boolean
  /** The platform's id of the sent message. */
  readonly messageId: string
  /** The outbox key, where the platform gives it back. */
  readonly key?: string
  readonly text?: string
}

/** The platform's word on sent messages: delivered or read, by ids or up to a time. */
export interface ReceiptEvent extends EventBase {
  readonly kind: 'receipt'
  readonly state: 'delivered' | 'read'
  readonly messageIds: readonly string[]
  readonly upTo: number
}

/** Kept and counted, but nothing is answered: reactions, edits, standby, thread control, referrals, encrypted chat, revoked access, unknown shapes. */
export interface NoticeEvent extends EventBase {
  readonly kind: 'notice'
  /** e.g. `reaction`, `message_edit`, `standby`, `take_thread_control`, `chat.received`, `oauth.revoke`, `unknown`. */
  readonly notice: string
  /** An operator has to know at once. */
  readonly alarm?: boolean
  /** A person has taken over (`pause`) or given the thread back (`resume`). */
  readonly bot?: 'pause' | 'resume'
  /** Of an unknown shape: what came, as JSON, at most 64 KiB; kept for an operator, never logged. */
  readonly raw?: string
}

/** What a webhook body turns into: pure data, no platform field left in it. */
export type InboundEvent = MessageEvent | MentionEvent | EchoEvent | ReceiptEvent | NoticeEvent
