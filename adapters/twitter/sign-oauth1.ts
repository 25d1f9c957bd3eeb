import { createHmac, randomBytes } from 'node:crypto'
import type { TwitterSettings } from './twitter-settings.js'

/** The `Authorization` header of a GET by OAuth 1.0a (RFC 5849, HMAC-SHA1) with the account's tokens; `now` in epoch ms. */
export function signOAuth1(url: URL, settings: TwitterSettings, now: number): string {
  const oauth: Record<string, string> = {
    oauth_consumer_key: settings.apiKey,
    oauth_nonce: randomBytes(16).toString('hex'),
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(now / 1000)),
    oauth_token: settings.accessToken,
    oauth_version: '1.0',
  }
  const parameters = [...Object.entries(oauth), ...url.searchParams]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  const base = ['GET', encode(url.origin + url.pathname), encode(parameters)].join('&')
  const key = `${encode(settings.apiSecret)}&${encode(settings.accessSecret)}`
  const signed = { ...oauth, oauth_signature: createHmac('sha1', key).update(base).digest('base64') }
  const fields = Object.entries(signed).map(([name, value]) => `${name}="${encode(value)}"`)
  return `OAuth ${fields.join(', ')}`
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
