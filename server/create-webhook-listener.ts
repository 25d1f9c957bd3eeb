import { createHash } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { boundedJson } from '../adapters/bounded-json.js'
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
 * Everything else goes to `next`. It stands before the web application, whose routing would cost a webhook more than its signature does.
 */
export function createWebhookListener(
  { adapters, inbox, metrics, log, clock }: WebhookParts,
  next: RequestListener,
): RequestListener {
  const byPath = new Map(adapters.map((adapter) => [`/webhooks/${adapter.channel}`, adapter]))

  const greet = (adapter: ChannelAdapter, query: string, response: ServerResponse): void => {
    const { status, contentType, body } = adapter.handshake(new URLSearchParams(query))
    response.writeHead(status, { 'content-type': `${contentType}; charset=utf-8` }).end(body)
  }

  const receive = async (
    adapter: ChannelAdapter,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const began = performance.now()
    const status = await take(adapter, request)
    metrics.acknowledged(adapter.channel, status, performance.now() - began)
    response.writeHead(status, headersOf(status)).end(status === 200 ? 'ok' : '')
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

  const take = async (adapter: ChannelAdapter, request: IncomingMessage): Promise<number> => {
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

  return (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s)
    const adapter = byPath.get(path.replace(/\/$/, ''))
    if (adapter && request.method === 'POST')
      receive(adapter, request, response).catch((error: unknown) => {
        log.error({ err: error, channel: adapter.channel }, 'a request failed')
        if (response.headersSent) response.destroy()
        else response.writeHead(500, { 'content-type': 'application/json; charset=utf-8' }).end('{"error":"internal"}')
      })
    else if (adapter && (request.method === 'GET' || request.method === 'HEAD')) greet(adapter, query, response)
    else next(request, response)
  }
}

function headersOf(status: number): Readonly<Record<string, string>> {
  return status === 503 ? { 'content-type': 'text/plain', 'retry-after': '2' } : { 'content-type': 'text/plain' }
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
    raw: boundedJson(rawBody.toString('utf8')),
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
