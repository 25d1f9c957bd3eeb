/** What an error tells besides its message. */
export interface ErrorFacts {
  /** Whether the same call may succeed later without anybody mending anything. */
  readonly retryable: boolean
  /** What the operator can do about it, one sentence. */
  readonly hint: string
  readonly cause?: unknown
}

/** An error with a stable `code` (`area.what`, lower case), for logs, metrics and callers; never carries residents' words or secrets. */
export class TawasulError extends Error {
  readonly code: string
  readonly retryable: boolean
  readonly hint: string

  constructor(code: string, message: string, facts: ErrorFacts) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.name = 'TawasulError'
    this.code = code
    this.retryable = facts.retryable
    this.hint = facts.hint
  }
}
