import { createHash } from 'node:crypto'
import { boundedJson } from '../bounded-json.js'
import type { NoticeEvent } from '../inbound-event.js'
import type { ParseContext } from './parse-context.js'

/** A `notice` of this channel; it lies in the lane of `personId`, or in our account's own when it is about nobody else. */
export function toNotice(
  context: ParseContext,
  notice: string,
  eventId: string,
  more: { readonly personId?: string; readonly at?: number; readonly alarm?: boolean } = {},
): NoticeEvent {
  const { personId = context.userId, at = context.receivedAt, alarm = false } = more
  const event = {
    kind: 'notice',
    channel: 'twitter',
    eventId,
    conversationId: `twitter:${personId}`,
    at,
    notice,
  } as const
  return alarm ? { ...event, alarm } : event
}

/** The notice of something that no document describes, with what came; the same content gives the same id. */
export function unknownNotice(context: ParseContext, content: unknown): NoticeEvent {
  return { ...toNotice(context, 'unknown', contentId('unknown', content)), raw: boundedJson(content) }
}

/** An id made from content that has none of its own. */
export function contentId(prefix: string, content: unknown): string {
  return `${prefix}:${createHash('sha256').update(serialize(content)).digest('hex').slice(0, 32)}`
}

function serialize(content: unknown): string {
  try {
    return JSON.stringify(content) ?? 'undefined'
  } catch {
    // nested too deeply for the stack: such bodies share one id
    return 'unserializable'
  }
}
