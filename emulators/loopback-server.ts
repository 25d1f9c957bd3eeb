import http from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { TawasulError } from '../models/tawasul-error.js'

/** Handles one request; a rejection is answered 500. */
export type RequestHandler = (request: http.IncomingMessage, response: http.ServerResponse) => Promise<void>

/** An HTTP server on 127.0.0.1 that can go away and come back on the same port, as a platform that is down does. */
export class LoopbackServer {
  readonly #handler: RequestHandler
  readonly #sockets = new Set<Socket>()
  #server: http.Server | undefined
  #port: number

  /** `port` 0 lets the system choose. */
  constructor(handler: RequestHandler, port = 0) {
    this.#handler = handler
    this.#port = port
  }

  /** `http://127.0.0.1:PORT`; the port is known once `up` has finished. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** `127.0.0.1:PORT`. */
  get host(): string {
    return `127.0.0.1:${this.#port}`
  }

  /** Starts to listen. Errors: `emulators.port_taken`. */
  async up(): Promise<void> {
    if (this.#server) return
    const server = http.createServer((request, response) => {
      this.#handler(request, response).catch((error: unknown) => this.#broken(error, response))
    })
    server.keepAliveTimeout = 60_000
    server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) => reject(portTaken(this.#port, cause)))
      server.listen(this.#port, '127.0.0.1', resolve)
    })
    this.#port = addressOf(server).port
    this.#server = server
  }

  /** Ends every connection and refuses new ones. */
  async down(): Promise<void> {
    const server = this.#server
    if (!server) return
    this.#server = undefined
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  #broken(error: unknown, response: http.ServerResponse): void {
    if (response.destroyed) return
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
    response.end(`emulator: ${error instanceof Error ? error.message : 'failed'}`)
  }
}

const portTaken = (port: number, cause: unknown): TawasulError =>
  new TawasulError('emulators.port_taken', `an emulator cannot listen on port ${port}`, {
    retryable: false,
    hint: 'Stop what listens there or let the system choose the port.',
    cause,
  })

function addressOf(server: http.Server): AddressInfo {
  const address = server.address()
  if (address === null || typeof address === 'string') throw portTaken(0, address)
  return address
}
