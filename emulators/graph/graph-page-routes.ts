import { z } from 'zod'
import type { PlatformAnswer, PlatformRoute, RoutedCall } from '../platform-router.js'
import { graphAnswer, graphError, unknownResident } from './graph-error.js'
import { pageInboxAppId } from './graph-events.js'
import type { GraphMessage } from './graph-messages.js'
import type { GraphPlatform } from './graph-platform.js'

const persona = z.looseObject({ name: z.string().min(1).max(50), profile_picture_url: z.string().optional() })
const threadControl = z.looseObject({
  recipient: z.looseObject({ id: z.coerce.string() }),
  target_app_id: z.coerce.string().optional(),
})
const profileFields = [
  'get_started',
  'greeting',
  'ice_breakers',
  'persistent_menu',
  'whitelisted_domains',
  'account_linking_url',
]

/** The Page's edges beside sending: profile, personas, history, thread control, attachments, comments. */
export function graphPageRoutes(platform: GraphPlatform): PlatformRoute[] {
  const { pageId, appId } = platform.credentials
  const own = (method: string, edge: string, handle: (call: RoutedCall) => PlatformAnswer): PlatformRoute => ({
    method,
    route: `/{page}/${edge}`,
    handle: (call) =>
      call.parameters.page === 'me' || call.parameters.page === pageId ? handle(call) : unknownResident(),
  })
  return [
    own('GET', 'messenger_profile', ({ query }) => {
      const wanted = query.get('fields')?.split(',') ?? profileFields
      const entry = Object.fromEntries([...platform.profile].filter(([name]) => wanted.includes(name)))
      return graphAnswer({ data: Object.keys(entry).length > 0 ? [entry] : [] })
    }),
    own('POST', 'messenger_profile', setProfile),
    own('DELETE', 'messenger_profile', ({ body, query }) => {
      const named = body.fields ?? query.get('fields')?.split(',')
      for (const field of Array.isArray(named) ? named : []) platform.profile.delete(String(field))
      return graphAnswer({ result: 'success' })
    }),
    own('GET', 'personas', () =>
      graphAnswer({ data: [...platform.personas].map(([id, facts]) => ({ id, ...facts })) }),
    ),
    own('POST', 'personas', ({ body }) => {
      const parsed = persona.safeParse(body)
      if (!parsed.success) return graphError(100, 'A persona needs a name of 1 to 50 characters')
      const id = platform.ids.next()
      const { name, profile_picture_url } = parsed.data
      platform.personas.set(id, { name, ...(profile_picture_url ? { profile_picture_url } : {}) })
      return graphAnswer({ id })
    }),
    own('GET', 'conversations', conversations),
    own('POST', 'message_attachments', ({ body }) =>
      body.message === undefined && body.filedata === undefined
        ? graphError(100, 'The parameter message is required')
        : graphAnswer({ attachment_id: platform.ids.next() }),
    ),
    own('GET', 'thread_owner', ({ query }) => {
      const owner = platform.owners.get(query.get('recipient') ?? '') ?? appId
      return graphAnswer({ data: [{ thread_owner: { app_id: owner } }] })
    }),
    own('POST', 'take_thread_control', (call) => control(call, () => appId)),
    own('POST', 'request_thread_control', (call) => control(call, (owner) => owner)),
    own('POST', 'release_thread_control', (call) => control(call, () => pageInboxAppId)),
    own('POST', 'pass_thread_control', (call) => control(call, (_, target) => target ?? pageInboxAppId)),
    {
      method: 'POST',
      route: '/{comment}/comments',
      handle: ({ parameters: { comment = '' }, body }) =>
        platform.comments.has(comment) && typeof body.message === 'string'
          ? graphAnswer({ id: `${comment.split('_')[0]}_${platform.ids.next()}` })
          : graphError(100, `Unsupported post request. Object with ID '${comment}' does not exist`, { subcode: 33 }),
    },
  ]

  function setProfile({ body }: RoutedCall): PlatformAnswer {
    const set = Object.entries(body).filter(([name]) => profileFields.includes(name))
    if (set.length === 0) return graphError(100, 'You must set at least one of the profile fields')
    const withMenu = set.some(([name]) => name === 'persistent_menu')
    const canStart = platform.profile.has('get_started') || set.some(([name]) => name === 'get_started')
    if (withMenu && !canStart)
      return graphError(100, 'You must set a get started button if you also wish to use persistent menu')
    for (const [name, value] of set) platform.profile.set(name, value)
    return graphAnswer({ result: 'success' })
  }

  function control({ body }: RoutedCall, next: (owner: string, target: string | undefined) => string): PlatformAnswer {
    const parsed = threadControl.safeParse(body)
    if (!parsed.success) return graphError(100, 'The parameter recipient is required')
    const { recipient, target_app_id } = parsed.data
    const owner = next(platform.owners.get(recipient.id) ?? appId, target_app_id)
    if (owner === appId) platform.owners.delete(recipient.id)
    else platform.owners.set(recipient.id, owner)
    return graphAnswer({ success: true })
  }

  function conversations({ query }: RoutedCall): PlatformAnswer {
    const residentId = query.get('user_id')
    if (!residentId) return graphAnswer({ data: [] })
    const messages = platform.messages.thread(residentId).slice(-25).reverse()
    if (messages.length === 0) return graphAnswer({ data: [] })
    const withMessages = (query.get('fields') ?? '').includes('messages')
    const list = withMessages ? { messages: { data: messages.map((message) => messageNode(message, platform)) } } : {}
    return graphAnswer({ data: [{ id: `t_${residentId}`, updated_time: stampOf(messages[0]?.at ?? 0), ...list }] })
  }
}

/** A message as its own node and in a conversation's list. */
export function messageNode(message: GraphMessage, platform: GraphPlatform): object {
  const page = { id: platform.credentials.pageId, name: 'مركز بلاغات 940' }
  const { firstName, lastName } = platform.person(message.threadId)
  const resident = { id: message.threadId, name: `${firstName} ${lastName}` }
  const [from, to] = message.fromPage ? [page, resident] : [resident, page]
  return { id: message.id, created_time: stampOf(message.at), from, to: { data: [to] }, message: message.text }
}

/** Graph's way to write a time: seconds and a zone without a colon. */
const stampOf = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, '+0000')
