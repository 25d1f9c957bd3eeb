import { z } from 'zod'
import type { ConnectCheck } from '../channel-adapter.js'
import { appToken, type Desk, idText, stepAfter, write } from './connect-desk.js'

/** The webhook fields the channel reads; the names are those of the Graph API's `subscribed_fields`. */
export const webhookFields: readonly string[] = [
  'messages',
  'messaging_postbacks',
  'messaging_referrals',
  'messaging_optins',
  'messaging_handovers',
  'messaging_policy_enforcement',
  'message_deliveries',
  'message_reads',
  'message_echoes',
  'message_edits',
  'message_reactions',
  'standby',
]

const subscribedBody = z.object({
  data: z.array(z.object({ id: idText, subscribed_fields: z.array(z.string()).default([]) })),
})

/** Whether the app is subscribed to the page, with all fields. */
export async function checkPageSubscription(desk: Desk): Promise<ConnectCheck> {
  const { settings, read } = desk
  const name = 'app subscribed to the page'
  const edge = [settings.pageId, 'subscribed_apps']
  const mend = async (): Promise<string> => {
    await write(desk, edge, { subscribed_fields: webhookFields.join(',') })
    return `subscribed to ${webhookFields.length} fields`
  }
  const answer = await read(subscribedBody, edge, {})
  if ('trouble' in answer)
    return {
      name,
      state: 'unknown',
      found: answer.trouble,
      nextStep: stepAfter(answer, 'Check that the token has pages_manage_metadata.'),
      mend,
    }
  const apps = answer.body.data
  const ours = settings.appId === undefined ? apps[0] : apps.find(({ id }) => id === settings.appId)
  if (!ours)
    return {
      name,
      state: 'missing',
      found: 'not subscribed: no event arrives',
      nextStep: 'Subscribe the app to the page.',
      mend,
    }
  return judgeFields(name, ours.subscribed_fields, mend)
}

function judgeFields(name: string, fields: readonly string[], mend: (() => Promise<string>) | undefined): ConnectCheck {
  const missing = webhookFields.filter((field) => !fields.includes(field))
  if (missing.length === 0) return { name, state: 'ok', found: `${webhookFields.length} fields` }
  return {
    name,
    state: 'wrong',
    found: `missing fields: ${missing.join(', ')}`,
    nextStep: 'Subscribe to the missing fields.',
    ...(mend ? { mend } : {}),
  }
}

const webhookBody = z.object({
  data: z.array(
    z.object({
      object: z.string(),
      callback_url: z.string().optional(),
      active: z.boolean().optional(),
      fields: z
        .array(z.union([z.string(), z.object({ name: z.string() }).transform((field) => field.name)]))
        .default([]),
    }),
  ),
})

/** Whether the app has its webhook here, active and with all fields. */
export async function checkWebhook(desk: Desk): Promise<ConnectCheck> {
  const { settings, read } = desk
  const name = 'webhook of the app'
  const token = appToken(settings)
  if (token === undefined || settings.appId === undefined)
    return {
      name,
      state: 'unknown',
      found: 'without MESSENGER_APP_ID it cannot be looked at',
      nextStep: 'Set MESSENGER_APP_ID.',
    }
  const { appId, webhookUrl, verifyToken } = settings
  const mend = webhookUrl?.startsWith('https://')
    ? async (): Promise<string> => {
        await write(
          desk,
          [appId, 'subscriptions'],
          { object: 'page', callback_url: webhookUrl, verify_token: verifyToken, fields: webhookFields.join(',') },
          token,
        )
        return `webhook set to ${webhookUrl}`
      }
    : undefined
  const mending = mend ? { mend } : {}
  const answer = await read(webhookBody, [appId, 'subscriptions'], {}, token)
  if ('trouble' in answer)
    return {
      name,
      state: 'unknown',
      found: answer.trouble,
      nextStep: stepAfter(answer, 'Check MESSENGER_APP_ID and MESSENGER_APP_SECRET.'),
      ...mending,
    }
  const page = answer.body.data.find(({ object }) => object === 'page')
  const nextStep = `Set the webhook's address${webhookUrl === undefined ? '' : ` to ${webhookUrl}`}; it must be https and reachable from outside.`
  if (!page) return { name, state: 'missing', found: 'no webhook is set', nextStep, ...mending }
  if (page.active === false) return { name, state: 'wrong', found: 'Meta has switched it off', nextStep, ...mending }
  if (webhookUrl !== undefined && page.callback_url !== webhookUrl)
    return { name, state: 'wrong', found: `it is ${page.callback_url ?? 'empty'}`, nextStep, ...mending }
  return judgeFields(name, page.fields, mend)
}
