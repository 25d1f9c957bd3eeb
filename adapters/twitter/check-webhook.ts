import { z } from 'zod'
import type { ConnectCheck } from '../channel-adapter.js'
import { describeFailure, mendError } from './connect-failure.js'
import type { XClient } from './create-client.js'
import type { TwitterSettings } from './twitter-settings.js'

const webhook = z.object({ id: z.string(), url: z.string(), valid: z.boolean() })
const list = z.object({ data: z.array(webhook).optional() })
const created = z.object({ data: z.object({ id: z.string(), valid: z.boolean() }) })
const validated = z.object({ data: z.object({ valid: z.boolean() }) })

/** Whether our webhook is registered with X and valid; `mend` registers it or has X check it again. `webhookId` when there is one. */
export async function checkWebhook(
  client: XClient,
  { publicUrl }: TwitterSettings,
): Promise<{ readonly check: ConnectCheck; readonly webhookId?: string }> {
  const name = 'X webhook'
  if (publicUrl === undefined) {
    return { check: { name, state: 'unknown', found: 'no public address is set', nextStep: 'Set PUBLIC_URL.' } }
  }
  const url = `${publicUrl.replace(/\/+$/, '')}/webhooks/twitter`
  const app = (await client.asApp()) ?? client
  const answer = await app.get('webhooks', {})
  const parsed = list.safeParse(answer.kind === 'ok' ? answer.data : undefined)
  if (!parsed.success) return { check: { name, state: 'unknown', found: describeFailure(answer) } }
  const found = parsed.data.data?.find((item) => item.url === url)
  if (!found) {
    const mend = () => register(app, url)
    return { check: { name, state: 'missing', found: `${url} is not registered`, nextStep: 'Register it.', mend } }
  }
  const { id: webhookId, valid } = found
  if (valid) return { check: { name, state: 'ok', found: `${url} is valid` }, webhookId }
  const mend = () => validate(app, webhookId)
  const nextStep = 'See that the address is reachable, then have X check it again.'
  return { check: { name, state: 'wrong', found: `${url} failed X's check`, nextStep, mend }, webhookId }
}

async function register(client: XClient, url: string): Promise<string> {
  const answer = await client.post('webhooks', { url })
  const parsed = created.safeParse(answer.kind === 'ok' ? answer.data : undefined)
  if (!parsed.success || !parsed.data.data.valid) throw mendError('the webhook was not registered', answer)
  return `registered as ${parsed.data.data.id}`
}

async function validate(client: XClient, id: string): Promise<string> {
  const answer = await client.put('webhooks/:webhook_id', { parameters: { webhook_id: id } })
  const parsed = validated.safeParse(answer.kind === 'ok' ? answer.data : undefined)
  if (!parsed.success || !parsed.data.data.valid) throw mendError('X did not find the webhook valid', answer)
  return 'X has checked it again'
}
