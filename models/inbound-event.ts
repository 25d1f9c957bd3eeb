import { type Connection, Schema } from 'mongoose'

/** How long an event that is done with is kept: X itself keeps direct messages for 30 days. */
const keptSeconds = 30 * 24 * 3600

/** An event of a platform, stored once, before the platform is told that it was taken. `E` is the channel's parsed event. */
export interface InboundEventRecord<E = unknown> {
  /** `<channel>:<event id>`. */
  readonly _id: string
  readonly conversationId: string
  readonly kind: string
  /** The event's own time, epoch ms. */
  readonly at: number
  /** Place in the order of arrival; grows within a process and, but for clock differences, across them. */
  readonly order: number
  readonly event: E
  /** False until everything that follows from it is stored. */
  readonly done: boolean
  readonly doneAt?: Date
  /** Code of the error for which it was given up after several tries. */
  readonly failed?: string
  /** When it is removed sooner than other events that are done: it holds a body that no document describes. */
  readonly expireAt?: Date
}

const schema = new Schema<InboundEventRecord>(
  {
    _id: { type: String, required: true },
    conversationId: { type: String, required: true },
    kind: { type: String, required: true },
    at: { type: Number, required: true },
    order: { type: Number, required: true },
    event: { type: Schema.Types.Mixed, required: true },
    done: { type: Boolean, required: true },
    doneAt: Date,
    failed: String,
    expireAt: Date,
  },
  { collection: 'inbound_events', versionKey: false, minimize: false },
)
schema.index({ order: 1 }, { partialFilterExpression: { done: false }, name: 'undone_in_order' })
schema.index(
  { conversationId: 1, order: 1 },
  { partialFilterExpression: { done: false }, name: 'undone_of_conversation' },
)
schema.index({ doneAt: 1 }, { expireAfterSeconds: keptSeconds, name: 'expire_done' })
schema.index({ expireAt: 1 }, { expireAfterSeconds: 0, sparse: true, name: 'expire_unknown' })

/** The inbox: every event once. */
export const inboundEventModel = (connection: Connection) =>
  connection.model<InboundEventRecord>('InboundEvent', schema)
