import http from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** What a call brought to the server. */
export interface GraphCall {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: Record<string, unknown>
}

/** Answers a call: with JSON, with text, or by doing what it likes to the socket. */
export type GraphAnswer =
  | { readonly status?: number; readonly json: unknown; readonly headers?: Record<string, string> }
  | { readonly status: number; readonly html: string }
  | { readonly act: (response: http.ServerResponse) => void }

/** A small server that stands in for graph.facebook.com and plays what a test asks of it. */
export interface GraphDouble {
  readonly url: string
  readonly calls: GraphCall[]
  answer: (call: GraphCall) => GraphAnswer
  close(): Promise<void>
}

export async function startGraphDouble(): Promise<GraphDouble> {
  const calls: GraphCall[] = []
  const sockets = new Set<Socket>()
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString('utf8')
    const url = new URL(request.url ?? '/', 'http://graph')
    const call = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      body: text === '' ? {} : JSON.parse(text),
    }
    calls.push(call)
    const answer = double.answer(call)
    if ('act' in answer) return answer.act(response)
    const json = 'json' in answer
    response.writeHead(answer.status ?? 200, {
      'content-type': json ? 'application/json' : 'text/html',
      ...(json ? answer.headers : {}),
    })
    response.end(json ? JSON.stringify(answer.json) : answer.html)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const double: GraphDouble = {
    url: `http://127.0.0.1:${port}`,
    calls,
    answer: (call) => ({ json: { recipient_id: '1', message_id: `m_${calls.indexOf(call)}` } }),
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return double
}

/** An error as the Graph API words it. */
export function graphError(code: number, subcode?: number, message = 'secret words'): { error: object } {
  return {
    error: {
      message: `(#${code}) ${message}`,
      type: 'OAuthException',
      code,
      ...(subcode ? { error_subcode: subcode } : {}),
      fbtrace_id: 'A1',
    },
  }
}
