/** Why a message was left to the embedded understanding without asking Azure. */
export type KeptReason = 'phrase' | 'urgent' | 'several_problems' | 'facts_only' | 'circuit_open' | 'busy'

/** What kept Azure from giving a usable answer. */
export type FailureReason =
  | 'timeout'
  | 'unreachable'
  | 'no_token'
  | 'unauthorized'
  | 'not_found'
  | 'refused'
  | 'throttled'
  | 'server_error'
  | 'malformed'
  | 'unknown_labels'

/** Who understood a message, and why; for figures, no words of residents. */
export type UnderstandingOutcome =
  | { readonly provider: 'azure'; readonly reason: 'answered' }
  | { readonly provider: 'embedded'; readonly reason: KeptReason | FailureReason }
