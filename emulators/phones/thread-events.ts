/** Which phone something shows on. */
export type PhoneChannel = 'x' | 'messenger'

/** A choice the page shows as a button. */
export interface PhoneChoice {
  readonly title: string
  readonly payload: string
}

/** A link button of a template. */
export interface PhoneLink {
  readonly title: string
  readonly url: string
}

/** A bubble of a thread, or a public post. */
export interface PhoneMessage {
  readonly type: 'message' | 'post'
  readonly channel: PhoneChannel
  readonly id: string
  readonly mine: boolean
  readonly text: string
  /** Path of a photo on this server. */
  readonly photo?: string
  /** The agent's name, when a persona speaks. */
  readonly author?: string
  readonly quickReplies?: readonly PhoneChoice[]
  readonly buttons?: readonly PhoneChoice[]
  readonly links?: readonly PhoneLink[]
  /** The post it replies to. */
  readonly inReplyTo?: string
  /** A reply's link into the direct messages. */
  readonly directMessageLink?: string
  /** Epoch milliseconds. */
  readonly at: number
}

/** How far a message of the resident has come; `waiting` while the bot does not take it. */
export interface PhoneStatus {
  readonly type: 'status'
  readonly channel: PhoneChannel
  readonly id: string
  readonly status: 'sent' | 'waiting' | 'delivered' | 'failed'
}

/** Everything before has been seen by the other side. */
export interface PhoneSeen {
  readonly type: 'seen'
  readonly channel: PhoneChannel
}

/** The other side writes, or no longer does. */
export interface PhoneTyping {
  readonly type: 'typing'
  readonly channel: PhoneChannel
  readonly on: boolean
}

/** One thing that happened on a phone. */
export type PhoneEvent = PhoneMessage | PhoneStatus | PhoneSeen | PhoneTyping

/** An event with its place in the order, `START-COUNT`. */
export interface NumberedEvent {
  readonly id: string
  readonly event: PhoneEvent
}
