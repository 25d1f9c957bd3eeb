import http from 'node:http'
import https from 'node:https'
import type { GraphExchange, GraphRequest, GraphTransport } from './graph-exchange.js'

/** Milliseconds after which a call is given up. */
const patienceMs = 10_000
/** Graph's answers are small; a longer one is none. */
const longestAnswer = 4 * 1024 * 1024

/** The wire under the SDK: kept-alive connections, a time-out, and the knowledge whether a failed call can have arrived. */
export function createGraphTransport(timeoutMs: number = patienceMs): GraphTransport {
  const options = { keepAlive: true, maxSockets: 256, maxFreeSockets: 64, scheduling: 'lifo' } as const
  const agents = { http: new http.Agent(options), https: new https.Agent(options) }
  return (request) => carryOut(request, agents, timeoutMs)
}

function carryOut(
  request: GraphRequest,
  agents: { http: http.Agent; https: https.Agent },
  timeoutMs: number,
): Promise<GraphExchange> {
  return new Promise((resolve) => {
    const { signal } = request
    if (signal.aborted) return resolve({ answered: false, written: false, code: 'aborted' })
    let written = false
    const secure = request.url.startsWith('https:')
    const call = (secure ? https : http).request(request.url, {
      method: request.method,
      headers: request.headers,
      agent: secure ? agents.https : agents.http,
    })
    const settle = (exchange: GraphExchange): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      resolve(exchange)
    }
    const giveUp = (code: string): void => {
      settle({ answered: false, written, code })
      call.destroy()
    }
    const abort = (): void => giveUp('aborted')
    const timer = setTimeout(() => giveUp('timeout'), timeoutMs)
    signal.addEventListener('abort', abort, { once: true })
    call.on('socket', (socket) => {
      if (!socket.connecting) written = true
      else socket.once(secure ? 'secureConnect' : 'connect', () => (written = true))
    })
    call.on('error', (error: NodeJS.ErrnoException) =>
      settle({ answered: false, written, code: error.code ?? error.name }),
    )
    call.on('response', (answer) => {
      const chunks: Buffer[] = []
      let size = 0
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size > longestAnswer) giveUp('too_long')
      })
      answer.on('error', (error: NodeJS.ErrnoException) =>
        settle({ answered: false, written: true, code: error.code ?? error.name }),
      )
      answer.on('end', () =>
        settle({
          answered: true,
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: parseJson(Buffer.concat(chunks).toString('utf8')),
        }),
      )
    })
    call.end(request.body === '' ? undefined : request.body)
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
