import { randomBytes } from 'node:crypto'
import type { PlatformAnswer, PlatformRoute, RoutedCall } from '../platform-router.js'
import { isLoopback } from '../x/x-webhooks.js'
import { graphAnswer, graphError } from './graph-error.js'
import { messageNode } from './graph-page-routes.js'
import type { GraphPlatform } from './graph-platform.js'

/** The app, its token and subscriptions, and the nodes that are read by their id. */
export function graphAppRoutes(platform: GraphPlatform): PlatformRoute[] {
  const { appId, pageId } = platform.credentials
  const app = { id: appId, name: 'Tawasul (emulated)', link: 'https://www.facebook.com/' }
  const pageFields = new Set<string>()
  const subscription = { object: 'page', active: true, callback_url: '', fields: [] as string[] }
  const get = (route: string, handle: PlatformRoute['handle']): PlatformRoute => ({ method: 'GET', route, handle })
  return [
    get('/app', () => graphAnswer(app)),
    get('/debug_token', () => {
      const scopes = ['pages_messaging', 'pages_manage_metadata', 'pages_show_list', 'pages_read_engagement']
      return graphAnswer({
        data: {
          app_id: appId,
          type: 'PAGE',
          application: app.name,
          is_valid: true,
          expires_at: 0,
          data_access_expires_at: 0,
          profile_id: pageId,
          scopes,
        },
      })
    }),
    get('/{page}/subscribed_apps', () =>
      graphAnswer({ data: pageFields.size > 0 ? [{ ...app, subscribed_fields: [...pageFields] }] : [] }),
    ),
    {
      method: 'POST',
      route: '/{page}/subscribed_apps',
      handle: ({ body, query }) => {
        const fields = listOf(body.subscribed_fields ?? query.get('subscribed_fields'))
        if (fields.length === 0) return graphError(100, 'The parameter subscribed_fields is required')
        for (const field of fields) pageFields.add(field)
        return graphAnswer({ success: true })
      },
    },
    {
      method: 'DELETE',
      route: '/{page}/subscribed_apps',
      handle: () => {
        pageFields.clear()
        return graphAnswer({ success: true })
      },
    },
    get('/{app}/subscriptions', () =>
      graphAnswer({
        data: subscription.callback_url
          ? [{ ...subscription, fields: subscription.fields.map((name) => ({ name, version: 'v24.0' })) }]
          : [],
      }),
    ),
    { method: 'POST', route: '/{app}/subscriptions', handle: subscribe },
    get('/{node}', ({ parameters: { node = '' }, query }) => readNode(node, query)),
    {
      method: 'DELETE',
      route: '/{node}',
      handle: ({ parameters: { node = '' } }) =>
        platform.personas.delete(node) ? graphAnswer({ success: true }) : noSuchObject('delete', node),
    },
  ]

  async function subscribe(call: RoutedCall): Promise<PlatformAnswer> {
    const field = (name: string): string => String(call.body[name] ?? call.query.get(name) ?? '')
    const url = field('callback_url')
    if (!(await verifyCallback(url, field('verify_token')))) {
      return graphError(2200, 'Callback verification failed: the challenge did not come back.')
    }
    subscription.callback_url = url
    subscription.fields = listOf(call.body.fields ?? call.query.get('fields'))
    platform.webhookUrl = url
    return graphAnswer({ success: true })
  }

  function readNode(node: string, query: URLSearchParams): PlatformAnswer {
    if (node === 'me' || node === pageId) return graphAnswer({ id: pageId, name: 'مركز بلاغات 940' })
    if (node === appId) return graphAnswer(app)
    const persona = platform.personas.get(node)
    if (persona) return graphAnswer({ id: node, ...persona })
    const message = platform.messages.get(node)
    if (message) return graphAnswer(messageNode(message, platform))
    if (!/^\d{5,20}$/.test(node)) return noSuchObject('get', node)
    const { firstName, lastName } = platform.person(node)
    const profile: Record<string, string> = {
      first_name: firstName,
      last_name: lastName,
      name: `${firstName} ${lastName}`,
    }
    const wanted = query.get('fields')?.split(',') ?? ['first_name', 'last_name']
    return graphAnswer({
      ...Object.fromEntries(wanted.flatMap((name) => (profile[name] ? [[name, profile[name]]] : []))),
      id: node,
    })
  }
}

/** Asks a callback to return a random challenge, as Meta does before it subscribes it. */
export async function verifyCallback(url: string, verifyToken: string): Promise<boolean> {
  if (!isLoopback(url)) return false
  const challenge = String(randomBytes(4).readUInt32BE())
  const address = new URL(url)
  for (const [name, value] of [
    ['mode', 'subscribe'],
    ['verify_token', verifyToken],
    ['challenge', challenge],
  ] as const) {
    address.searchParams.set(`hub.${name}`, value)
  }
  try {
    const response = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(5000) })
    return response.status === 200 && (await response.text()) === challenge
  } catch {
    return false
  }
}

const noSuchObject = (verb: string, node: string): PlatformAnswer =>
  graphError(
    100,
    `Unsupported ${verb} request. Object with ID '${node}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
    { subcode: 33 },
  )

const listOf = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.map(String)
    : typeof value === 'string'
      ? value
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean)
      : []
