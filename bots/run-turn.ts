import type { TurnContext } from '../adapters/activity.js'
import type { ChannelAdapter } from '../adapters/channel-adapter.js'
import type { MentionEvent, MessageEvent } from '../adapters/inbound-event.js'
import type { OutboundMessage, Reply } from '../adapters/outbound.js'
import { buildActivity, readReplyActivity } from './build-activity.js'
import type { StoredEvent } from './inbox.js'

/** What a turn came to: its messages in their final form, to be committed together with `changes`. */
export interface TurnResult<Changes> {
  readonly messages: readonly OutboundMessage[]
  readonly changes: Changes
}

/** Runs one turn in the SDK's `TurnContext`; what the logic sends is gathered, not sent. */
export async function runTurn<Changes>(
  adapter: ChannelAdapter,
  stored: StoredEvent,
  event: MessageEvent | MentionEvent,
  logic: (context: TurnContext) => Promise<Changes>,
): Promise<TurnResult<Changes>> {
  const replies: Reply[] = []
  let outcome: { readonly changes: Changes } | null = null
  await adapter.runTurn(
    buildActivity(stored._id, event),
    (activities) =>
      activities.map((activity) => {
        replies.push(readReplyActivity(activity))
        return { id: `${stored._id}:${replies.length - 1}` }
      }),
    async (context) => {
      outcome = { changes: await logic(context) }
    },
  )
  if (!outcome) throw new Error('the turn was stopped by a middleware')
  const { changes }: { changes: Changes } = outcome
  const target =
    event.kind === 'mention'
      ? ({ type: 'public-reply', personId: event.from.id, postId: event.postId } as const)
      : ({ type: 'private', personId: event.from.id } as const)
  const messages =
    replies.length === 0 ? [] : adapter.render(replies, { keyPrefix: stored._id, target, purpose: 'answer' })
  return { messages, changes }
}
