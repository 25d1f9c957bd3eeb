import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whether `header` (`X-Hub-Signature-256`) is the HMAC-SHA256 of the raw body under the app secret.
 * Meta signs the bytes it sends (an escaped-unicode rendering), so the body must not have been parsed and written again.
 * Compared in constant time. https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks
 */
export function verifySignature(rawBody: Buffer, header: string | string[] | undefined, appSecret: string): boolean {
  if (typeof header !== 'string') return false
  const given = /^sha256=([0-9a-f]{64})$/i.exec(header)?.[1]
  if (given === undefined) return false
  const expected = createHmac('sha256', appSecret).update(rawBody).digest()
  return timingSafeEqual(expected, Buffer.from(given, 'hex'))
}
