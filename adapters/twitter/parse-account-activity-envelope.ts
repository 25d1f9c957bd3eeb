import type { InboundEvent } from '../inbound-event.js'
import type { ParseContext } from './parse-context.js'
import { parseDirectMessage } from './parse-direct-message.js'
import { parseReadMark } from './parse-read-mark.js'
import { parseTweet } from './parse-tweet.js'
import { itemsOf, recordOf } from './read-field.js'
import { contentId, toNotice, unknownNotice } from './to-notice.js'

/** Arrays that X documents and that mean nothing to a reports centre. */
const unneeded = [
  'favorite_events',
  'follow_events',
  'unfollow_events',
  'block_events',
  'unblock_events',
  'mute_events',
  'unmute_events',
  'tweet_delete_events',
]

/**
 * The older Account Activity body: `{for_user_id, <kind>_events: [...], users, apps, user_has_blocked?}` or `{user_event: {revoke}}`.
 * Every item is an event of its own. `user_has_blocked` comes as a boolean or a string. Document: X API, Account Activity API (deprecated).
 */
export function parseAccountActivityEnvelope(
  body: Readonly<Record<string, unknown>>,
  context: ParseContext,
): InboundEvent[] {
  if (typeof body.for_user_id === 'string' && body.for_user_id !== context.userId) {
    return [toNotice(context, 'other_account', contentId('aaa', body))]
  }
  const users = recordOf(body.users)
  const hasBlocked = body.user_has_blocked === true || body.user_has_blocked === 'true'
  const events: InboundEvent[] = []
  let known = itemsOf(body.direct_message_indicate_typing_events).length > 0
  for (const raw of itemsOf(body.direct_message_events)) events.push(parseDirectMessage(raw, users, context))
  for (const raw of itemsOf(body.direct_message_mark_read_events)) {
    known = true
    events.push(...parseReadMark(raw, context))
  }
  for (const raw of itemsOf(body.tweet_create_events)) {
    events.push(hasBlocked ? toNotice(context, 'ignored', contentId('ignored:blocked', raw)) : parseTweet(raw, context))
  }
  for (const name of unneeded) {
    for (const raw of itemsOf(body[name])) events.push(toNotice(context, 'ignored', contentId(`aaa:${name}`, raw)))
  }
  if (recordOf(body.user_event).revoke !== undefined) {
    events.push(toNotice(context, 'user_event.revoke', contentId('aaa:revoke', body), { alarm: true }))
  }
  return events.length > 0 || known ? events : [unknownNotice(context, body)]
}
