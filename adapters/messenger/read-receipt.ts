import type { ReceiptEvent } from '../inbound-event.js'
import { idFromContent } from './event-id.js'
import { eventBase, type Reading } from './reading.js'

/** Messages of ours that were delivered (by ids) or read (everything up to a time); undefined where the item tells neither. */
export function readReceipt(reading: Reading, personId: string): ReceiptEvent | undefined {
  const { delivery, read } = reading.item ?? {}
  if (delivery) {
    const base = eventBase(reading, personId, idFromContent('delivery', reading.raw))
    const messageIds = (delivery.mids ?? []).filter((mid) => typeof mid === 'string')
    return { kind: 'receipt', ...base, state: 'delivered', messageIds, upTo: delivery.watermark ?? base.at }
  }
  if (read) {
    const base = eventBase(reading, personId, idFromContent('read', reading.raw))
    return { kind: 'receipt', ...base, state: 'read', messageIds: [], upTo: read.watermark ?? base.at }
  }
  return undefined
}
