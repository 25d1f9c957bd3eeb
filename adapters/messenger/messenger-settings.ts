import type { Clock } from '../../models/clock.js'
import type { ProfileTexts } from './profile.js'

/** What the Messenger channel needs to know; all of it comes from the settings of the deployment. */
export interface MessengerSettings {
  /** Signs webhooks and, with `appId`, reads the app's own set-up. */
  readonly appSecret: string
  readonly pageAccessToken: string
  /** What Meta sends back when it checks the webhook's address. */
  readonly verifyToken: string
  readonly pageId: string
  /** Tells our own echoes from those of a person in the Page Inbox; without it the outbox key in `metadata` does. */
  readonly appId?: string
  /** e.g. `https://graph.facebook.com`; an `http://` address serves tests and emulators. */
  readonly graphBaseUrl: string
  /** e.g. `v24.0`. */
  readonly graphVersion: string
  /** Further hosts (`host` or `host:port`) that files may be copied from, besides Meta's. */
  readonly mediaAllowedHosts: readonly string[]
  readonly clock: Clock
  /** What `npm run connect` sets as the page's greeting, menu and ice breakers. */
  readonly profileTexts: ProfileTexts
  /** The public address of the webhook; with it `npm run connect` can subscribe the app. */
  readonly webhookUrl?: string
}
