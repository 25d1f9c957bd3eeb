import { z } from 'zod'
import type { InboundEvent } from '../inbound-event.js'
import type { ParseContext } from './parse-context.js'
import { parseDirectMessage } from './parse-direct-message.js'
import { parsePost } from './parse-post.js'
import { parseReadMark } from './parse-read-mark.js'
import { idField, itemsOf, recordOf } from './read-field.js'
import { contentId, toNotice, unknownNotice } from './to-notice.js'

const activity = z.object({
  event_uuid: z.string().min(1).max(64).optional().catch(undefined),
  event_type: z.string(),
  filter: z
    .object({ user_id: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  payload: z.unknown().optional(),
  includes: z.unknown().optional(),
})

/** Events that X documents and that mean nothing to a reports centre. */
const unneeded =
  /^(profile\.update|news|follow|spaces|broadcast|like|mute|block)\.|^post\.(create|delete|quote\.create|repost\.create)$|^chat\./

/**
 * The `data` of an X Activity API body: `{event_uuid, event_type, filter, payload, includes?}`, one event each. `event_uuid` is a decimal
 * string that may be negative and differs between deliveries by the two event products, so messages and posts take their own ids.
 * Document: X API, Activity API, "Event types".
 */
export function parseActivityEnvelope(raw: unknown, context: ParseContext): InboundEvent[] {
  const parsed = activity.safeParse(raw)
  if (!parsed.success) return [unknownNotice(context, raw)]
  const { event_type: type, event_uuid: uuid, filter, payload, includes } = parsed.data
  const eventId = uuid === undefined ? contentId('xaa', raw) : `xaa:${uuid}`
  if (filter?.user_id !== undefined && filter.user_id !== context.userId) {
    return [toNotice(context, 'other_account', eventId)]
  }
  const fields = recordOf(payload)
  switch (type) {
    case 'dm.received':
    case 'dm.sent':
      return parseMessages(fields, raw, context)
    case 'dm.read':
      return parseReadMarks(fields, raw, context)
    case 'dm.indicate_typing':
      return []
    case 'post.mention.create':
    case 'post.reply.create':
      return [parsePost(payload, includes ?? fields.includes, context)]
    case 'chat.received':
      return [toNotice(context, type, eventId, { ...personIn(fields), alarm: true })]
    case 'oauth.revoke':
      return [toNotice(context, type, eventId, { alarm: true })]
    default:
      return [unneeded.test(type) ? toNotice(context, 'ignored', eventId) : unknownNotice(context, raw)]
  }
}

function parseMessages(fields: Readonly<Record<string, unknown>>, raw: unknown, context: ParseContext): InboundEvent[] {
  const messages = itemsOf(fields.direct_message_events)
  if (messages.length === 0) return [unknownNotice(context, raw)]
  const users = recordOf(fields.users)
  return messages.map((message) => parseDirectMessage(message, users, context))
}

function parseReadMarks(
  fields: Readonly<Record<string, unknown>>,
  raw: unknown,
  context: ParseContext,
): InboundEvent[] {
  const marks = itemsOf(fields.direct_message_mark_read_events)
  return marks.length === 0 ? [unknownNotice(context, raw)] : marks.flatMap((item) => parseReadMark(item, context))
}

function personIn(fields: Readonly<Record<string, unknown>>): { personId?: string } {
  const sender = idField.safeParse(fields.sender_id)
  return sender.success ? { personId: sender.data } : {}
}
