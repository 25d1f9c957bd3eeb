import { z } from 'zod'
import type { HistoryStart, SentHistory, SentRecord } from '../outbound.js'
import { readGraphError } from './classify-error.js'
import type { GraphClient } from './graph-client.js'
import type { GraphExchange } from './graph-exchange.js'
import { isUsedUp, readRetryTime } from './retry-time.js'

const historyMessage = z.object({
  id: z.string(),
  /** Left out, with `from`, where Graph gives no more than the id: of messages that lie far back. */
  message: z.string().optional().catch(undefined),
  created_time: z.string().optional().catch(undefined),
  from: z
    .object({ id: z.union([z.string(), z.number()]).transform(String) })
    .optional()
    .catch(undefined),
})
type HistoryMessage = z.infer<typeof historyMessage>

const messagesPage = z.object({
  data: z.array(historyMessage),
  paging: z
    .object({
      cursors: z.object({ after: z.string() }).optional().catch(undefined),
      next: z.string().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
})
const threadsBody = z.object({ data: z.array(z.object({ id: z.string(), messages: messagesPage.optional() })) })

/** A page of a thread, newest first; `after`: the cursor of the page behind it, where there is one. */
interface Page {
  readonly messages: readonly HistoryMessage[]
  readonly after: string | undefined
}

const fields = 'id,message,created_time,from'
const mostPages = 4
/** All pages together take no longer than this; the conversation waits meanwhile, ms. */
const patienceMs = 10_000

/** Who asks. */
export interface HistoryOwner {
  readonly pageId: string
  readonly now: () => number
}

/** Why no more is read, and whether asking again may help. */
type End = Pick<SentHistory, 'reach' | 'retryAt'>

/**
 * What the page has sent to this person from `start` on, by `GET /{page}/conversations?user_id=` (the thread's newest 25 messages) and, where
 * the start lies further back, `GET /{thread}/messages?after=`: at most 4 pages, and none once the usage headers show the budget used up.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversations
 */
export async function findSentAfter(
  client: GraphClient,
  { pageId, now }: HistoryOwner,
  personId: string,
  start: HistoryStart,
): Promise<SentHistory> {
  const signal = AbortSignal.timeout(patienceMs)
  const records: SentRecord[] = []
  const history = (end: End): SentHistory => ({ records: records.reverse(), ...end })

  const params = { platform: 'messenger', user_id: personId, fields: `messages{${fields}}` }
  let exchange = await client.call('GET', [pageId, 'conversations'], params, signal)
  const threads = readBody(exchange, threadsBody)
  if (!threads) return history(failure(exchange, now()))
  const thread = threads.data[0]
  if (!thread) return history(wholeThread)
  let page = toPage(thread.messages ?? { data: [] })
  for (let pages = 1; ; pages++) {
    const end = scan(page.messages, start, pageId, records) ?? lastPage(page, pages, exchange, now())
    if (end) return history(end)
    exchange = await client.call('GET', [thread.id, 'messages'], { fields, after: page.after }, signal)
    const body = readBody(exchange, messagesPage)
    if (!body) return history(failure(exchange, now()))
    page = toPage(body)
  }
}

/** Adds what the page has sent, newest first, and tells when the start is reached or a message is not to be read. */
function scan(
  messages: readonly HistoryMessage[],
  start: HistoryStart,
  pageId: string,
  records: SentRecord[],
): End | null {
  for (const { id, message, created_time: created, from } of messages) {
    if (id === start.messageId || Date.parse(created ?? '') < start.since) return { reach: 'whole' }
    if (from === undefined || message === undefined) return { reach: 'not-ever' }
    if (from.id === pageId) records.push({ messageId: id, text: message })
  }
  return null
}

/** All of the thread was read. A message known as sent may be missing from it: threads are deleted, by people and by what plays the platform. */
const wholeThread: End = { reach: 'whole' }

/** Whether this page is the last that is read. */
function lastPage(page: Page, pages: number, exchange: GraphExchange, now: number): End | null {
  if (page.after === undefined) return wholeThread
  if (pages === mostPages) return { reach: 'not-ever' }
  return exchange.answered && isUsedUp(exchange.headers) ? notNow(readRetryTime(exchange.headers, now)) : null
}

function notNow(retryAt: number | undefined): End {
  return { reach: 'not-now', ...(retryAt === undefined ? {} : { retryAt }) }
}

function readBody<T>(exchange: GraphExchange, shape: z.ZodType<T>): T | undefined {
  return exchange.answered && exchange.status === 200 ? shape.safeParse(exchange.body).data : undefined
}

function toPage({ data, paging }: z.infer<typeof messagesPage>): Page {
  return { messages: data, after: paging?.next === undefined ? undefined : paging.cursors?.after }
}

const throttles = new Set([1, 2, 4, 17, 32, 341, 613, 1200])

/** A throttle, an outage or no answer pass; a missing right, a bad token or another shape of answer do not. */
function failure(exchange: GraphExchange, now: number): End {
  if (!exchange.answered) return { reach: 'not-now' }
  const { status, headers, body } = exchange
  const error = readGraphError(body)
  const code = error?.code ?? 0
  const throttled = throttles.has(code) || (code >= 80_000 && code < 80_100)
  const passes = throttled || error?.transient === true || status === 429 || status === 408 || status >= 500
  return passes ? notNow(readRetryTime(headers, now)) : { reach: 'not-ever' }
}
