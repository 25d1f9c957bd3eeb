import type { PlatformAnswer, PlatformRoute, RoutedCall } from '../platform-router.js'
import type { XPlatform } from './x-platform.js'
import { invalidRequest, notFound, type XProblem } from './x-problem.js'
import type { XSchemas } from './x-schemas.js'

const webhookAt = '/2/webhooks/{webhook_id}'
const subscriptions = '/2/activity/subscriptions'

/** Webhooks and subscriptions of the X Activity API; registering and re-validating run a real CRC. */
export function xAdminRoutes({ webhooks }: XPlatform, schemas: XSchemas): PlatformRoute[] {
  return [
    { method: 'POST', route: '/2/webhooks', handle: register },
    {
      method: 'GET',
      route: '/2/webhooks',
      handle: () => ok({ data: webhooks.list(), meta: { result_count: webhooks.list().length } }),
    },
    { method: 'PUT', route: webhookAt, handle: revalidate },
    {
      method: 'DELETE',
      route: webhookAt,
      handle: ({ parameters: { webhook_id: id = '' } }) =>
        webhooks.remove(id) ? ok({ data: { deleted: true } }) : refuse(notFound('webhook', id, 'webhook_id')),
    },
    { method: 'POST', route: subscriptions, handle: subscribe },
    { method: 'GET', route: subscriptions, handle: () => ok({ data: webhooks.subscriptions() }) },
    { method: 'DELETE', route: subscriptions, handle: unsubscribeMany },
    {
      method: 'DELETE',
      route: `${subscriptions}/{subscription_id}`,
      handle: ({ parameters: { subscription_id: id = '' } }) =>
        webhooks.unsubscribe(id)
          ? ok({ data: { deleted: true } })
          : refuse(notFound('subscription', id, 'subscription_id')),
    },
  ]

  async function register({ body }: RoutedCall): Promise<PlatformAnswer> {
    const wrong = schemas.requestFault('POST', '/2/webhooks', body)
    if (wrong || typeof body.url !== 'string') return refuse(invalidRequest(wrong ?? 'url is missing'))
    const result = await webhooks.register(body.url)
    return 'error' in result ? refuse(invalidRequest(result.error)) : ok({ data: result })
  }

  async function revalidate({ parameters: { webhook_id: id = '' } }: RoutedCall): Promise<PlatformAnswer> {
    const valid = await webhooks.revalidate(id)
    if (valid === undefined) return refuse(invalidRequest('WebhookIdInvalid'))
    return valid ? ok({ data: { valid } }) : refuse(invalidRequest('CrcValidationFailed'))
  }

  function subscribe({ body }: RoutedCall): PlatformAnswer {
    const wrong = schemas.requestFault('POST', subscriptions, body)
    if (wrong) return refuse(invalidRequest(wrong))
    const { event_type, filter, tag, webhook_id } = body
    if (typeof webhook_id === 'string' && !webhooks.list().some(({ id }) => id === webhook_id))
      return refuse(invalidRequest('WebhookIdInvalid'))
    const twin = webhooks
      .subscriptions()
      .find((other) => other.event_type === event_type && other.webhook_id === webhook_id)
    if (twin) return refuse(invalidRequest('DuplicateSubscriptionFailed'))
    const subscription = webhooks.subscribe({
      event_type: String(event_type),
      filter: userFilter(filter),
      ...(typeof tag === 'string' ? { tag } : {}),
      ...(typeof webhook_id === 'string' ? { webhook_id } : {}),
    })
    return ok({ data: { subscription } })
  }

  function unsubscribeMany({ query }: RoutedCall): PlatformAnswer {
    const ids = (query.get('ids') ?? '').split(',').filter(Boolean)
    if (ids.length === 0) return refuse(invalidRequest('ids is missing'))
    const results = ids.map((subscription_id) => ({ subscription_id, deleted: webhooks.unsubscribe(subscription_id) }))
    return ok({ data: results, meta: { total_subscriptions: webhooks.subscriptions().length } })
  }
}

/** `POST /2/media/upload` in one piece and in chunks, and its status. */
export function xMediaRoutes({ uploads, now }: XPlatform, schemas: XSchemas): PlatformRoute[] {
  const at = '/2/media/upload'
  const missing = (id: string): PlatformAnswer => refuse(notFound('media', id, 'id'))
  return [
    {
      method: 'POST',
      route: `${at}/initialize`,
      handle: ({ body }) => {
        const wrong = schemas.requestFault('POST', `${at}/initialize`, body)
        if (wrong) return refuse(invalidRequest(wrong))
        const id = uploads.begin(String(body.media_category ?? 'tweet_image'))
        return ok({ data: { id, media_key: `3_${id}`, expires_after_secs: 86_400 } })
      },
    },
    {
      method: 'POST',
      route: `${at}/{id}/append`,
      handle: ({ body, parameters: { id = '' } }) => {
        const media = bytesOf(body.media)
        if (!media) return refuse(invalidRequest('media is missing'))
        const expires_at = Math.floor(now() / 1000) + 86_400
        return uploads.append(id, media) ? ok({ data: { expires_at } }) : missing(id)
      },
    },
    {
      method: 'POST',
      route: `${at}/{id}/finalize`,
      handle: ({ parameters: { id = '' } }) => {
        const data = uploads.finish(id)
        return data ? ok({ data }) : missing(id)
      },
    },
    {
      method: 'POST',
      route: at,
      handle: ({ body }) => {
        const media = bytesOf(body.media)
        if (!media || typeof body.media_category !== 'string')
          return refuse(invalidRequest('media and media_category are required'))
        const id = uploads.begin(body.media_category)
        uploads.append(id, media)
        return ok({ data: uploads.finish(id) })
      },
    },
    {
      method: 'GET',
      route: at,
      handle: ({ query }) => {
        const id = query.get('media_id') ?? ''
        const data = uploads.status(id)
        return data ? ok({ data }) : missing(id)
      },
    },
  ]
}

const ok = (body: object): PlatformAnswer => ({ status: 200, body })

const refuse = (problem: XProblem): PlatformAnswer => ({ status: problem.status, body: problem })

const bytesOf = (media: unknown): Buffer | undefined =>
  Buffer.isBuffer(media) ? media : typeof media === 'string' ? Buffer.from(media, 'base64') : undefined

function userFilter(filter: unknown): { user_id?: string } {
  const isRecord = typeof filter === 'object' && filter !== null && 'user_id' in filter
  return isRecord && typeof filter.user_id === 'string' ? { user_id: filter.user_id } : {}
}
