import type { IncomingMessage } from 'node:http'

/** A webhook body is no larger than this. */
export const largestBody = 1024 * 1024
/** What is read and thrown away of a larger one, so that the sender hears the answer. */
const largestDrained = 16 * largestBody

/** The raw bytes of a request, or `too-large` (over 1 MiB; the rest is drained), or `broken` when the sender went away. */
export function readBody(request: IncomingMessage): Promise<Buffer | 'too-large' | 'broken'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= largestBody) chunks.push(chunk)
      else if (size > largestDrained) request.destroy()
      else {
        chunks.length = 0
        resolve('too-large')
      }
    })
    request.on('end', () => resolve(size > largestBody ? 'too-large' : Buffer.concat(chunks, size)))
    request.on('error', () => resolve('broken'))
    request.on('close', () => resolve('broken'))
  })
}
