import type { InboundEvent } from '../inbound-event.js'
import { readItem } from './read-item.js'
import { noticeEvent, type Reading, type ReadingContext } from './reading.js'
import { changeShape, entryShape, envelopeShape } from './webhook-body.js'

/**
 * A parsed webhook body into events: every entry with all of its `messaging[]`, `standby[]` and `changes[]`. Pure, never throws.
 * Each item is read by itself, so that an odd one does not lose the others; what is not known becomes a notice `unknown`.
 */
export function parseInbound(body: unknown, context: ReadingContext): InboundEvent[] {
  const envelope = envelopeShape.safeParse(body).data
  if (!envelope) return [noticeEvent('unknown', { raw: body, context })]
  return envelope.entry.flatMap((entry) => readEntry(entry, context))
}

function readEntry(raw: unknown, context: ReadingContext): InboundEvent[] {
  const entry = entryShape.safeParse(raw).data
  if (!entry) return [noticeEvent('unknown', { raw, context })]
  const time = entry.time === undefined ? {} : { entryTime: entry.time }
  const events: InboundEvent[] = []
  for (const list of ['messaging', 'standby'] as const) {
    for (const item of itemsOf(entry[list])) events.push(readItem(item, { list, ...time }, context))
  }
  for (const change of itemsOf(entry.changes)) events.push(readChange({ raw: change, context, ...time }))
  return events.length > 0 ? events : [noticeEvent('unknown', { raw, context, ...time })]
}

function itemsOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : []
}

/** Page feed and the like: kept, never answered. */
function readChange(reading: Reading): InboundEvent {
  const change = changeShape.safeParse(reading.raw).data
  return noticeEvent(change ? `change:${change.field}` : 'unknown', reading)
}
