import { createHash } from 'node:crypto'
import { type Request, type Response, Router } from 'express'
import type { ChannelAdapter } from '../adapters/channel-adapter.js'
import type { InboundEvent } from '../adapters/inbound-event.js'
import type { Inbox } from '../bots/inbox.js'
import type { Clock } from '../models/clock.js'
import type { Log } from '../models/log.js'
import type { WebhookMetrics } from './metrics.js'
import { readBody } from './read-body.js'

export interface WebhookParts {
  readonly adapters: readonly ChannelAdapter[]
  readonly inbox: Inbox
  readonly metrics: WebhookMetrics
  readonly log: Log
  readonly clock: Clock
}

/**
 * `GET` and `POST /webhooks/<channel>`: the platform's check of the address, and its events. A request is refused in this order: size (413),
 * signature (401), JSON (400); a body that the adapter cannot read is stored as an unknown notice; 503 when the store does not take the events, so that the platform delivers them again; 200 once they are stored.
 */
export function createWebhookRouter({ adapters, inbox, metrics, log, clock }: WebhookParts): Router {
  const router = Router()
  for (const adapter of adapters) {
    router.get(`/webhooks/${adapter.channel}`, (request: Request, response: Response) => {
      const { status, contentType, body } = adapter.handshake(
        new URL(request.originalUrl, 'http://localhost').searchParams,
      )
      response.status(status).type(contentType).send(body)
    })
    router.post(`/webhooks/${adapter.channel}`, async (request: Request, response: Response) => {
      const began = performance.now()
      const status = await take(adapter, request)
      metrics.acknowledged(adapter.channel, status, performance.now() - began)
      if (status === 503) response.setHeader('retry-after', '2')
      response.writeHead(status, { 'content-type': 'text/plain' }).end(status === 200 ? 'ok' : '')
    })
  }

  /** A defect in a parser must not have the platform deliver the same body again and again, until it gives the webhook up. */
  const parse = (adapter: ChannelAdapter, body: unknown, rawBody: Buffer): readonly InboundEvent[] => {
    try {
      return adapter.parse(body)
    } catch (error) {
      log.error({ err: error, channel: adapter.channel }, 'a webhook body could not be read; it is kept as unknown')
      return [unreadable(adapter, rawBody, clock.now())]
    }
  }

  const take = async (adapter: ChannelAdapter, request: Request): Promise<number> => {
    const rawBody = await readBody(request)
    if (rawBody === 'too-large') return 413
    if (rawBody === 'broken') return 400
    if (!adapter.verify({ rawBody, headers: request.headers })) return 401
    const body = parseJson(rawBody)
    if (body === undefined) return 400
    const events = parse(adapter, body, rawBody)
    try {
      await inbox.accept(events)
      return 200
    } catch (error) {
      log.error(
        { err: error, channel: adapter.channel },
        'events could not be stored; the platform is asked to deliver them again',
      )
      return 503
    }
  }
  return router
}

/** Stands for a body that its adapter could not read; the same body gives the same event. */
function unreadable({ channel }: ChannelAdapter, rawBody: Buffer, at: number): InboundEvent {
  return {
    kind: 'notice',
    channel,
    eventId: `unreadable:${createHash('sha256').update(rawBody).digest('hex').slice(0, 32)}`,
    conversationId: `${channel}:unknown`,
    at,
    notice: 'unknown',
    alarm: true,
  }
}

function parseJson(raw: Buffer): unknown {
  try {
    const parsed: unknown = JSON.parse(raw.toString('utf8'))
    return parsed
  } catch {
    return undefined
  }
}
