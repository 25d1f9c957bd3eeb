import { type Connection, Schema } from 'mongoose'

/** One line of a conversation's transcript. */
export interface MessageRecord {
  /** The event's id, or the outbox key. */
  readonly _id: string
  readonly conversationId: string
  readonly author: 'resident' | 'bot' | 'person'
  readonly at: number
  readonly text: string
  readonly photos?: readonly string[]
  /** Of outgoing messages. */
  readonly state?: 'sent' | 'delivered' | 'read' | 'refused' | 'withdrawn'
  /** Why it was refused or withdrawn. */
  readonly reason?: string
  /** The platform's id. */
  readonly messageId?: string
}

const schema = new Schema<MessageRecord>(
  {
    _id: { type: String, required: true },
    conversationId: { type: String, required: true },
    author: { type: String, required: true },
    at: { type: Number, required: true },
    text: { type: String, default: '' },
    photos: { type: [String], default: undefined },
    state: String,
    reason: String,
    messageId: String,
  },
  { collection: 'messages', versionKey: false },
)
schema.index({ conversationId: 1, at: 1 }, { name: 'transcript' })
schema.index({ messageId: 1 }, { sparse: true, name: 'by_platform_id' })

/** The transcripts. */
export const messageModel = (connection: Connection) => connection.model<MessageRecord>('Message', schema)
