import { createHmac } from 'node:crypto'

/**
 * JSON as Meta sends and signs it: every UTF-16 unit beyond ASCII as `\uXXXX` in lower-case hex, and also `/`, `<`, `%` and `@` escaped.
 * Whoever parses and writes it again gets other bytes, and so another signature.
 */
export function metaJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/[\u0080-\uffff]/g, unicodeEscape)
    .replaceAll('/', '\\/')
    .replaceAll('<', '\\u003C')
    .replaceAll('%', '\\u0025')
    .replaceAll('@', '\\u0040')
}

const unicodeEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/** The header Meta signs a webhook with: hex HMAC-SHA256 of the raw body, keyed by the app secret. */
export function signMetaBody(body: Buffer, appSecret: string): Record<string, string> {
  return { 'x-hub-signature-256': `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}` }
}
