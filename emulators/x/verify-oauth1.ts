import { createHmac, timingSafeEqual } from 'node:crypto'
import type { XCredentials } from '../emulated-credentials.js'
import type { PlatformCall } from '../read-call.js'

/**
 * Checks a request's OAuth 1.0a header (RFC 5849, HMAC-SHA1). Returns undefined when it is good, else what is wrong.
 * `origins` are those a client may have signed for: this server's, and X's own when the client signs before it redirects.
 */
export function verifyOAuth1(
  call: PlatformCall,
  credentials: XCredentials,
  origins: readonly string[],
): string | undefined {
  const header = call.headers.authorization
  if (!header?.startsWith('OAuth ')) return 'no OAuth 1.0a authorization header'
  const { oauth_signature: signature, ...signed } = readHeader(header)
  if (signed.oauth_consumer_key !== credentials.apiKey) return 'unknown oauth_consumer_key'
  if (signed.oauth_token !== credentials.accessToken) return 'unknown oauth_token'
  if (signed.oauth_signature_method !== 'HMAC-SHA1') return 'unknown oauth_signature_method'
  if (!signature || !signed.oauth_nonce || !signed.oauth_timestamp) return 'oauth parameters are missing'
  const parameters = normalize([...Object.entries(signed), ...call.query, ...call.form])
  const key = `${percentEncode(credentials.apiSecret)}&${percentEncode(credentials.accessSecret)}`
  const good = origins.some((origin) => {
    const base = [call.method, percentEncode(origin + call.path), percentEncode(parameters)].join('&')
    return isEqual(createHmac('sha1', key).update(base).digest('base64'), signature)
  })
  return good ? undefined : 'oauth_signature does not match'
}

function readHeader(header: string): Record<string, string> {
  const fields = header.slice('OAuth '.length).matchAll(/([a-z_]+)="([^"]*)"/g)
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, percentDecode(value)]))
}

function normalize(parameters: (readonly [string, string])[]): string {
  const escaped = parameters.map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
  escaped.sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
  return escaped.map((pair) => pair.join('=')).join('&')
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const percentEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
