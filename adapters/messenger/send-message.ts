import { z } from 'zod'
import type { OutboundMessage, SendResult } from '../outbound.js'
import { classifyError } from './classify-error.js'
import type { CallParams, GraphClient } from './graph-client.js'
import { metadataPrefix } from './metadata-prefix.js'
import { sendLimits } from './render-replies.js'

const takenBody = z.object({ message_id: z.string().min(1) })
/** `metadata` holds 1,000 characters. */
const longestMetadata = 1000

/**
 * Sends one message by `POST /{page}/messages`; the outbox key travels as `metadata` and comes back in the echo. Never throws.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/send-api
 */
export async function sendMessage(
  client: GraphClient,
  message: OutboundMessage,
  signal: AbortSignal,
  now: () => number,
): Promise<SendResult> {
  if (message.target.type !== 'private') return { outcome: 'refused', reason: 'no public replies on messenger' }
  const exchange = await client.create('/messages', buildSendParams(message, message.target.personId), signal)
  const taken =
    exchange.answered && exchange.status >= 200 && exchange.status < 300
      ? takenBody.safeParse(exchange.body).data
      : undefined
  return taken ? { outcome: 'sent', messageId: taken.message_id } : classifyError(exchange, now())
}

function buildSendParams({ text, key, purpose, choices = [] }: OutboundMessage, personId: string): CallParams {
  const quickReplies = choices
    .slice(0, sendLimits.quickReplies)
    .map(({ id, title }) => ({ content_type: 'text', title, payload: id }))
  const metadata = `${metadataPrefix}${key}`
  return {
    recipient: { id: personId },
    messaging_type: purpose === 'news' ? 'UPDATE' : 'RESPONSE',
    message: {
      text,
      ...(quickReplies.length > 0 ? { quick_replies: quickReplies } : {}),
      ...(metadata.length <= longestMetadata ? { metadata } : {}),
    },
  }
}
