import type { IncomingHttpHeaders } from 'node:http'

/**
 * What became of a call to X. `ok`: an answer below 400. `error`: one of 400 or above. `lost`: it may have been carried out, but no whole
 * answer came. `unsent`: certainly not carried out, the connection was never made. `reason` is a code, never a word of the call or its answer.
 */
export type XAnswer =
  | { readonly kind: 'ok'; readonly data: unknown; readonly headers: IncomingHttpHeaders }
  | { readonly kind: 'error'; readonly status: number; readonly data: unknown; readonly headers: IncomingHttpHeaders }
  | { readonly kind: 'lost'; readonly reason: string }
  | { readonly kind: 'unsent'; readonly reason: string }
