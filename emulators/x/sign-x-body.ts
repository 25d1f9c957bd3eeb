import { createHmac } from 'node:crypto'

/** The header X signs a webhook with: base64 HMAC-SHA256 of the raw body, keyed by the consumer secret. */
export function signXBody(body: Buffer, consumerSecret: string): Record<string, string> {
  const digest = createHmac('sha256', consumerSecret).update(body).digest('base64')
  return { 'x-twitter-webhooks-signature': `sha256=${digest}` }
}
