import { connect, createServer, type Socket } from 'node:net'
import { type Document, deserialize, serialize } from 'bson'

/** A line to a store that can be made to fail. */
export interface StoreProxy {
  readonly uri: string
  /** Connections are still taken, and nothing is answered any more. */
  freeze(): void
  /** Answers again what comes from now on. */
  thaw(): void
  /** Changes the server's answers from now on. */
  onAnswer(change: (answer: Document) => Document): void
  close(): Promise<void>
}

/** Puts a proxy before the store at `uri`, a single server. */
export async function openStoreProxy(uri: string): Promise<StoreProxy> {
  const { hostname, port } = new URL(uri)
  const sockets = new Set<Socket>()
  let frozen = false
  let change = (answer: Document): Document => answer

  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    const end = () => {
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', end)
      socket.on('close', () => {
        sockets.delete(socket)
        end()
      })
    }
    near.on('data', (bytes: Buffer) => {
      if (!frozen) far.write(bytes)
    })
    let rest: Buffer = Buffer.alloc(0)
    far.on('data', (bytes: Buffer) => {
      rest = Buffer.concat([rest, bytes])
      while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
        const length = rest.readInt32LE(0)
        if (!frozen) near.write(changed(rest.subarray(0, length), change))
        rest = rest.subarray(length)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the proxy has no port')
  const near = new URL(uri)
  near.host = `127.0.0.1:${address.port}`
  near.searchParams.set('directConnection', 'true')
  return {
    uri: near.href,
    freeze() {
      frozen = true
    },
    thaw() {
      frozen = false
    },
    onAnswer(how) {
      change = how
    },
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

const opMsg = 2013
/** Header, flags and the kind of the one section. */
const beforeDocument = 21

/** An OP_MSG with one document, changed; any other message as it is. https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/ */
function changed(message: Buffer, change: (answer: Document) => Document): Buffer {
  if (message.readInt32LE(12) !== opMsg || message[beforeDocument - 1] !== 0) return message
  const document = serialize(change(deserialize(message.subarray(beforeDocument), { promoteValues: false })))
  const head = Buffer.from(message.subarray(0, beforeDocument))
  head.writeInt32LE(beforeDocument + document.length, 0)
  head.writeInt32LE(head.readInt32LE(16) & ~1, 16)
  return Buffer.concat([head, document])
}
