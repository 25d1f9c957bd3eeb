import { type Connection, Schema } from 'mongoose'

/** A person as one channel knows them; no more than what the service needs. */
export interface ResidentRecord {
  /** `<channel>:<person id>`. */
  readonly _id: string
  readonly channel: string
  readonly name?: string
  readonly username?: string
  readonly language: string
  readonly firstSeenAt: number
  readonly lastSeenAt: number
}

const schema = new Schema<ResidentRecord>(
  {
    _id: { type: String, required: true },
    channel: { type: String, required: true },
    name: String,
    username: String,
    language: { type: String, required: true },
    firstSeenAt: { type: Number, required: true },
    lastSeenAt: { type: Number, required: true },
  },
  { collection: 'residents', versionKey: false },
)

/** The residents. */
export const residentModel = (connection: Connection) => connection.model<ResidentRecord>('Resident', schema)
