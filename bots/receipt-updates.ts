import type { AnyBulkWriteOperation } from 'mongodb'
import type { ReceiptEvent } from '../adapters/inbound-event.js'
import type { MessageRecord } from '../models/message.js'

type State = ReceiptEvent['state']

/** What a receipt changes: it never takes back what a later one has told. */
const earlier = { delivered: ['sent'], read: ['sent', 'delivered'] } as const

/** The writes that receipts come to, in any order; many receipts of one conversation come to one write, since the latest covers the others. */
export function receiptUpdates(receipts: readonly ReceiptEvent[]): AnyBulkWriteOperation<MessageRecord>[] {
  const ids: Record<State, Set<string>> = { delivered: new Set(), read: new Set() }
  const latest: Record<State, Map<string, number>> = { delivered: new Map(), read: new Map() }
  for (const { state, conversationId, messageIds, upTo } of receipts) {
    for (const id of messageIds) ids[state].add(id)
    if (messageIds.length > 0) continue
    latest[state].set(conversationId, Math.max(upTo, latest[state].get(conversationId) ?? 0))
  }
  return (['delivered', 'read'] as const).flatMap((state) => {
    const change = (which: object): AnyBulkWriteOperation<MessageRecord> => ({
      updateMany: { filter: { ...which, state: { $in: [...earlier[state]] } }, update: { $set: { state } } },
    })
    const spans = [...latest[state]].map(([conversationId, upTo]) =>
      change({ conversationId, author: 'bot', at: { $lte: upTo } }),
    )
    return ids[state].size > 0 ? [change({ messageId: { $in: [...ids[state]] } }), ...spans] : spans
  })
}
