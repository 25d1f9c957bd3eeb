import { type Connection, Schema } from 'mongoose'

/** How long it is kept for review. */
const keptSeconds = 180 * 24 * 3600

/**
 * What the dialog made of what was understood. `acted`: went ahead. `asked`: was unsure and offered a choice. `answer`: came while a question
 * waited, where the intent counts for little. Then, when the resident has shown it: `confirmed` the report it led to; `corrected` it,
 * `chosen` from the choice, or `denied` it without saying what else; `given_up`: the report was dropped, or a person had to be offered.
 */
export const understoodOutcomes = [
  'acted',
  'asked',
  'answer',
  'confirmed',
  'corrected',
  'chosen',
  'denied',
  'given_up',
] as const
export type UnderstoodOutcome = (typeof understoodOutcomes)[number]

/** What the resident showed it to be: names of the intents, ids of the services. */
export interface UnderstoodLabel {
  readonly intent?: string
  readonly service?: string
}

/** What was understood of one message of a resident, and what became of it; kept to learn from. */
export interface UnderstoodRecord {
  /** The message's id: `<channel>:<event id>`. */
  readonly _id: string
  readonly conversationId: string
  readonly at: Date
  /** Personal data masked, cut; only where the message was read as a wish or a problem, never an answer about place, phone or number. */
  readonly text?: string
  readonly language: string
  readonly intent: string
  readonly confidence: number
  readonly decision: string
  readonly service: string | null
  readonly serviceConfidence: number
  /** The three most likely, best first: id -> probability. Absent with `answer`. */
  readonly intents?: Readonly<Record<string, number>>
  readonly services?: Readonly<Record<string, number>>
  /** Whether the encoder was asked. */
  readonly encoder: boolean
  readonly outcome: UnderstoodOutcome
  readonly label?: UnderstoodLabel
}

const schema = new Schema<UnderstoodRecord>(
  {
    _id: { type: String, required: true },
    conversationId: { type: String, required: true },
    at: { type: Date, required: true },
    text: String,
    language: { type: String, required: true },
    intent: { type: String, required: true },
    confidence: { type: Number, required: true },
    decision: { type: String, required: true },
    service: { type: String, default: null },
    serviceConfidence: { type: Number, required: true },
    intents: { type: Schema.Types.Mixed, default: undefined },
    services: { type: Schema.Types.Mixed, default: undefined },
    encoder: { type: Boolean, required: true },
    outcome: { type: String, enum: understoodOutcomes, required: true },
    label: { type: Schema.Types.Mixed, default: undefined },
  },
  { collection: 'understood', versionKey: false },
)
schema.index({ at: 1 }, { expireAfterSeconds: keptSeconds, name: 'expire' })

/** What was understood, for review. */
export const understoodModel = (connection: Connection) => connection.model<UnderstoodRecord>('Understood', schema)
