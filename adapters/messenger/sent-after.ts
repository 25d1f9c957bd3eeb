import { z } from 'zod'
import type { SentRecord } from '../outbound.js'
import type { GraphClient } from './graph-client.js'

const conversationsBody = z.object({
  data: z.array(
    z.object({
      messages: z
        .object({
          data: z.array(
            z.object({
              id: z.string(),
              message: z.string().catch(''),
              from: z
                .object({ id: z.union([z.string(), z.number()]).transform(String) })
                .optional()
                .catch(undefined),
            }),
          ),
        })
        .optional(),
    }),
  ),
})

/** What Graph gives of a thread unless asked for more. */
const pageOfMessages = 25

/**
 * What the page has sent to this person after `afterMessageId` (null: ever), oldest first, by the thread's newest 25 messages.
 * Null when the call fails or the thread does not hold that message, so that nothing can be told from it.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversations
 */
export async function findSentAfter(
  client: GraphClient,
  pageId: string,
  personId: string,
  afterMessageId: string | null,
  signal: AbortSignal,
): Promise<readonly SentRecord[] | null> {
  const params = { platform: 'messenger', user_id: personId, fields: 'messages{id,message,created_time,from}' }
  const exchange = await client.call('GET', [pageId, 'conversations'], params, signal)
  if (!exchange.answered || exchange.status !== 200) return null
  const body = conversationsBody.safeParse(exchange.body).data
  if (!body) return null
  const newestFirst = body.data[0]?.messages?.data ?? []
  const end = afterMessageId === null ? newestFirst.length : newestFirst.findIndex(({ id }) => id === afterMessageId)
  if (end < 0 && newestFirst.length < pageOfMessages) return null
  const later = end < 0 ? newestFirst : newestFirst.slice(0, end)
  return later
    .filter(({ from }) => from?.id === pageId)
    .map(({ id, message }) => ({ messageId: id, text: message }))
    .reverse()
}
