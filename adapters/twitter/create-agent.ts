import http from 'node:http'
import https from 'node:https'
import type { Duplex } from 'node:stream'

/** Kept-alive connections to one origin, and whether a request ever had one. */
export interface ConnectionAgent {
  readonly agent: http.Agent
  /** Whether this request's connection was established, so that it may have been read at the other end. */
  wasConnected(request: http.ClientRequest): boolean
}

// An idle connection is closed before X or a proxy on the way does: a send into one that was just closed there has an unknown outcome.
const idleMs = 4_000
const options = { timeout: idleMs, keepAlive: true, maxSockets: 32, maxFreeSockets: 8, scheduling: 'lifo' } as const

/**
 * An agent for `http:` or `https:`. The client library calls `https.request` whatever the address, which refuses `http:` unless the
 * agent is one for it.
 */
export function createAgent(protocol: 'http:' | 'https:'): ConnectionAgent {
  const opened = new WeakSet<object>()
  const note = (socket: Duplex | null | undefined, event: 'connect' | 'secureConnect') => {
    socket?.once(event, () => opened.add(socket))
    return socket
  }
  class PlainAgent extends http.Agent {
    override createConnection(...parameters: Parameters<http.Agent['createConnection']>): Duplex | null | undefined {
      return note(super.createConnection(...parameters), 'connect')
    }
  }
  class SecureAgent extends https.Agent {
    override createConnection(...parameters: Parameters<https.Agent['createConnection']>): Duplex | null | undefined {
      return note(super.createConnection(...parameters), 'secureConnect')
    }
  }
  return {
    agent: protocol === 'http:' ? new PlainAgent(options) : new SecureAgent(options),
    wasConnected: ({ socket }) => socket !== null && opened.has(socket),
  }
}
