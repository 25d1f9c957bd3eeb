import { z } from 'zod'
import type { HistoryStart, SentHistory, SentRecord } from '../outbound.js'
import type { RateBudgets } from '../rate-budget.js'
import { directMessageReadBudget, readBudgets, retryTime } from './budget-rules.js'
import type { XClient } from './create-client.js'
import { decodeText } from './decode-text.js'
import { idField, timeOf } from './read-field.js'
import type { TwitterSettings } from './twitter-settings.js'
import type { XAnswer } from './x-answer.js'

const dmEvent = z.object({
  id: idField,
  text: z.string().catch(''),
  sender_id: idField,
  created_at: z.string().optional().catch(undefined),
  entities: z.unknown().optional(),
})
const dmPage = z.object({
  data: z.array(dmEvent).optional(),
  meta: z
    .object({
      result_count: z.number().optional().catch(undefined),
      next_token: z.string().min(1).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
})

const fields = 'id,text,event_type,created_at,entities'
const mostPages = 4

/** What reading the history needs. */
export interface HistoryParts {
  readonly client: XClient
  readonly budgets: RateBudgets
  readonly settings: Pick<TwitterSettings, 'userId' | 'clock'>
}

/** A page that could not be had. */
type NoPage = Pick<SentHistory, 'reach' | 'retryAt'>

/**
 * What we sent to this person from `start` on, by `GET /2/dm_conversations/with/:id/dm_events` (newest first, 30 days, 100 a page): at
 * most 4 pages, each of which takes a place in its shared budget first.
 */
export async function sentAfter(
  { client, budgets, settings }: HistoryParts,
  personId: string,
  start: HistoryStart,
): Promise<SentHistory> {
  const ask = (fields: string, token: string | undefined) =>
    withinBudget(budgets, () =>
      client.get(
        'dm_conversations/with/:participant_id/dm_events',
        {
          event_types: 'MessageCreate',
          'dm_event.fields': fields,
          expansions: 'sender_id',
          max_results: '100',
          ...(token === undefined ? {} : { pagination_token: token }),
        },
        { parameters: { participant_id: personId } },
      ),
    )
  const readPage = async (token: string | undefined): Promise<z.infer<typeof dmPage> | NoPage> => {
    let answer = await ask(`${fields},sender_id`, token)
    // the field guide names `sender_id`, the OpenAPI document only expands it
    if (answer.kind === 'error' && answer.status === 400) answer = await ask(fields, token)
    if (answer.kind !== 'ok') return failure(answer, settings.clock.now())
    const { data: page } = dmPage.safeParse(answer.data)
    // events that do not say who sent them, or no events and no word that there are none
    return page && (page.data || page.meta?.result_count === 0) ? page : { reach: 'not-ever' }
  }

  const last = idField.safeParse(start.messageId).data
  const isBefore = ({ id, created_at: created }: z.infer<typeof dmEvent>) =>
    (last !== undefined && BigInt(id) <= BigInt(last)) || timeOf(created, id) < start.since
  const found: z.infer<typeof dmEvent>[] = []
  const end = (rest: NoPage): SentHistory => ({ records: toRecords(found, settings.userId), ...rest })
  let token: string | undefined
  for (let pages = 1; pages <= mostPages; pages++) {
    const page = await readPage(token)
    if ('reach' in page) return end(page)
    const { data = [], meta } = page
    found.push(...data.filter((event) => !isBefore(event)))
    if (data.some(isBefore) || meta?.next_token === undefined) return end({ reach: 'whole' })
    token = meta.next_token
  }
  return end({ reach: 'not-ever' })
}

function toRecords(events: readonly z.infer<typeof dmEvent>[], userId: string): SentRecord[] {
  return events
    .filter(({ sender_id: sender }) => sender === userId)
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
    .map(({ id, text, entities }) => ({ messageId: id, text: decodeText(text, entities) }))
}

/** No place in the budget. */
interface NoPlace {
  readonly kind: 'no-place'
  readonly retryAt?: number
}

async function withinBudget(budgets: RateBudgets, call: () => Promise<XAnswer>): Promise<XAnswer | NoPlace> {
  const rules = [directMessageReadBudget]
  const grant = await budgets.take(rules, 'answer').catch(() => null)
  if (!grant) return { kind: 'no-place' }
  if (!grant.granted) return { kind: 'no-place', retryAt: grant.retryAt }
  const answer = await call()
  if (answer.kind === 'unsent') budgets.giveBack(rules)
  else if (answer.kind !== 'lost') {
    const { window } = readBudgets(answer.headers)
    if (window) budgets.observe(directMessageReadBudget, window)
  }
  return answer
}

/** A used-up budget, an outage or no answer pass; a missing right does not. */
function failure(answer: Exclude<XAnswer, { kind: 'ok' }> | NoPlace, now: number): NoPage {
  if (answer.kind === 'no-place')
    return { reach: 'not-now', ...(answer.retryAt === undefined ? {} : { retryAt: answer.retryAt }) }
  if (answer.kind !== 'error') return { reach: 'not-now' }
  if (answer.status === 429) return { reach: 'not-now', retryAt: retryTime(answer.headers, now) }
  return { reach: answer.status === 408 || answer.status >= 500 ? 'not-now' : 'not-ever' }
}
