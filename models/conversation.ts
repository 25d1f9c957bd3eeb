import { type Connection, Schema } from 'mongoose'

/** Who answers: the bot, or a person who took over in the platform's own inbox until `until` (epoch ms). One owner at a time. */
export type ConversationOwner = { readonly kind: 'bot' } | { readonly kind: 'page-inbox'; readonly until: number }

/**
 * What is known of an outgoing message. `queued`: not tried since the last save. `sending`: may be under way.
 * `unknown`: tried, and nobody knows whether the platform took it; reconciled before any second try.
 */
export type OutboxState = 'queued' | 'sending' | 'unknown'

/** A message on its way out. `M` is the channel's message in its final form. */
export interface OutboxEntry<M = unknown> {
  readonly key: string
  readonly message: M
  readonly createdAt: number
  state: OutboxState
  attempts: number
  /** Not before this time, epoch ms. */
  notBefore: number
  /** When the outcome became unknown, epoch ms. */
  unknownSince?: number
  lastReason?: string
}

/** A message that went out, remembered to tell late echoes of ours from those of a person. */
export interface SentMark {
  readonly messageId: string
  readonly digest: string
}

/** A wish to speak with a person, kept until somebody takes it up. */
export interface HumanWish {
  readonly at: number
  readonly reason: string
}

/** One resident's thread on one channel: everything a turn changes lies in this one document, guarded by `rev`. */
export interface ConversationRecord<D = unknown, M = unknown> {
  /** `<channel>:<person id>`. */
  readonly _id: string
  channel: string
  personId: string
  /** Grows with every write; a write that finds another value than it expects has lost its lease. */
  rev: number
  lease: { owner: string; until: number } | null
  owner: ConversationOwner
  language: string | null
  dialog: D | null
  outbox: OutboxEntry<M>[]
  /** Length of the outbox, so that an index finds who has something to send. */
  pending: number
  /** Ids of the last events whose turn is committed; a second run finds itself here. */
  done: string[]
  /** The last messages that went out, newest last. */
  sent: SentMark[]
  /** Latest own time of a resident's event, epoch ms; 0 before the first. */
  lastInboundAt: number
  optedOut: boolean
  humanWish: HumanWish | null
}

const schema = new Schema<ConversationRecord>(
  {
    _id: { type: String, required: true },
    channel: { type: String, required: true },
    personId: { type: String, required: true },
    rev: { type: Number, required: true },
    lease: { type: Schema.Types.Mixed, default: null },
    owner: { type: Schema.Types.Mixed, required: true },
    language: { type: String, default: null },
    dialog: { type: Schema.Types.Mixed, default: null },
    outbox: { type: Schema.Types.Mixed, default: [] },
    pending: { type: Number, required: true },
    done: { type: [String], default: [] },
    sent: { type: Schema.Types.Mixed, default: [] },
    lastInboundAt: { type: Number, default: 0 },
    optedOut: { type: Boolean, default: false },
    humanWish: { type: Schema.Types.Mixed, default: null },
  },
  { collection: 'conversations', versionKey: false, minimize: false },
)
schema.index({ pending: 1 }, { partialFilterExpression: { pending: { $gt: 0 } }, name: 'something_to_send' })
schema.index({ 'humanWish.at': 1 }, { partialFilterExpression: { 'humanWish.at': { $exists: true } }, name: 'wishes' })

/** The conversations. */
export const conversationModel = (connection: Connection) =>
  connection.model<ConversationRecord>('Conversation', schema)

/** A conversation that has just begun. */
export function newConversation(
  id: string,
  channel: string,
  personId: string,
): Omit<ConversationRecord<never, never>, 'lease' | 'rev'> {
  return {
    _id: id,
    channel,
    personId,
    owner: { kind: 'bot' },
    language: null,
    dialog: null,
    outbox: [],
    pending: 0,
    done: [],
    sent: [],
    lastInboundAt: 0,
    optedOut: false,
    humanWish: null,
  }
}
