import { type Connection, Schema } from 'mongoose'

/** How long a dead letter is kept for an operator to look at. */
const keptSeconds = 30 * 24 * 3600

/** Something that the store refused for good where it belongs; put aside here, so that nothing behind it waits. */
export interface DeadLetterRecord {
  /** `<kind>:<id of what it was>`. */
  readonly _id: string
  readonly kind: 'line' | 'resident' | 'receipt'
  readonly conversationId: string
  /** Code of the store's refusal, or the error's name where it has none. */
  readonly code: string
  /** What could not be written, as JSON, cut after 64 KiB. */
  readonly content: string
  readonly at: Date
}

const schema = new Schema<DeadLetterRecord>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    conversationId: { type: String, required: true },
    code: { type: String, required: true },
    content: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'dead_letters', versionKey: false },
)
schema.index({ at: 1 }, { expireAfterSeconds: keptSeconds, name: 'expire' })

/** The dead letters. */
export const deadLetterModel = (connection: Connection) => connection.model<DeadLetterRecord>('DeadLetter', schema)
