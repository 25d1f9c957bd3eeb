import { type Connection, Schema } from 'mongoose'

/** A photo that came with a message; copied at receipt, since platforms' addresses expire. */
export interface PhotoRecord {
  /** `<event id>#<n>`. */
  readonly _id: string
  readonly conversationId: string
  readonly channel: string
  readonly url: string
  readonly at: number
  readonly state: 'pending' | 'copied' | 'failed'
  /** Tries that were begun. */
  readonly attempts: number
  /** When the next try is due, epoch ms; moved forward by whoever begins one. */
  readonly nextAt: number
  /** Name of the copy in the data folder's `photos/`. */
  readonly file?: string
  readonly bytes?: number
  readonly mediaType?: string
  readonly reason?: string
}

const schema = new Schema<PhotoRecord>(
  {
    _id: { type: String, required: true },
    conversationId: { type: String, required: true },
    channel: { type: String, required: true },
    url: { type: String, required: true },
    at: { type: Number, required: true },
    state: { type: String, required: true },
    attempts: { type: Number, required: true },
    nextAt: { type: Number, required: true },
    file: String,
    bytes: Number,
    mediaType: String,
    reason: String,
  },
  { collection: 'photos', versionKey: false },
)
schema.index({ nextAt: 1 }, { partialFilterExpression: { state: 'pending' }, name: 'due_to_copy' })

/** The photos. */
export const photoModel = (connection: Connection) => connection.model<PhotoRecord>('Photo', schema)
