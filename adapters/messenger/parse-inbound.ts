import type { InboundEvent } from '../inbound-event.js'
import { type ItemPlace, notice, type ReadingContext, readItem } from './read-item.js'
import { changeShape, entryShape, envelopeShape } from './webhook-body.js'

export type { ReadingContext }

/**
 * A parsed webhook body into events: every entry with all of its `messaging[]`, `standby[]` and `changes[]`. Pure, never throws.
 * Each item is read by itself, so that an odd one does not lose the others; what is not known becomes a notice `unknown`.
 */
export function parseInbound(body: unknown, context: ReadingContext): InboundEvent[] {
  const envelope = envelopeShape.safeParse(body).data
  if (!envelope) return [notice('unknown', body, undefined, {}, context)]
  return envelope.entry.flatMap((entry) => readEntry(entry, context))
}

function readEntry(raw: unknown, context: ReadingContext): InboundEvent[] {
  const entry = entryShape.safeParse(raw).data
  if (!entry) return [notice('unknown', raw, undefined, {}, context)]
  const at = entry.time === undefined ? {} : { entryTime: entry.time }
  const events: InboundEvent[] = []
  for (const list of ['messaging', 'standby'] as const) {
    for (const item of itemsOf(entry[list])) events.push(readItem(item, { list, ...at }, context))
  }
  for (const change of itemsOf(entry.changes)) events.push(readChange(change, at, context))
  return events.length > 0 ? events : [notice('unknown', raw, undefined, at, context)]
}

function itemsOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : []
}

/** Page feed and the like: kept, never answered. */
function readChange(raw: unknown, place: Pick<ItemPlace, 'entryTime'>, context: ReadingContext): InboundEvent {
  const change = changeShape.safeParse(raw).data
  return notice(change ? `change:${change.field}` : 'unknown', raw, undefined, place, context)
}
