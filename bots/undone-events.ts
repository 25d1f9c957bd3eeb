import type { Models } from '../models/models.js'
import { nativeCollection } from '../models/native-collection.js'
import type { StoredEvent } from './inbox.js'
import { isForLane } from './is-for-lane.js'

/** What tells an event apart, without its content. */
export type EventKey = Pick<StoredEvent, '_id' | 'conversationId' | 'order'>

/** Reads the events that are not done. Orders are of `StoredEvent.order`. */
export interface UndoneEvents {
  /** Those of a conversation that are for its lane and came before another, oldest first. */
  before(conversationId: string, order: number): Promise<readonly StoredEvent[]>
  /** All of them, in pages by order of arrival, from behind `after`. */
  page(after: number, limit: number): Promise<readonly StoredEvent[]>
  /** Keys of one channel's, by conversation and order, from the conversation `from` on; whole conversations unless one alone has more than `limit`. */
  keys(channel: string, from: string, upTo: number, limit: number): Promise<UndoneKeys>
  /** These as they are now, oldest first; those that are done meanwhile are left out. */
  byIds(ids: readonly string[]): Promise<readonly StoredEvent[]>
}

/** A part of a channel's undone events. `next`: the conversation to go on from; '' when that was the end. */
export interface UndoneKeys {
  readonly keys: readonly EventKey[]
  readonly next: string
}

/** More than these wait for one conversation only when something is wrong. */
const most = 100

/** The reader over the stored events. */
export function createUndoneEvents(models: Pick<Models, 'inboundEvents'>): UndoneEvents {
  const events = nativeCollection<StoredEvent>(models.inboundEvents)
  return {
    async before(conversationId, order) {
      const found = await events
        .find({ conversationId, done: false, kind: { $ne: 'receipt' }, order: { $lt: order } })
        .sort({ order: 1 })
        .limit(most)
        .toArray()
      return found.filter(({ event }) => isForLane(event))
    },
    page: (after, limit) =>
      events
        .find({ done: false, order: { $gt: after } })
        .sort({ order: 1 })
        .limit(limit)
        .toArray(),
    async keys(channel, from, upTo, limit) {
      // `<channel>-public:` and `<channel>:`, by the index of the conversations: what no adapter here works on costs nothing.
      const range = { $gte: from === '' ? `${channel}-` : from, $lt: `${channel};` }
      const found = await events
        .find({ done: false, conversationId: range, order: { $lte: upTo } })
        .project<EventKey>({ conversationId: 1, order: 1 })
        .sort({ conversationId: 1, order: 1 })
        .limit(limit)
        .toArray()
      return cutWhole(found, limit)
    },
    async byIds(ids) {
      if (ids.length === 0) return []
      return events
        .find({ _id: { $in: [...ids] }, done: false })
        .sort({ order: 1 })
        .toArray()
    },
  }
}

/** Leaves a conversation that the page has cut through to the next one, so that none of its events is taken before an earlier one. */
function cutWhole(found: readonly EventKey[], limit: number): UndoneKeys {
  const last = found.at(-1)
  if (!last || found.length < limit) return { keys: found, next: '' }
  const whole = found.filter(({ conversationId }) => conversationId !== last.conversationId)
  return whole.length > 0
    ? { keys: whole, next: last.conversationId }
    : { keys: found, next: `${last.conversationId}\u0000` }
}
