import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { TawasulError } from '../../models/tawasul-error.js'
import type { ConnectCheck } from '../channel-adapter.js'
import { describeExchange } from './classify-error.js'
import type { CallParams, GraphClient } from './graph-client.js'
import type { MessengerSettings } from './messenger-settings.js'
import { buildProfile } from './profile.js'

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

/** Looks at token, page, subscriptions and profile. Only reads; what can be mended carries `mend`. */
export async function checkConnection(
  client: GraphClient,
  settings: MessengerSettings,
): Promise<readonly ConnectCheck[]> {
  const desk: Desk = { client, settings, read: createReader(client) }
  return [
    await checkToken(desk),
    await checkPage(desk),
    await checkPageSubscription(desk),
    await checkWebhook(desk),
    await checkProfile(desk),
  ]
}

interface Desk {
  readonly client: GraphClient
  readonly settings: MessengerSettings
  readonly read: <T>(
    shape: z.ZodType<T>,
    path: readonly string[],
    params: CallParams,
    token?: string,
  ) => Promise<{ readonly body: T } | { readonly trouble: string }>
}

function createReader(client: GraphClient): Desk['read'] {
  return async (shape, path, params, token) => {
    const exchange = await client.call('GET', path, params, new AbortController().signal, token)
    const parsed = exchange.answered && exchange.status === 200 ? shape.safeParse(exchange.body) : undefined
    return parsed?.success ? { body: parsed.data } : { trouble: describeExchange(exchange) }
  }
}

/** Writes, and throws what the operator is to know when it does not succeed. */
async function write({ client }: Desk, path: readonly string[], params: CallParams, token?: string): Promise<void> {
  const exchange = await client.call('POST', path, params, new AbortController().signal, token)
  if (exchange.answered && exchange.status === 200) return
  throw new TawasulError('messenger.setup', `the Graph API did not take it: ${describeExchange(exchange)}`, {
    retryable: !exchange.answered || exchange.status >= 500,
    hint: 'Check that the token has pages_manage_metadata and pages_messaging, and that its owner is an administrator of the page.',
  })
}

function appToken({ appId, appSecret }: MessengerSettings): string | undefined {
  return appId === undefined ? undefined : `${appId}|${appSecret}`
}

const idText = z.union([z.string(), z.number()]).transform(String)
const tokenBody = z.object({
  data: z.object({
    is_valid: z.boolean(),
    app_id: idText.optional(),
    profile_id: idText.optional(),
    scopes: z.array(z.string()).optional(),
    expires_at: z.number().optional(),
  }),
})

async function checkToken({ settings, read }: Desk): Promise<ConnectCheck> {
  const name = 'page access token'
  const token = appToken(settings)
  if (token === undefined)
    return {
      name,
      state: 'unknown',
      found: 'without MESSENGER_APP_ID it cannot be looked at',
      nextStep: 'Set MESSENGER_APP_ID.',
    }
  const answer = await read(tokenBody, ['debug_token'], { input_token: settings.pageAccessToken }, token)
  if ('trouble' in answer)
    return {
      name,
      state: 'unknown',
      found: answer.trouble,
      nextStep: 'Check MESSENGER_APP_ID and MESSENGER_APP_SECRET.',
    }
  const { is_valid: valid, app_id: appId, profile_id: profileId, scopes, expires_at: expires = 0 } = answer.body.data
  const wrong = (found: string, nextStep: string): ConnectCheck => ({ name, state: 'wrong', found, nextStep })
  if (!valid) return wrong('it is not valid', 'Make a new page access token and set MESSENGER_PAGE_ACCESS_TOKEN.')
  if (appId !== undefined && appId !== settings.appId)
    return wrong('it belongs to another app', 'Make the token with the app that MESSENGER_APP_ID names.')
  if (profileId !== undefined && profileId !== settings.pageId)
    return wrong('it belongs to another page', 'Make the token for the page that MESSENGER_PAGE_ID names.')
  if (scopes !== undefined && !scopes.includes('pages_messaging'))
    return wrong('pages_messaging is missing', 'Grant pages_messaging and make a new token.')
  return {
    name,
    state: 'ok',
    found: expires > 0 ? `valid until ${new Date(expires * 1000).toISOString()}` : 'valid, without end',
  }
}

async function checkPage({ settings, read }: Desk): Promise<ConnectCheck> {
  const name = 'page'
  const answer = await read(z.object({ id: idText }), ['me'], { fields: 'id,name' })
  if ('trouble' in answer)
    return { name, state: 'unknown', found: answer.trouble, nextStep: 'Check MESSENGER_PAGE_ACCESS_TOKEN.' }
  if (answer.body.id === settings.pageId) return { name, state: 'ok', found: `page ${answer.body.id}` }
  return {
    name,
    state: 'wrong',
    found: `the token is that of ${answer.body.id}`,
    nextStep: `Set MESSENGER_PAGE_ID to ${answer.body.id}, or make a token for the page.`,
  }
}

const subscribedBody = z.object({
  data: z.array(z.object({ id: idText, subscribed_fields: z.array(z.string()).default([]) })),
})

async function checkPageSubscription(desk: Desk): Promise<ConnectCheck> {
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
      nextStep: 'Check that the token has pages_manage_metadata.',
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

async function checkWebhook(desk: Desk): Promise<ConnectCheck> {
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
      nextStep: 'Check MESSENGER_APP_ID and MESSENGER_APP_SECRET.',
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

const profileBody = z.object({ data: z.array(z.record(z.string(), z.unknown())) })

async function checkProfile(desk: Desk): Promise<ConnectCheck> {
  const { settings, read } = desk
  const name = 'get started, menu and ice breakers'
  const wanted = buildProfile()
  const edge = [settings.pageId, 'messenger_profile']
  const mend = async (): Promise<string> => {
    await write(desk, edge, wanted)
    return 'profile set in Arabic and English'
  }
  const answer = await read(profileBody, edge, { fields: Object.keys(wanted).join(',') })
  if ('trouble' in answer)
    return {
      name,
      state: 'unknown',
      found: answer.trouble,
      nextStep: 'Check that the token has pages_messaging.',
      mend,
    }
  const present = answer.body.data[0] ?? {}
  const different = Object.entries(wanted)
    .filter(([field, value]) => !includes(present[field], value))
    .map(([field]) => field)
  if (different.length === 0) return { name, state: 'ok', found: 'set in Arabic and English' }
  return {
    name,
    state: different.length === Object.keys(wanted).length ? 'missing' : 'wrong',
    found: `not as wanted: ${different.join(', ')}`,
    nextStep: 'Set the profile.',
    mend,
  }
}

/** Whether `present` holds all of `wanted`; what Graph adds does not matter, nor the order in which it lists locales. */
function includes(present: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted))
    return (
      Array.isArray(present) &&
      present.length === wanted.length &&
      wanted.every((one) => present.some((other) => includes(other, one)))
    )
  if (typeof wanted !== 'object' || wanted === null) return isDeepStrictEqual(present, wanted)
  if (typeof present !== 'object' || present === null) return false
  const facts = new Map<string, unknown>(Object.entries(present))
  return Object.entries(wanted).every(([key, value]) => includes(facts.get(key), value))
}
