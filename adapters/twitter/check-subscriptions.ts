import { z } from 'zod'
import type { ConnectCheck } from '../channel-adapter.js'
import { describeFailure, mendError } from './connect-failure.js'
import type { XClient } from './create-client.js'
import type { TwitterSettings } from './twitter-settings.js'

/**
 * The events the channel lives on. `oauth.revoke` has no subscription (X's OpenAPI document does not list it among the types): it comes to
 * the app's webhook by itself.
 */
export const wantedEvents = [
  'dm.received',
  'dm.sent',
  'post.mention.create',
  'post.reply.create',
  'chat.received',
] as const

const subscription = z.object({
  event_type: z.string(),
  filter: z.object({ user_id: z.string().optional() }).optional(),
  webhook_id: z.string().optional(),
})
const list = z.object({ data: z.array(z.unknown()).optional() })

/** Whether every wanted event of our account is subscribed to; `mend` subscribes the missing ones with the account's own tokens, as private events ask for. */
export async function checkSubscriptions(
  client: XClient,
  { userId }: TwitterSettings,
  webhookId: string | undefined,
): Promise<ConnectCheck> {
  const name = 'X activity subscriptions'
  const answer = await client.get('activity/subscriptions', { max_results: '1000' })
  const parsed = list.safeParse(answer.kind === 'ok' ? answer.data : undefined)
  if (!parsed.success) return { name, state: 'unknown', found: describeFailure(answer) }
  const ours = (parsed.data.data ?? [])
    .map((item) => subscription.safeParse(item).data)
    .filter((item) => item?.filter?.user_id === userId)
    .filter((item) => webhookId === undefined || item?.webhook_id === undefined || item.webhook_id === webhookId)
  const missing = wantedEvents.filter((type) => !ours.some((item) => item?.event_type === type))
  if (missing.length === 0) return { name, state: 'ok', found: wantedEvents.join(', ') }
  const found = `missing: ${missing.join(', ')}`
  if (webhookId === undefined) return { name, state: 'missing', found, nextStep: 'Register the webhook first.' }
  const mend = () => subscribe(client, userId, webhookId, missing)
  return { name, state: 'missing', found, nextStep: 'Subscribe to them.', mend }
}

async function subscribe(
  client: XClient,
  userId: string,
  webhookId: string,
  types: readonly string[],
): Promise<string> {
  for (const type of types) {
    const wish = { event_type: type, filter: { user_id: userId }, webhook_id: webhookId }
    const answer = await client.post('activity/subscriptions', wish)
    if (answer.kind !== 'ok') throw mendError(`${type} was not subscribed`, answer)
  }
  return `subscribed: ${types.join(', ')}`
}
