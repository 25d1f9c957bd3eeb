import { z } from 'zod'
import type { SendResult } from '../outbound.js'
import { retryTime } from './budget-rules.js'
import type { XAnswer } from './x-answer.js'

const problem = z.object({
  title: z.string().catch(''),
  detail: z.string().catch(''),
  type: z.string().catch(''),
  reason: z.string().catch(''),
  errors: z.array(z.unknown()).catch([]),
})
const numbered = z.object({ code: z.number().int() })
const worded = z.object({ message: z.string() })

/**
 * Makes a `SendResult` of any answer but a good one. v2 errors are problem+json whose `type` is often `about:blank`, so status and
 * `detail` tell them apart; v1-style codes are read where they come. Reasons carry statuses and codes, never X's words, which may quote
 * the message. `now` in epoch ms. Document: X API, "Error troubleshooting".
 */
export function classifyError(answer: Exclude<XAnswer, { kind: 'ok' }>, now: number): SendResult {
  if (answer.kind === 'unsent') return classifyUnsent(answer.reason)
  if (answer.kind === 'lost') return { outcome: 'unknown', reason: `X: ${answer.reason}` }
  const { status, headers } = answer
  const { code, words } = readProblem(answer.data)
  const reason = `X: ${status}${code === undefined ? '' : ` code ${code}`}`
  if (
    status === 402 ||
    words.includes('usage-capped') ||
    words.includes('usage cap') ||
    words.includes('creditsdepleted')
  ) {
    return broken(`${reason} usage cap`, 'The X account is out of credits: buy more in the developer console.')
  }
  if (status === 429 || code === 88) {
    return { outcome: 'later', reason: `${reason} rate limit`, retryAt: retryTime(headers, now), scope: 'channel' }
  }
  if (status >= 500 || status === 408) return { outcome: 'unknown', reason }
  if (status === 401 || code === 32 || code === 89) {
    return broken(
      reason,
      'X does not accept the keys: check X_API_KEY, X_API_SECRET, X_ACCESS_TOKEN and X_ACCESS_SECRET.',
    )
  }
  return (code === undefined ? undefined : classifyCode(code, reason)) ?? classifyWords(status, words, reason)
}

/** Whether X took the text for one that was just sent. */
export function isDuplicate(answer: XAnswer): boolean {
  if (answer.kind !== 'error' || answer.status !== 403) return false
  const { code, words } = readProblem(answer.data)
  return code === 187 || (code === undefined && words.includes('duplicate content'))
}

const broken = (reason: string, hint: string): SendResult => ({ outcome: 'broken', reason, hint })

const accessHint =
  'The X app may not do this: give it the access level "read, write and direct messages" and renew the tokens.'
const accountHint = 'X has restricted the account or the app: sign in to it and follow what X asks for.'

function classifyUnsent(reason: string): SendResult {
  if (/CERT|SELF_SIGNED|UNABLE_TO_|TLS|SSL|EPROTO/.test(reason)) {
    return broken(
      `X: ${reason}`,
      "X's certificate is not accepted: check X_API_BASE_URL, the clock and any proxy on the way.",
    )
  }
  return { outcome: 'later', reason: `X: not reached (${reason})` }
}

function classifyCode(code: number, reason: string): SendResult | undefined {
  if ([349, 150, 151, 214].includes(code)) return { outcome: 'refused', reason: `${reason} person takes no messages` }
  if ([187, 186, 354, 433, 385, 34, 50, 63].includes(code)) return { outcome: 'refused', reason }
  if ([64, 226, 326, 416].includes(code)) return broken(reason, accountHint)
  if ([453, 87, 220, 261].includes(code)) return broken(reason, accessHint)
  return undefined
}

function classifyWords(status: number, words: string, reason: string): SendResult {
  if (status !== 403) return { outcome: 'refused', reason }
  if (/not permitted to (message|dm)|cannot (send messages|dm)|opted in/.test(words)) {
    return { outcome: 'refused', reason: `${reason} person takes no messages` }
  }
  if (words.includes('not allowed because you have not been mentioned')) {
    return { outcome: 'refused', reason: `${reason} not summoned` }
  }
  if (words.includes('duplicate content')) return { outcome: 'refused', reason: `${reason} duplicate content` }
  if (
    /your account is (suspended|(temporarily )?locked)|looks like it might be automated|app(lication)? (is|has been) suspended/.test(
      words,
    )
  ) {
    return broken(reason, accountHint)
  }
  if (
    /client-forbidden|client-not-enrolled|oauth1-permissions|app permissions|access level|subset of (the )?x api/.test(
      words,
    )
  ) {
    return broken(reason, accessHint)
  }
  // a refusal that no document describes may be about this person alone; stopping the channel for it would be worse
  return { outcome: 'refused', reason: `${reason} unnamed` }
}

/** The first v1-style code, and all wording in lower case. */
function readProblem(data: unknown): { code: number | undefined; words: string } {
  const parsed = problem.safeParse(data)
  if (!parsed.success) return { code: undefined, words: '' }
  const { title, detail, type, reason, errors } = parsed.data
  const code = errors.map((item) => numbered.safeParse(item).data?.code).find((found) => found !== undefined)
  const messages = errors.map((item) => worded.safeParse(item).data?.message ?? '')
  return { code, words: [title, detail, type, reason, ...messages].join('\n').toLowerCase() }
}
