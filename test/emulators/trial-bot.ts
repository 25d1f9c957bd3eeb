import { createHmac } from 'node:crypto'
import http from 'node:http'
import type { Emulators } from '../../emulators/start-emulators.js'

/** One webhook as a bot got it. */
export interface Received {
  readonly path: string
  readonly raw: Buffer
  readonly body: unknown
  /** Whether the signature in the header fits the raw bytes. */
  readonly signed: boolean
  /** The status it was answered with. */
  readonly status: number
}

/** A bot that only takes webhooks: checks signatures by its own code, answers CRC and verification, keeps all it gets. */
export class TrialBot {
  readonly received: Received[] = []
  /** Statuses for the next webhooks; 200 when empty. */
  readonly answers: number[] = []
  #settings: Readonly<Record<string, string>> = {}
  #waiting: { test: (one: Received) => boolean; resolve: (one: Received) => void }[] = []
  #onReceived: ((one: Received) => void) | undefined
  readonly #server = http.createServer((request, response) => void this.#take(request, response))
  url = ''

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const address = this.#server.address()
    if (address && typeof address === 'object') this.url = `http://127.0.0.1:${address.port}`
    return this
  }

  use({ settings, setWebhookBase }: Emulators): this {
    this.#settings = settings
    setWebhookBase(this.url)
    return this
  }

  onReceived(listener: (one: Received) => void): void {
    this.#onReceived = listener
  }

  /** The first webhook, past or to come, that the test fits. */
  when(test: (one: Received) => boolean): Promise<Received> {
    const past = this.received.find(test)
    return past ? Promise.resolve(past) : new Promise((resolve) => this.#waiting.push({ test, resolve }))
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  async #take(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url)
    if (request.method === 'GET') {
      this.#challenge(url, response)
      return
    }
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const raw = Buffer.concat(chunks)
    const status = this.answers.shift() ?? 200
    const signed = this.#isSigned(url.pathname, request.headers, raw)
    const one = { path: url.pathname, raw, body: JSON.parse(raw.toString()), signed, status }
    response.writeHead(status).end()
    this.received.push(one)
    for (const { test, resolve } of this.#waiting.filter(({ test }) => test(one))) {
      this.#waiting = this.#waiting.filter((other) => other.test !== test)
      resolve(one)
    }
    this.#onReceived?.(one)
  }

  #challenge(url: URL, response: http.ServerResponse): void {
    const crc = url.searchParams.get('crc_token')
    if (crc !== null) {
      const digest = createHmac('sha256', this.#settings.X_API_SECRET ?? '')
        .update(crc)
        .digest('base64')
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ response_token: `sha256=${digest}` }))
    } else if (url.searchParams.get('hub.verify_token') === this.#settings.MESSENGER_VERIFY_TOKEN) {
      response.writeHead(200).end(url.searchParams.get('hub.challenge'))
    } else response.writeHead(403).end()
  }

  #isSigned(path: string, headers: http.IncomingHttpHeaders, raw: Buffer): boolean {
    const { X_API_SECRET = '', MESSENGER_APP_SECRET = '' } = this.#settings
    if (path === '/webhooks/twitter') {
      return (
        headers['x-twitter-webhooks-signature'] ===
        `sha256=${createHmac('sha256', X_API_SECRET).update(raw).digest('base64')}`
      )
    }
    return (
      headers['x-hub-signature-256'] ===
      `sha256=${createHmac('sha256', MESSENGER_APP_SECRET).update(raw).digest('hex')}`
    )
  }
}

/** The part of a parsed body at a path of keys and indexes; undefined when there is none. */
export function part(value: unknown, at: string): unknown {
  let here = value
  for (const key of at.split('.')) {
    if (typeof here !== 'object' || here === null) return undefined
    here = new Map<string, unknown>(Object.entries(here)).get(key)
  }
  return here
}

/** The event type of an X webhook. */
export const xType = ({ body }: Received): unknown => part(body, 'data.event_type')

/** The first event of a Messenger webhook. */
export const pageEvent = ({ body }: Received): unknown => part(body, 'entry.0.messaging.0')
