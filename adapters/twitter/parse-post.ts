import { z } from 'zod'
import type { InboundEvent } from '../inbound-event.js'
import { decodeText, withoutLeadingMentions } from './decode-text.js'
import type { ParseContext } from './parse-context.js'
import { idField, itemsOf, recordOf, timeOf } from './read-field.js'
import { readSender } from './read-sender.js'
import { toNotice, unknownNotice } from './to-notice.js'

const mention = z.object({ username: z.string().optional(), id: z.string().optional().catch(undefined) })
const post = z.object({
  id: idField,
  text: z.string().catch(''),
  author_id: idField,
  created_at: z.string().optional().catch(undefined),
  in_reply_to_user_id: idField.optional().catch(undefined),
  referenced_tweets: z.array(z.unknown()).optional().catch(undefined),
  entities: z.unknown().optional(),
  note_tweet: z.object({ text: z.string(), entities: z.unknown().optional() }).optional().catch(undefined),
  edit_history_tweet_ids: z.array(z.string()).optional().catch(undefined),
})
const reference = z.object({ type: z.string(), id: z.string() })

/**
 * The v2 Post of `post.mention.create` and `post.reply.create`. Both give the same event id, that of the post's first edition, so that
 * a post that is reply and mention, or was edited, is answered once. Own posts, retweets and quotes that do not name us are ignored.
 */
export function parsePost(raw: unknown, includes: unknown, context: ParseContext): InboundEvent {
  const parsed = post.safeParse(raw)
  if (!parsed.success) return unknownNotice(context, raw)
  const found = parsed.data
  const at = timeOf(found.created_at, found.id)
  if (found.author_id === context.userId || !isForUs(found, context)) {
    return toNotice(context, 'ignored', `ignored:post:${found.id}`, { at })
  }
  const whole = found.note_tweet ?? found
  const author = itemsOf(recordOf(includes).users).find((user) => recordOf(user).id === found.author_id)
  return {
    kind: 'mention',
    channel: 'twitter',
    eventId: `post:${firstEdition(found.id, found.edit_history_tweet_ids)}`,
    conversationId: `twitter-public:${found.author_id}`,
    at,
    from: readSender(found.author_id, author),
    postId: found.id,
    ...answered(found),
    text: withoutLeadingMentions(decodeText(whole.text, whole.entities ?? found.entities)),
  }
}

/** The post that this one answers. */
function answered(found: z.infer<typeof post>): { inReplyTo?: string } {
  const references = (found.referenced_tweets ?? []).map((item) => reference.safeParse(item).data)
  const id = references.find((item) => item?.type === 'replied_to')?.id
  return id === undefined ? {} : { inReplyTo: id }
}

/** X sends these events for posts that name or answer us; what has to be taken out are retweets and bare quotes. */
function isForUs(found: z.infer<typeof post>, context: ParseContext): boolean {
  const kinds = (found.referenced_tweets ?? []).map((item) => reference.safeParse(item).data?.type)
  if (kinds.includes('retweeted')) return false
  if (!kinds.includes('quoted') || kinds.includes('replied_to')) return true
  return found.in_reply_to_user_id === context.userId || namesUs(found, context)
}

function namesUs(found: z.infer<typeof post>, { userId, username }: ParseContext): boolean {
  const names = [found.entities, found.note_tweet?.entities].flatMap((part) => itemsOf(recordOf(part).mentions))
  return names
    .map((item) => mention.safeParse(item).data)
    .some((name) => name?.id === userId || name?.username?.toLowerCase() === username.toLowerCase())
}

/** The list is believed only when it names the post itself. */
function firstEdition(id: string, history: readonly string[] = []): string {
  return history.includes(id) ? (history[0] ?? id) : id
}
