/** What parsing needs to know besides the body. */
export interface ParseContext {
  /** Our account's id and its name without `@`. */
  readonly userId: string
  readonly username: string
  /** Epoch ms; the time of events that tell none of their own. */
  readonly receivedAt: number
}
