import type { IncomingMessage } from 'node:http'
import { parseMultipart } from './parse-multipart.js'

/** A request to an emulated platform, its body read and parsed whatever its form. */
export interface PlatformCall {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  /** The body's fields; an empty record when there is none. */
  readonly body: Record<string, unknown>
  /** The form fields as they came, for signatures over them; empty for other bodies. */
  readonly form: readonly (readonly [string, string])[]
  /** Whether the body could not be read as what its content type says. */
  readonly malformed: boolean
}

const largestBody = 12 * 1024 * 1024

/** Reads a request's body as JSON, form or multipart; JSON inside form fields is opened as Meta does. Returns undefined when it is larger than 12 MB. */
export async function readCall(request: IncomingMessage, base: string): Promise<PlatformCall | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size > largestBody) return undefined
    chunks.push(chunk)
  }
  const url = new URL(request.url ?? '/', base)
  const raw = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)
  const parsed = parseBody(request.headers['content-type'] ?? '', raw ?? Buffer.alloc(0))
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    ...parsed,
  }
}

function parseBody(type: string, raw: Buffer): Pick<PlatformCall, 'body' | 'form' | 'malformed'> {
  if (raw.length === 0) return { body: {}, form: [], malformed: false }
  if (/^multipart\/form-data/i.test(type))
    return { body: openJson(parseMultipart(type, raw)), form: [], malformed: false }
  if (/^application\/x-www-form-urlencoded/i.test(type)) {
    const form = [...new URLSearchParams(raw.toString('utf8'))]
    return { body: openJson(Object.fromEntries(form)), form, malformed: false }
  }
  const value = parseJson(raw.toString('utf8'))
  return isRecord(value) ? { body: value, form: [], malformed: false } : { body: {}, form: [], malformed: true }
}

function openJson(fields: Record<string, unknown>): Record<string, unknown> {
  const open = (value: unknown): unknown =>
    typeof value === 'string' && /^\s*[{[]/.test(value) ? (parseJson(value) ?? value) : value
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, open(value)]))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
