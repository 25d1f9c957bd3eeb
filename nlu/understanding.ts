/** What a resident wants with a message; the names are fixed by the public interface. */
export const intents = [
  'open_report',
  'query_status',
  'complaint_ignored',
  'complaint_service',
  'inquiry',
  'suggestion',
  'rate',
  'talk_to_human',
  'greeting',
  'thanks',
  'goodbye',
  'affirm',
  'deny',
  'cancel',
  'help',
  'change_language',
  'out_of_scope',
] as const
export type Intent = (typeof intents)[number]

/** `act`: sure enough to go ahead; `confirm`: ask whether it is this; `menu`: not understood, show the choices. */
export type Decision = 'act' | 'confirm' | 'menu'

/** A fact found in the text. `text` is how it was written, `start`/`end` its place in the original string (UTF-16). */
export type Entity = { readonly text: string; readonly start: number; readonly end: number } & (
  | { readonly type: 'report_number'; readonly value: string; readonly valid: boolean }
  | { readonly type: 'phone'; readonly value: string }
  /** `value`: id in config/places; a district carries the city it lies in, or null where the name is found in several. */
  | { readonly type: 'city'; readonly value: string }
  | {
      readonly type: 'district'
      readonly value: string
      readonly city: string | null
      readonly alternatives: readonly string[]
    }
  | { readonly type: 'landmark'; readonly value: string }
  | { readonly type: 'coordinates'; readonly value: string }
  | { readonly type: 'map_link'; readonly value: string }
  | { readonly type: 'short_address'; readonly value: string }
  | { readonly type: 'date'; readonly value: string }
  | { readonly type: 'rating'; readonly value: number }
)

/** A service (category of report) and how likely it is, 0..1. */
export interface ServiceGuess {
  readonly id: string
  readonly p: number
}

/** An article of the knowledge base and how likely it answers the message, 0..1. */
export interface ArticleGuess {
  readonly id: string
  readonly p: number
}

/** One of several problems in a message: its service, and the part of the message that tells of it. */
export interface FurtherProblem {
  readonly service: string
  readonly text: string
}

/** Everything understood of one message. */
export interface Understanding {
  /** Base code of the language it is written in (`ar` for Arabizi too). */
  readonly language: string
  /** Whether the language is certain enough to answer in it (three words or more and a clear margin). */
  readonly languageSure: boolean
  readonly intent: Intent
  readonly confidence: number
  readonly decision: Decision
  /** The three most likely intents, best first, for "did you mean". */
  readonly intents: readonly { readonly id: Intent; readonly p: number }[]
  /** Null where no service belongs (no report or complaint). */
  readonly service: string | null
  readonly serviceConfidence: number
  /** The three most likely services, best first; empty where none belongs. */
  readonly services: readonly ServiceGuess[]
  /** Further problems that the message plainly tells of besides `service`, in its own words; absent where it tells of one. */
  readonly further?: readonly FurtherProblem[]
  /** The three articles that most likely answer it, best first; absent where the message is no question. Empty where there was nothing to find them by. */
  readonly articles?: readonly ArticleGuess[]
  /** Danger to life. */
  readonly urgent: boolean
  readonly entities: readonly Entity[]
  /** The whole message is one of the phrase list (yes, no, cancel, thanks ...): certain. */
  readonly phrase: boolean
  /** Whether the encoder was asked. */
  readonly encoder: boolean
  /** Microseconds spent. */
  readonly us: number
}

/** What the dialog knows when the message comes. */
export interface UnderstandingContext {
  /** Language of the conversation so far. */
  readonly language?: string
  /** The slot that the dialog waits for, e.g. `district`, `confirm`. */
  readonly expecting?: string
  /** Epoch ms; relative dates count from it. */
  readonly now: number
}

/** The understanding as the bot uses it; the embedded pipeline and cloud providers stand behind it. */
export interface Understander {
  understand(text: string, context: UnderstandingContext): Promise<Understanding>
}
