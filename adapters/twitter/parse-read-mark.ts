import { z } from 'zod'
import type { InboundEvent } from '../inbound-event.js'
import type { ParseContext } from './parse-context.js'
import { idField, millisField } from './read-field.js'
import { unknownNotice } from './to-notice.js'

const readMark = z.object({
  created_timestamp: millisField.optional().catch(undefined),
  sender_id: idField,
  last_read_event_id: idField,
})

/** One item of `direct_message_mark_read_events`: the person has read up to that message. Our own reading gives no event. */
export function parseReadMark(raw: unknown, context: ParseContext): InboundEvent[] {
  const parsed = readMark.safeParse(raw)
  if (!parsed.success) return [unknownNotice(context, raw)]
  const { sender_id: reader, last_read_event_id: messageId, created_timestamp: at = context.receivedAt } = parsed.data
  if (reader === context.userId) return []
  const eventId = `read:${reader}:${messageId}`
  const place = { channel: 'twitter', eventId, conversationId: `twitter:${reader}`, at } as const
  return [{ kind: 'receipt', ...place, state: 'read', messageIds: [messageId], upTo: at }]
}
