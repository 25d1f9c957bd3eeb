import { z } from 'zod'
import type { SendResult } from '../outbound.js'
import type { GraphExchange } from './graph-exchange.js'
import { isUsedUp, readRetryTime } from './retry-time.js'

const errorBody = z.object({
  error: z.object({
    code: z.number().optional().catch(undefined),
    error_subcode: z.number().optional().catch(undefined),
    is_transient: z.boolean().optional().catch(undefined),
  }),
})

/** A Graph error's numbers; its message is left out, since it may quote what was sent. */
export interface GraphError {
  readonly code: number | undefined
  readonly subcode: number | undefined
  readonly transient: boolean
}

/** The error in an answer's body, if there is one. */
export function readGraphError(body: unknown): GraphError | undefined {
  const error = errorBody.safeParse(body).data?.error
  return error && { code: error.code, subcode: error.error_subcode, transient: error.is_transient === true }
}

/** An exchange that did not succeed, in words for an operator: numbers only. */
export function describeExchange(exchange: GraphExchange): string {
  if (!exchange.answered) return `no answer (${exchange.code})`
  const error = readGraphError(exchange.body)
  return error ? `status ${exchange.status}, ${name(error)}` : `status ${exchange.status}`
}

/**
 * Says of a send that brought no message id what became of it, by Meta's list of error codes. There is no idempotency key, so whatever
 * may have been taken is `unknown`. No reason or hint holds a token or a resident's words.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes
 */
export function classifyError(exchange: GraphExchange, now: number): SendResult {
  if (!exchange.answered)
    return {
      outcome: exchange.written ? 'unknown' : 'later',
      reason: `${exchange.written ? 'connection lost' : 'not connected'} (${exchange.code})`,
    }
  const { status, headers, body } = exchange
  const error = readGraphError(body)
  if (error?.code !== undefined) return classifyCode(error.code, error, exchange, now)
  if (status === 429) return throttled(`status ${status}`, headers, now, true)
  if (status === 401 || status === 403)
    return broken(
      `status ${status}`,
      'Check MESSENGER_PAGE_ACCESS_TOKEN and what stands between this machine and the Graph API.',
    )
  if (status >= 300 && status < 400)
    return broken(`status ${status}`, 'GRAPH_API_BASE_URL answers with a redirect; name the address it points to.')
  if (status === 408 || status >= 500 || status < 300)
    return { outcome: 'unknown', reason: `status ${status} without a Graph answer` }
  return { outcome: 'later', reason: `status ${status} without a Graph answer` }
}

const windowSubcodes = new Set([2018278, 2018065, 2534022])
const unreachableSubcodes = new Set([2018108, 1545041, 2018001])
const tokenCodes = new Set([102, 190, 450, 452, 458, 459, 460, 463, 464, 467])
const channelThrottles = new Set([4, 17, 32, 341])
/** Meta lifts a restriction of a page after half an hour; every send before that prolongs it. */
const restrictionPauseMs = 30 * 60_000
/** A block for policies is lifted by people; it is tried again seldom. */
const policyBlockPauseMs = 60 * 60_000

function classifyCode(
  code: number,
  error: GraphError,
  { status, headers }: Extract<GraphExchange, { answered: true }>,
  now: number,
): SendResult {
  const { subcode = 0 } = error
  const reason = name(error)
  if (code === 10 && windowSubcodes.has(subcode)) return { outcome: 'refused', reason: `window closed (${reason})` }
  if (code === 551 || unreachableSubcodes.has(subcode)) return { outcome: 'refused', reason: `unreachable (${reason})` }
  if (channelThrottles.has(code) || (code >= 80_000 && code < 80_100)) return throttled(reason, headers, now, true)
  if (code === 613 || status === 429) return throttled(reason, headers, now, isUsedUp(headers))
  if (code === 1 || code === 2 || code === 1200 || error.transient || status >= 500)
    return { outcome: 'unknown', reason }
  if (tokenCodes.has(code))
    return broken(
      reason,
      'The page access token is not valid any more: make a new one and set MESSENGER_PAGE_ACCESS_TOKEN.',
    )
  if (code === 368)
    return broken(
      reason,
      "Meta has blocked the page for its policies: see the page's Support Inbox.",
      now + policyBlockPauseMs,
    )
  if (code === 10 && subcode === 1893063)
    return broken(
      reason,
      'Meta has restricted the page for a time: nothing is sent for half an hour; see Page Quality.',
      now + restrictionPauseMs,
    )
  if (code === 3 || code === 10 || (code >= 200 && code < 300))
    return broken(reason, 'The app lacks a permission: check pages_messaging, App Review and the role of the token.')
  if (code === 100 && subcode === 33)
    return broken(reason, 'The page does not exist for this token: check MESSENGER_PAGE_ID and the token.')
  return { outcome: 'refused', reason }
}

function throttled(
  reason: string,
  headers: Extract<GraphExchange, { answered: true }>['headers'],
  now: number,
  channel: boolean,
): SendResult {
  const retryAt = readRetryTime(headers, now)
  return {
    outcome: 'later',
    reason: `throttled (${reason})`,
    ...(retryAt === undefined ? {} : { retryAt }),
    scope: channel ? 'channel' : 'message',
  }
}

function broken(reason: string, hint: string, retryAt?: number): SendResult {
  return { outcome: 'broken', reason, hint, ...(retryAt === undefined ? {} : { retryAt }) }
}

function name({ code, subcode }: GraphError): string {
  return `graph error ${code ?? 'without code'}${subcode === undefined ? '' : `/${subcode}`}`
}
