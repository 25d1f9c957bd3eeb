import type { Socket } from 'node:net'
import { headerBytes, maxMessageBytes, parseMessage, type Request } from './message.js'

/** Cuts what a socket receives into messages and hands them on; a malformed one ends the connection. */
export class Connection {
  readonly id: number
  readonly #socket: Socket
  #received: Buffer[] = []
  #length = 0

  constructor(id: number, socket: Socket, onRequest: (request: Request, connection: Connection) => void) {
    this.id = id
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('data', (chunk) => {
      try {
        this.#take(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength), onRequest)
      } catch {
        // what cannot be read cannot be answered: MongoDB closes the connection, too
        socket.destroy()
      }
    })
    socket.on('error', () => socket.destroy())
  }

  send(message: Buffer): void {
    if (!this.#socket.destroyed) this.#socket.write(message)
  }

  close(): void {
    this.#socket.destroy()
  }

  #take(chunk: Buffer, onRequest: (request: Request, connection: Connection) => void): void {
    this.#received.push(chunk)
    this.#length += chunk.length
    while (this.#length >= 4) {
      const first = this.#joinedUpTo(4)
      const wanted = first.readInt32LE(0)
      if (wanted < headerBytes || wanted > maxMessageBytes) throw new Error('the length of a message is wrong')
      if (this.#length < wanted) return
      const all = this.#joinedUpTo(wanted)
      const message = all.subarray(0, wanted)
      this.#received =
        all.length > wanted ? [all.subarray(wanted), ...this.#received.slice(1)] : this.#received.slice(1)
      this.#length -= wanted
      onRequest(parseMessage(message), this)
    }
  }

  /** The received bytes, joined so that the first buffer holds at least as many as asked for. */
  #joinedUpTo(bytes: number): Buffer {
    const [first] = this.#received
    if (first && first.length >= bytes) return first
    const joined = Buffer.concat(this.#received)
    this.#received = [joined]
    return joined
  }
}
