import type { ClientRequest } from 'node:http'
import { ApiPartialResponseError, ApiRequestError, ApiResponseError } from 'twitter-api-v2'
import { z } from 'zod'
import type { XAnswer } from './x-answer.js'

/**
 * Reads what the client library threw. Its `requestError` is always undefined (the constructor keeps the cause under `_options`), a
 * problem+json without `errors[]` has only its status in the message, and a body that is not the JSON it promised is a partial response.
 */
export function readCallError(error: unknown, wasConnected: (request: ClientRequest) => boolean): XAnswer {
  if (error instanceof ApiResponseError) {
    return { kind: 'error', status: error.code, data: error.data, headers: error.headers }
  }
  if (error instanceof ApiPartialResponseError) {
    const { statusCode: status = 0, headers } = error.response
    if (status >= 400) return { kind: 'error', status, data: undefined, headers }
    return { kind: 'lost', reason: 'answer cut off' }
  }
  if (error instanceof ApiRequestError) {
    const reason = readReason(error)
    return { kind: wasConnected(error.request) ? 'lost' : 'unsent', reason }
  }
  // it may have been thrown after the call was carried out: only a connection that never was proves it unsent
  return { kind: 'lost', reason: 'failed in an unforeseen way' }
}

const coded = z.object({ code: z.union([z.string(), z.number()]).optional(), name: z.string().optional() })
const requestError = z.object({ _options: z.object({ error: coded }) })

function readReason(error: ApiRequestError): string {
  const cause = requestError.safeParse(error).data?._options.error
  if (cause?.name === 'AbortError') return 'no answer in time'
  const code = cause?.code
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'connection closed'
}
