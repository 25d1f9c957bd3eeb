import { z } from 'zod'
import type { InboundEvent } from '../inbound-event.js'
import { decodeText } from './decode-text.js'
import type { ParseContext } from './parse-context.js'
import { readAttachment } from './read-attachment.js'
import { idField, millisField, timeOf } from './read-field.js'
import { readSender } from './read-sender.js'
import { toNotice, unknownNotice } from './to-notice.js'

const directMessage = z.object({
  type: z.literal('message_create').optional(),
  id: idField,
  created_timestamp: millisField.optional().catch(undefined),
  message_create: z.object({
    target: z.object({ recipient_id: idField }),
    sender_id: idField,
    message_data: z.object({
      text: z.string().nullish(),
      entities: z.unknown().optional(),
      attachment: z.unknown().optional(),
      quick_reply_response: z
        .object({ metadata: z.string().min(1) })
        .optional()
        .catch(undefined),
    }),
  }),
})

/**
 * One item of `direct_message_events`, which has the same v1.1 shape in the X Activity and in the Account Activity envelope. Its event
 * id is made from the message's own, so that a message coming in both is one event.
 *
 * What our account sent becomes an echo that is always `own`: the payload does not tell reliably whether this app or a person in the X
 * app wrote it (`source_app_id` is absent or another's as often as not), so the outbox decides by the message's id and text.
 */
export function parseDirectMessage(
  raw: unknown,
  users: Readonly<Record<string, unknown>>,
  context: ParseContext,
): InboundEvent {
  const parsed = directMessage.safeParse(raw)
  if (!parsed.success) return unknownNotice(context, raw)
  const { id, created_timestamp: created, message_create: message } = parsed.data
  const { sender_id: sender, target, message_data: data } = message
  const at = created ?? timeOf(undefined, id)
  const { attachments, mediaLinks, location } = readAttachment(data.attachment)
  const text = decodeText(data.text ?? '', data.entities, mediaLinks)
  if (sender === context.userId) {
    const conversationId = `twitter:${target.recipient_id}`
    return {
      kind: 'echo',
      channel: 'twitter',
      eventId: `sent:${id}`,
      conversationId,
      at,
      own: true,
      messageId: id,
      text,
    }
  }
  if (target.recipient_id !== context.userId) return toNotice(context, 'ignored', `ignored:dm:${id}`, { at })
  const choice = data.quick_reply_response?.metadata
  return {
    kind: 'message',
    channel: 'twitter',
    eventId: `dm:${id}`,
    conversationId: `twitter:${sender}`,
    at,
    from: readSender(sender, Object.hasOwn(users, sender) ? users[sender] : undefined),
    text,
    attachments,
    ...(choice ? { choice } : {}),
    ...(location ? { location } : {}),
  }
}
