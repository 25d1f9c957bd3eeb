import { type Connection, Schema } from 'mongoose'
import { type ReportState, reportStates } from './report-states.js'

/** Where it is, as far as the resident told. City and district are ids of config/places. */
export interface ReportPlace {
  readonly city: string | null
  readonly district: string | null
  readonly districtText?: string
  readonly landmark?: string
  readonly coordinates?: { readonly lat: number; readonly lng: number }
  readonly mapLink?: string
  readonly shortAddress?: string
}

/** Something that happened to a report; its state is what the events say. */
export interface ReportEvent {
  readonly type: 'opened'
  readonly at: number
  readonly by: 'resident'
}

/** A report (بلاغ). Times in epoch ms. */
export interface ReportRecord {
  /** Made from the event that opened it, so that a second run of the turn finds the first one's report. */
  readonly _id: string
  readonly number: string
  readonly residentId: string
  readonly channel: string
  readonly language: string
  readonly service: string
  readonly department: string
  readonly authority: string | null
  readonly urgent: boolean
  readonly place: ReportPlace
  readonly description: string
  readonly phone?: string
  readonly photos: readonly string[]
  readonly state: ReportState
  readonly openedAt: number
  readonly dueAt: number
  readonly events: readonly ReportEvent[]
}

const schema = new Schema<ReportRecord>(
  {
    _id: { type: String, required: true },
    number: { type: String, required: true },
    residentId: { type: String, required: true },
    channel: { type: String, required: true },
    language: { type: String, required: true },
    service: { type: String, required: true },
    department: { type: String, required: true },
    authority: { type: String, default: null },
    urgent: { type: Boolean, required: true },
    place: { type: Schema.Types.Mixed, required: true },
    description: { type: String, default: '' },
    phone: String,
    photos: { type: [String], default: [] },
    state: { type: String, enum: reportStates, required: true },
    openedAt: { type: Number, required: true },
    dueAt: { type: Number, required: true },
    events: { type: [Schema.Types.Mixed], default: [] },
  },
  { collection: 'reports', versionKey: false },
)
schema.index({ number: 1 }, { unique: true, name: 'number' })
schema.index({ residentId: 1, openedAt: -1 }, { name: 'of_resident' })

/** The reports. */
export const reportModel = (connection: Connection) => connection.model<ReportRecord>('Report', schema)
