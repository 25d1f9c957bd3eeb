import { z } from 'zod'
import type { ConnectCheck } from '../channel-adapter.js'
import { checkSubscriptions } from './check-subscriptions.js'
import { checkWebhook } from './check-webhook.js'
import { describeFailure } from './connect-failure.js'
import type { XClient } from './create-client.js'
import type { TwitterSettings } from './twitter-settings.js'
import type { XAnswer } from './x-answer.js'

/** What an operator should know of the X channel: the account, the app's rights, the webhook and its subscriptions. Only reads. */
export async function connectChecks(client: XClient, settings: TwitterSettings): Promise<readonly ConnectCheck[]> {
  const answer = await client.get('users/me', { 'user.fields': 'id,username' })
  const account = checkAccount(answer, settings)
  if (answer.kind !== 'ok') return [account]
  const webhook = await checkWebhook(client, settings)
  const subscriptions = await checkSubscriptions(client, settings, webhook.webhookId)
  return [account, checkRights(answer), webhook.check, subscriptions]
}

const me = z.object({ data: z.object({ id: z.string(), username: z.string() }) })

function checkAccount(answer: XAnswer, { userId, username }: TwitterSettings): ConnectCheck {
  const name = 'X account'
  if (answer.kind !== 'ok') {
    const nextStep =
      answer.kind === 'error'
        ? 'Check X_API_KEY, X_API_SECRET, X_ACCESS_TOKEN and X_ACCESS_SECRET.'
        : 'See whether this machine reaches X_API_BASE_URL (network, firewall, proxy), then run this again.'
    return { name, state: answer.kind === 'error' ? 'wrong' : 'unknown', found: describeFailure(answer), nextStep }
  }
  const parsed = me.safeParse(answer.data)
  if (!parsed.success) return { name, state: 'unknown', found: 'X did not tell whose tokens these are' }
  const { data } = parsed.data
  const found = `@${data.username} (${data.id})`
  if (data.id === userId && data.username.toLowerCase() === username.toLowerCase()) return { name, state: 'ok', found }
  return {
    name,
    state: 'wrong',
    found,
    nextStep: `The settings name @${username} (${userId}): correct X_USER_ID and X_USERNAME, or the tokens.`,
  }
}

/** X tells the access level of the tokens in a header, e.g. `read-write-directmessages`. */
function checkRights(answer: Extract<XAnswer, { kind: 'ok' }>): ConnectCheck {
  const name = 'X access level'
  const level = answer.headers['x-access-level']
  if (typeof level !== 'string') return { name, state: 'unknown', found: 'X did not tell the access level' }
  if (/write/.test(level) && /directmessages/.test(level)) return { name, state: 'ok', found: level }
  const nextStep = 'Set the app to "Read, write and direct messages" and generate the access token anew.'
  return { name, state: 'wrong', found: level, nextStep }
}
