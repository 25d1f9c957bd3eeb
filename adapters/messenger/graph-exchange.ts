import type { IncomingHttpHeaders } from 'node:http'

/** What became of one call of the Graph API; no token and no resident's words but in `body`. */
export type GraphExchange =
  | {
      readonly answered: true
      readonly status: number
      readonly headers: IncomingHttpHeaders
      /** Parsed JSON; undefined when the answer is none (the HTML of a proxy). */
      readonly body: unknown
    }
  | {
      readonly answered: false
      /** Whether the request may have reached the platform: a connection stood when it failed. */
      readonly written: boolean
      /** Node's error code, or `timeout`, `aborted`, `too_long`, `sdk`. */
      readonly code: string
    }

/** A call on the wire. */
export interface GraphRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly signal: AbortSignal
}

/** Carries a call out. Never throws. */
export type GraphTransport = (request: GraphRequest) => Promise<GraphExchange>
