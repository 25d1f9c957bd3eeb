import http from 'node:http'
import type { AddressInfo } from 'node:net'

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

export interface TestServer {
  readonly url: string
  get(path: string): Promise<Answer>
  /** Posts bytes; `chunked`: without telling their number before. */
  post(
    path: string,
    body: string | Buffer,
    more?: { headers?: Record<string, string>; chunked?: boolean },
  ): Promise<Answer>
  close(): Promise<void>
}

/** Serves an app on a port of its own on this machine. */
export async function serve(app: http.RequestListener): Promise<TestServer> {
  const server = http.createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const call = (method: string, path: string, headers: Record<string, string>, pieces: readonly Buffer[]) =>
    new Promise<Answer>((resolve, reject) => {
      const request = http.request(`${url}${path}`, { method, headers, agent: false }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        )
      })
      request.on('error', reject)
      for (const piece of pieces) request.write(piece)
      request.end()
    })
  return {
    url,
    get: (path) => call('GET', path, {}, []),
    post: (path, body, { headers = {}, chunked = false } = {}) => {
      const bytes = Buffer.from(body)
      const half = Math.floor(bytes.length / 2)
      return chunked
        ? call('POST', path, headers, [bytes.subarray(0, half), bytes.subarray(half)])
        : call('POST', path, { ...headers, 'content-length': String(bytes.length) }, [bytes])
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
