import type { ReportState } from '../models/report-states.js'
import type { UnderstoodOutcome } from '../models/understood.js'
import type { Intent, Understanding } from '../nlu/understanding.js'

/** A photo that came with a message and was, or is being, copied. */
export interface PhotoRef {
  readonly id: string
}

/** What a resident said in this turn, understood. */
export interface ResidentMessage {
  readonly type: 'message'
  /** What notes about it refer to; without it nothing is noted. */
  readonly id?: string
  /** The text as written (already cut to a sane length by the caller; `truncated` tells so). */
  readonly text: string
  readonly truncated: boolean
  /** Payload of a tapped choice, when there was one. */
  readonly choice?: string
  readonly understood: Understanding
  readonly photos: readonly PhotoRef[]
  /** Files that came but could not be used (too big, no picture, not to be had). */
  readonly unusableFiles: number
  readonly location?: { readonly lat: number; readonly lng: number }
  readonly sticker: boolean
}

/** What is told of a report to the resident who opened it. */
export interface ReportView {
  readonly number: string
  readonly service: string
  readonly state: ReportState
  /** Ids of config/places, or null. */
  readonly city: string | null
  readonly district: string | null
  readonly openedAt: number
  readonly dueAt: number
  /** Id of the competent authority, when it is not the municipality's matter. */
  readonly authority: string | null
}

/** The answer to a request of the engine, fed back into it in the same turn. */
export type DialogResult =
  | { readonly type: 'report_opened'; readonly report: ReportView }
  /** Empty when none is found or it is somebody else's: never told apart. `askedFor`: the number asked for, or null for "my reports". Newest first, at most five. */
  | { readonly type: 'reports_found'; readonly reports: readonly ReportView[]; readonly askedFor: string | null }

export type DialogEvent = ResidentMessage | DialogResult

/** What is known of a report that is being taken. Words are the resident's own. */
export interface ReportDraft {
  readonly service?: string
  readonly city?: string
  readonly district?: string
  /** A district in the resident's own words that is on no list. */
  readonly districtText?: string
  readonly landmark?: string
  readonly coordinates?: { readonly lat: number; readonly lng: number }
  readonly mapLink?: string
  readonly shortAddress?: string
  readonly description?: string
  readonly phone?: string
  readonly photos: readonly string[]
  readonly photoDeclined?: boolean
  readonly urgent: boolean
}

/** One of the answers offered. `id` is what comes back as `choice`; `label` is text to show (from the catalogue or config). */
export interface PromptChoice {
  readonly id: string
  readonly label: string
}

/** What the engine wants done; the caller does it in order. */
export type DialogEffect =
  /** `menuLead` (only with `choices`): the line above them where a channel without buttons shows them by number. */
  | {
      readonly type: 'reply'
      readonly text: string
      readonly choices?: readonly PromptChoice[]
      readonly menuLead?: string
    }
  /** `ordinal` counts the reports opened within one event; with the event's id it makes the key that keeps a second run from opening another. */
  | { readonly type: 'open_report'; readonly ordinal: number; readonly draft: ReportDraft }
  | { readonly type: 'find_reports'; readonly number: string | null }
  | { readonly type: 'wish_human'; readonly reason: 'asked' | 'not_understood' | 'anger' }
  | { readonly type: 'opt_out' }
  /** A figure for the metrics: which dialog moved where. */
  | { readonly type: 'note'; readonly name: string }
  | UnderstandingNote

/** What the dialog made of what was understood of a message, or what the resident has now shown an earlier one to be. */
export interface UnderstandingNote {
  readonly type: 'note_understanding'
  /** Id of the message it is about: this turn's or an earlier one's. */
  readonly of: string
  readonly outcome: UnderstoodOutcome
  /** What it was meant to be, with `corrected` and `chosen`. */
  readonly intent?: Intent
  readonly service?: string
}

/** The engine's whole memory of one conversation; plain JSON, versioned. Its inside belongs to the dialogs. */
export interface DialogState {
  readonly version: number
  readonly language: string
  readonly [key: string]: unknown
}

export interface DialogStep {
  readonly state: DialogState
  readonly effects: readonly DialogEffect[]
}

/** The dialogs as the bot uses them: pure; no clock, no database, no platform. */
export interface DialogEngine {
  /** The state of a conversation that has just begun. */
  begin(language: string): DialogState
  /** The slot the dialog waits for, for the understanding; null when it waits for nothing. */
  expecting(state: DialogState): string | null
  /** `now` in epoch ms. */
  step(state: DialogState, event: DialogEvent, now: number): DialogStep
  /** Whether a whole message asks for no more messages. */
  isOptOut(text: string): boolean
  /** What a resident is told whose message could not be worked on by a fault of ours. */
  faultReply(language: string): string
  /** The public reply to a post that names the account: one sentence with the address of the private thread, no detail. `variant` makes wordings differ. */
  publicReply(language: string, urgent: boolean, variant: number, link: string): string
}
