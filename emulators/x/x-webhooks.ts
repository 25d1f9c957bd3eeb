import { createHmac, randomBytes } from 'node:crypto'
import { SnowflakeSource } from '../platform-ids.js'

/** A registered webhook. */
export interface XWebhook {
  readonly id: string
  readonly url: string
  readonly valid: boolean
  readonly created_at: string
}

/** A subscription to one kind of event. */
export interface XSubscription {
  readonly subscription_id: string
  readonly event_type: string
  readonly filter: { readonly user_id?: string }
  readonly webhook_id?: string
  readonly tag?: string
  readonly created_at: string
  readonly updated_at: string
}

/** The webhooks and subscriptions of the app: where events go, and the challenge-response check (CRC). */
export class XWebhooks {
  readonly #secret: string
  readonly #now: () => number
  readonly #ids: SnowflakeSource
  readonly #webhooks = new Map<string, XWebhook>()
  readonly #subscriptions = new Map<string, XSubscription>()
  /** Where events go while nothing is registered. */
  defaultUrl: string | undefined

  constructor(secret: string, now: () => number) {
    this.#secret = secret
    this.#now = now
    this.#ids = new SnowflakeSource(now)
  }

  /** Registers a webhook after its CRC; the error is X's name for what is wrong. X wants https without a port, this one a loopback address. */
  async register(url: string): Promise<XWebhook | { error: string }> {
    if (!isLoopback(url)) return { error: 'UrlValidationFailed' }
    if ([...this.#webhooks.values()].some((webhook) => webhook.url === url)) return { error: 'DuplicateUrlFailed' }
    if (!(await this.check(url))) return { error: 'CrcValidationFailed' }
    const webhook = { id: this.#ids.next(), url, valid: true, created_at: this.#stamp() }
    this.#webhooks.set(webhook.id, webhook)
    return webhook
  }

  /** Runs the CRC of a registered webhook again; undefined when there is none with this id. */
  async revalidate(id: string): Promise<boolean | undefined> {
    const webhook = this.#webhooks.get(id)
    if (!webhook) return undefined
    const valid = await this.check(webhook.url)
    this.#webhooks.set(id, { ...webhook, valid })
    return valid
  }

  list(): XWebhook[] {
    return [...this.#webhooks.values()]
  }

  remove(id: string): boolean {
    return this.#webhooks.delete(id)
  }

  subscribe(wish: Pick<XSubscription, 'event_type' | 'filter' | 'tag' | 'webhook_id'>): XSubscription {
    const stamp = this.#stamp()
    const subscription = { subscription_id: this.#ids.next(), ...wish, created_at: stamp, updated_at: stamp }
    this.#subscriptions.set(subscription.subscription_id, subscription)
    return subscription
  }

  subscriptions(): XSubscription[] {
    return [...this.#subscriptions.values()]
  }

  unsubscribe(id: string): boolean {
    return this.#subscriptions.delete(id)
  }

  /** The URLs an event of this type is delivered to. */
  targets(type: string): string[] {
    const urls = new Set<string>()
    for (const { event_type, webhook_id } of this.#subscriptions.values()) {
      const webhook = this.#webhooks.get(webhook_id ?? '')
      if (event_type === type && webhook?.valid) urls.add(webhook.url)
    }
    if (this.#webhooks.size === 0 && this.defaultUrl) urls.add(this.defaultUrl)
    return [...urls]
  }

  /** Asks a URL for the response token to a random challenge. Redirects and other statuses than 200 fail. */
  async check(url: string): Promise<boolean> {
    const token = `${randomBytes(18).toString('base64')}+/=`
    const expected = `sha256=${createHmac('sha256', this.#secret).update(token).digest('base64')}`
    const address = new URL(url)
    address.searchParams.set('crc_token', token)
    try {
      const response = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(10_000) })
      const answer: unknown = response.status === 200 ? await response.json() : undefined
      return (
        typeof answer === 'object' &&
        answer !== null &&
        'response_token' in answer &&
        answer.response_token === expected
      )
    } catch {
      return false
    }
  }

  #stamp(): string {
    return new Date(this.#now()).toISOString()
  }
}

/** Emulators never reach beyond this machine. */
export function isLoopback(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : ''
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}
