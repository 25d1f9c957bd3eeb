import type { PlatformAnswer, PlatformRoute, RoutedCall } from '../platform-router.js'
import { XBudget, type XLimits } from './x-budget.js'
import type { XDirectMessage } from './x-messages.js'
import type { XPlatform } from './x-platform.js'
import { invalidRequest, notFound, tooManyRequests } from './x-problem.js'

/** `GET` of people and of the history of direct messages (newest first, 30 days, pages of at most 100). */
export function xReadRoutes(platform: XPlatform, limits: XLimits): PlatformRoute[] {
  const reads = {
    all: new XBudget(limits.directMessageReads, platform.now),
    with: new XBudget(limits.directMessageReads, platform.now),
    in: new XBudget(limits.directMessageReads, platform.now),
    one: new XBudget(limits.directMessageReads, platform.now),
  }
  const get = (route: string, handle: PlatformRoute['handle']): PlatformRoute => ({ method: 'GET', route, handle })
  return [
    get('/2/users/me', () => ({ status: 200, body: { data: platform.account } })),
    get('/2/users/{id}', ({ parameters: { id = '' } }) =>
      /^\d{1,19}$/.test(id)
        ? { status: 200, body: { data: platform.person(id) } }
        : refuse(invalidRequest(`The id query parameter value [${id}] is not valid`)),
    ),
    get('/2/dm_conversations/with/{participant_id}/dm_events', (call) =>
      list(call, reads.with, () => platform.messages.thread(call.parameters.participant_id ?? '')),
    ),
    get('/2/dm_conversations/{id}/dm_events', (call) =>
      list(call, reads.in, () => {
        const ids = (call.parameters.id ?? '').split('-')
        return platform.messages.thread(ids.find((id) => id !== platform.account.id) ?? '')
      }),
    ),
    get('/2/dm_events', (call) => list(call, reads.all, () => platform.messages.all())),
    get('/2/dm_events/{event_id}', (call) => one(call)),
  ]

  function one(call: RoutedCall): PlatformAnswer {
    if (!reads.one.spend()) return refuse(tooManyRequests(), reads.one)
    const id = call.parameters.event_id ?? ''
    const message = platform.messages.get(id)
    if (!message) return refuse(notFound('dm_event', id, 'event_id'), reads.one)
    return {
      status: 200,
      headers: reads.one.headers(),
      body: { data: eventObject(message, call.query), ...included([message], call.query) },
    }
  }

  function list(call: RoutedCall, budget: XBudget, messages: () => XDirectMessage[]): PlatformAnswer {
    if (!budget.spend()) return refuse(tooManyRequests(), budget)
    const size = Number(call.query.get('max_results') ?? 100)
    if (!Number.isInteger(size) || size < 1 || size > 100)
      return refuse(invalidRequest(`The max_results query parameter value [${size}] is not between 1 and 100`), budget)
    const from = Number(call.query.get('pagination_token') ?? 0)
    const since = platform.now() - historyMs
    const recent = messages()
      .filter(({ at }) => at >= since)
      .reverse()
    const page = recent.slice(from, from + size)
    const meta = {
      result_count: page.length,
      ...(from + size < recent.length ? { next_token: String(from + size) } : {}),
      ...(from > 0 ? { previous_token: String(Math.max(0, from - size)) } : {}),
    }
    const data = page.map((message) => eventObject(message, call.query))
    const body = { ...(data.length > 0 ? { data } : {}), ...included(page, call.query), meta }
    return { status: 200, headers: budget.headers(), body }
  }

  function included(messages: readonly XDirectMessage[], query: URLSearchParams): object {
    const wanted = new Set((query.get('expansions') ?? '').split(','))
    const users = [...new Set(messages.map(({ senderId }) => senderId))].map((id) => platform.person(id))
    const media = messages.flatMap(({ photo }) =>
      photo ? [{ media_key: `3_${photo.mediaId}`, type: 'photo', url: photo.url }] : [],
    )
    const includes = {
      ...(wanted.has('sender_id') && users.length > 0 ? { users } : {}),
      ...(wanted.has('attachments.media_keys') && media.length > 0 ? { media } : {}),
    }
    return Object.keys(includes).length > 0 ? { includes } : {}
  }
}

const historyMs = 30 * 24 * 3_600_000

const refuse = (problem: ReturnType<typeof invalidRequest>, budget?: XBudget): PlatformAnswer => ({
  status: problem.status,
  body: problem,
  ...(budget ? { headers: budget.headers() } : {}),
})

/** `id`, `text` and `event_type` always, the rest when `dm_event.fields` asks for it. */
function eventObject(message: XDirectMessage, query: URLSearchParams): object {
  const { photo, mediaIds } = message
  const keys = photo ? [photo.mediaId] : mediaIds
  const all: Record<string, unknown> = {
    created_at: new Date(message.at).toISOString(),
    dm_conversation_id: message.conversationId,
    sender_id: message.senderId,
    participant_ids: message.conversationId.split('-'),
    ...(keys.length > 0 ? { attachments: { media_keys: keys.map((id) => `3_${id}`) } } : {}),
    ...(message.links.length > 0 ? { entities: { urls: message.links.map(linkObject) } } : {}),
  }
  const wanted = (query.get('dm_event.fields') ?? '').split(',').filter((field) => field in all)
  const chosen = Object.fromEntries(wanted.map((field) => [field, all[field]]))
  return { id: message.id, text: message.wireText, event_type: 'MessageCreate', ...chosen }
}

const linkObject = ({
  url,
  expanded_url,
  display_url,
  indices: [start, end],
}: XDirectMessage['links'][number]): object => ({
  start,
  end,
  url,
  expanded_url,
  display_url,
})
