import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { LoopbackServer } from './loopback-server.js'

interface Medium {
  readonly bytes: Buffer
  readonly contentType: string
}

const largestTotal = 64 * 1024 * 1024

/** The platforms' media hosts in one: serves the newest photos, 64 MB of them, from memory. */
export class MediaServer {
  readonly #media = new Map<string, Medium>()
  readonly #server: LoopbackServer
  #total = 0

  constructor(port?: number) {
    this.#server = new LoopbackServer((request, response) => this.#serve(request, response), port)
  }

  /** `host:port`, for `MEDIA_ALLOWED_HOSTS`. */
  get host(): string {
    return this.#server.host
  }

  /** Keeps a photo and returns its URL, which ends in an expiry as Meta's do (`oe`, hex seconds). */
  add(bytes: Buffer, contentType: string, now: number): string {
    const path = `/v/t1.15752-9/${randomBytes(9).readUIntBE(0, 6)}_n.${contentType.replace('image/', '').replace('jpeg', 'jpg')}`
    this.#media.set(path, { bytes, contentType })
    this.#total += bytes.length
    for (const [oldest, { bytes: old }] of this.#media) {
      if (this.#total <= largestTotal || oldest === path) break
      this.#media.delete(oldest)
      this.#total -= old.length
    }
    const expires = Math.floor(now / 1000) + 14 * 86_400
    return `${this.#server.url}${path}?_nc_cat=1&oe=${expires.toString(16).toUpperCase()}`
  }

  /** The photo a URL of this server stands for. */
  find(url: string): Medium | undefined {
    return this.#media.get(new URL(url).pathname)
  }

  up(): Promise<void> {
    return this.#server.up()
  }

  close(): Promise<void> {
    return this.#server.down()
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const medium = this.#media.get(new URL(request.url ?? '/', this.#server.url).pathname)
    if (!medium || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('URL signature expired')
      return
    }
    const headers = {
      'content-type': medium.contentType,
      'content-length': medium.bytes.length,
      'x-content-type-options': 'nosniff',
    }
    response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : medium.bytes)
  }
}
