import type { Models } from '../models/models.js'
import { nativeCollection } from '../models/native-collection.js'
import type { StoredEvent } from './inbox.js'
import type { UndoneBefore } from './lane.js'

/** More than these wait for one conversation only when something is wrong. */
const most = 100

/** Looks for undone events of a conversation that came before another, for processes that are not alone on the store. */
export function createUndoneBefore(models: Pick<Models, 'inboundEvents'>): UndoneBefore {
  const events = nativeCollection<StoredEvent>(models.inboundEvents)
  return (conversationId, order) =>
    events
      .find({ conversationId, done: false, order: { $lt: order } })
      .sort({ order: 1 })
      .limit(most)
      .toArray()
}
