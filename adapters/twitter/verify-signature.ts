import { createHmac, timingSafeEqual } from 'node:crypto'
import type { WebhookRequest } from '../channel-adapter.js'

/**
 * Whether `x-twitter-webhooks-signature` is `sha256=` and the base64 HMAC-SHA256 of the raw body under the app's API secret.
 * Compared in constant time. Document: X API, Webhooks, "Securing webhooks".
 */
export function verifySignature(request: WebhookRequest, apiSecret: string): boolean {
  const given = request.headers['x-twitter-webhooks-signature']
  if (typeof given !== 'string') return false
  const expected = Buffer.from(signatureOf(request.rawBody, apiSecret))
  const received = Buffer.from(given)
  return expected.length === received.length && timingSafeEqual(expected, received)
}

/** `sha256=<base64>` of some bytes under the app's API secret: the form of webhook signatures and of CRC answers. */
export function signatureOf(bytes: Buffer | string, apiSecret: string): string {
  return `sha256=${createHmac('sha256', apiSecret).update(bytes).digest('base64')}`
}
