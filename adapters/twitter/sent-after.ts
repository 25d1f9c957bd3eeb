import { z } from 'zod'
import type { SentRecord } from '../outbound.js'
import type { RateBudgets } from '../rate-budget.js'
import { directMessageReadBudget, readBudgets } from './budget-rules.js'
import type { XClient } from './create-client.js'
import { decodeText } from './decode-text.js'
import { idField } from './read-field.js'
import type { XAnswer } from './x-answer.js'

const page = z.object({ data: z.array(z.unknown()).optional() })
const empty = z.object({ meta: z.object({ result_count: z.literal(0) }) })
const dmEvent = z.object({
  id: idField,
  text: z.string().catch(''),
  sender_id: idField,
  entities: z.unknown().optional(),
})

const fields = 'id,text,event_type,created_at,entities'

/** What reading the history needs. */
export interface HistoryParts {
  readonly client: XClient
  readonly budgets: RateBudgets
}

/**
 * What we sent to this person after `afterMessageId`, oldest first, by `GET /2/dm_conversations/with/:id/dm_events` (newest 100 of 30
 * days). Every call takes a place in its shared budget first. Null when X cannot tell now: no place, no answer, an error, or events that do
 * not say who sent them.
 */
export async function sentAfter(
  { client, budgets }: HistoryParts,
  userId: string,
  personId: string,
  afterMessageId: string | null,
): Promise<readonly SentRecord[] | null> {
  const ask = (fields: string) =>
    withinBudget(budgets, () =>
      client.get(
        'dm_conversations/with/:participant_id/dm_events',
        { event_types: 'MessageCreate', 'dm_event.fields': fields, expansions: 'sender_id', max_results: '100' },
        { parameters: { participant_id: personId } },
      ),
    )
  let answer = await ask(`${fields},sender_id`)
  // the field guide names `sender_id`, the OpenAPI document only expands it
  if (answer?.kind === 'error' && answer.status === 400) answer = await ask(fields)
  if (answer?.kind !== 'ok') return null
  const parsed = page.safeParse(answer.data)
  if (!parsed.success) return null
  const { data } = parsed.data
  if (data === undefined) return empty.safeParse(answer.data).success ? [] : null
  const events = z.array(dmEvent).safeParse(data)
  if (!events.success) return null
  const after = idField.safeParse(afterMessageId).data
  const from = after === undefined ? -1n : BigInt(after)
  return events.data
    .filter((event) => event.sender_id === userId && BigInt(event.id) > from)
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
    .map(({ id, text, entities }) => ({ messageId: id, text: decodeText(text, entities) }))
}

/** The call's answer, or null where the budget has no place for it or cannot be asked. */
async function withinBudget(budgets: RateBudgets, call: () => Promise<XAnswer>): Promise<XAnswer | null> {
  const rules = [directMessageReadBudget]
  const grant = await budgets.take(rules, 'answer').catch(() => null)
  if (!grant?.granted) return null
  const answer = await call()
  if (answer.kind === 'unsent') budgets.giveBack(rules)
  else if (answer.kind !== 'lost') {
    const { window } = readBudgets(answer.headers)
    if (window) budgets.observe(directMessageReadBudget, window)
  }
  return answer
}
