import { createHmac } from 'node:crypto'
import type { WebhookRequest } from '../../../adapters/channel-adapter.js'

// Bodies as Meta's documents show them, built by hand for the tests.

export const pageId = '108824017345866'
export const appId = '1208310746201477'
export const residentId = '6321457890123456'
export const at = 1_787_000_000_000

/** JSON as Meta writes it: everything beyond ASCII escaped, lower case; slashes too. */
export function metaJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/\//g, '\\/')
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

export function signedRequest(body: string, secret: string): WebhookRequest {
  const rawBody = Buffer.from(body, 'utf8')
  const signature = createHmac('sha256', secret).update(rawBody).digest('hex')
  return { rawBody, headers: { 'x-hub-signature-256': `sha256=${signature}` } }
}

/** One element of `messaging[]` from the resident. */
export function fromResident(event: object): object {
  return { sender: { id: residentId }, recipient: { id: pageId }, timestamp: at, ...event }
}

/** One element of `messaging[]` that the page caused. */
export function fromPage(event: object): object {
  return { sender: { id: pageId }, recipient: { id: residentId }, timestamp: at, ...event }
}

export function bodyOf(...messaging: unknown[]): object {
  return { object: 'page', entry: [{ id: pageId, time: at + 5, messaging }] }
}
