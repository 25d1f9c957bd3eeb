import { createHmac } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TwitterSettings } from '../../../adapters/twitter/twitter-settings.js'

/** A call as it arrived. `oauth` tells whether its OAuth 1.0a signature is right. */
export interface ScriptedCall {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: http.IncomingHttpHeaders
  readonly body: unknown
  readonly oauth: boolean
}

/** An answer, or what happens instead: the connection ends before or within it, or nothing ever comes. */
export type ScriptedAnswer =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | 'drop'
  | 'drop-within'
  | 'silence'

/** X's API by a script of answers, one a call. */
export class ScriptedX {
  readonly calls: ScriptedCall[] = []
  readonly answers: ScriptedAnswer[] = []
  connections = 0
  onCall: () => void = () => undefined
  readonly #settings: TwitterSettings
  readonly #server = http.createServer((request, response) => void this.#answer(request, response))

  constructor(settings: TwitterSettings) {
    this.#settings = settings
    this.#server.on('connection', () => {
      this.connections += 1
    })
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return this.url
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo
    return `http://127.0.0.1:${port}`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const url = new URL(request.url ?? '', this.url)
    const method = request.method ?? ''
    const oauth = isSigned(method, url, request.headers.authorization ?? '', this.#settings)
    const body: unknown = text === '' ? undefined : JSON.parse(text)
    this.calls.push({ method, path: url.pathname, query: url.searchParams, headers: request.headers, body, oauth })
    const answer = this.answers.shift() ?? { status: 500 }
    this.onCall()
    if (answer === 'silence') return
    if (answer === 'drop') return void response.destroy()
    if (answer === 'drop-within') {
      response.writeHead(201, { 'content-type': 'application/json', 'content-length': '100' })
      response.write('{"data":{')
      setImmediate(() => response.destroy())
      return
    }
    const isText = typeof answer.body === 'string'
    response.writeHead(answer.status, {
      'content-type': isText ? 'text/html' : answer.status < 400 ? 'application/json' : 'application/problem+json',
      ...answer.headers,
    })
    response.end(isText ? answer.body : JSON.stringify(answer.body ?? {}))
  }
}

/** RFC 5849 from the other side: the signature is made anew from what arrived. JSON bodies are no part of it. */
export function isSigned(method: string, url: URL, header: string, settings: TwitterSettings): boolean {
  const given = new Map(
    [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name!, decodeURIComponent(value!)]),
  )
  const signature = given.get('oauth_signature')
  given.delete('oauth_signature')
  if (given.get('oauth_consumer_key') !== settings.apiKey || given.get('oauth_token') !== settings.accessToken)
    return false
  const escaped = (value: string): string =>
    [...Buffer.from(value)]
      .map((byte) => {
        const sign = String.fromCharCode(byte)
        return /[A-Za-z0-9\-._~]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
      })
      .join('')
  const pairs = [...given, ...url.searchParams].map(([name, value]) => `${escaped(name)}=${escaped(value)}`).sort()
  const base = `${method}&${escaped(url.origin + url.pathname)}&${escaped(pairs.join('&'))}`
  const key = `${escaped(settings.apiSecret)}&${escaped(settings.accessSecret)}`
  return createHmac('sha1', key).update(base).digest('base64') === signature
}
