import type { Connection } from 'mongoose'
import type { Clock } from '../models/clock.js'
import type { StoreFigures } from './metrics.js'

/** Reads what waits in the store; ages in seconds, 0 where nothing waits. */
export async function readStoreFigures(connection: Connection, clock: Clock): Promise<StoreFigures> {
  const events = connection.collection<{ order: number; done: boolean }>('inbound_events')
  const conversations = connection.collection<{ pending: number; outbox: { createdAt: number }[] }>('conversations')
  const budgets = connection.collection<{ _id: string; remaining: number }>('rate_budgets')
  const [oldestEvent, inboxWaiting, sending, budgetRecords] = await Promise.all([
    events.find({ done: false }).sort({ order: 1 }).limit(1).toArray(),
    events.countDocuments({ done: false }),
    conversations
      .find({ pending: { $gt: 0 } }, { projection: { pending: 1, outbox: 1 } })
      .limit(1000)
      .toArray(),
    budgets.find({}).toArray(),
  ])
  const now = clock.now()
  const oldestOut = Math.min(now, ...sending.flatMap(({ outbox }) => outbox.map(({ createdAt }) => createdAt)))
  return {
    inboxOldestSeconds: oldestEvent[0] ? Math.max(0, now - oldestEvent[0].order / 4096) / 1000 : 0,
    inboxWaiting,
    outboxOldestSeconds: (now - oldestOut) / 1000,
    outboxWaiting: sending.reduce((sum, { pending }) => sum + pending, 0),
    budgets: budgetRecords.map(({ _id, remaining }) => ({ name: _id, remaining })),
  }
}
