import { z } from 'zod'
import type { InboundEvent } from '../inbound-event.js'
import { decodeText, withoutLeadingMentions } from './decode-text.js'
import type { ParseContext } from './parse-context.js'
import { idField, itemsOf, millisField, recordOf, timeOf } from './read-field.js'
import { readSender } from './read-sender.js'
import { toNotice, unknownNotice } from './to-notice.js'

const tweet = z.object({
  id_str: idField,
  text: z.string().optional().catch(undefined),
  full_text: z.string().optional().catch(undefined),
  created_at: z.string().optional().catch(undefined),
  timestamp_ms: millisField.optional().catch(undefined),
  user: z.looseObject({ id_str: idField }),
  in_reply_to_user_id_str: idField.nullish().catch(undefined),
  in_reply_to_status_id_str: idField.nullish().catch(undefined),
  retweeted_status: z.unknown().optional(),
  entities: z.unknown().optional(),
  extended_tweet: z.object({ full_text: z.string(), entities: z.unknown().optional() }).optional().catch(undefined),
  edit_history: z.object({ initial_tweet_id: idField }).optional().catch(undefined),
})
const mention = z.object({ id_str: z.string().optional(), screen_name: z.string().optional() })

/**
 * One v1.1 Tweet of `tweet_create_events`. Everything our account posts, retweets or is quoted in arrives here too, so only posts of
 * others that name us or answer us become a mention. A long post's whole text is in `extended_tweet.full_text`. Only `*_str` ids are read.
 */
export function parseTweet(raw: unknown, context: ParseContext): InboundEvent {
  const parsed = tweet.safeParse(raw)
  if (!parsed.success) return unknownNotice(context, raw)
  const found = parsed.data
  const { id_str: id, user } = found
  const at = found.timestamp_ms ?? timeOf(found.created_at, id)
  if (user.id_str === context.userId || !isForUs(found, context)) {
    return toNotice(context, 'ignored', `ignored:post:${id}`, { at })
  }
  const text = found.extended_tweet?.full_text ?? found.full_text ?? found.text ?? ''
  const entities = found.extended_tweet ? found.extended_tweet.entities : found.entities
  return {
    kind: 'mention',
    channel: 'twitter',
    eventId: `post:${found.edit_history?.initial_tweet_id ?? id}`,
    conversationId: `twitter-public:${user.id_str}`,
    at,
    from: readSender(user.id_str, user),
    postId: id,
    ...(found.in_reply_to_status_id_str ? { inReplyTo: found.in_reply_to_status_id_str } : {}),
    text: withoutLeadingMentions(decodeText(text, entities)),
  }
}

function isForUs(found: z.infer<typeof tweet>, { userId, username }: ParseContext): boolean {
  if (found.retweeted_status !== undefined && found.retweeted_status !== null) return false
  if (found.in_reply_to_user_id_str === userId) return true
  return [found.entities, found.extended_tweet?.entities]
    .flatMap((part) => itemsOf(recordOf(part).user_mentions))
    .map((item) => mention.safeParse(item).data)
    .some((name) => name?.id_str === userId || name?.screen_name?.toLowerCase() === username.toLowerCase())
}
