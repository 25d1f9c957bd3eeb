import type { Clock } from '../../models/clock.js'

/** What the X channel needs to know. Keys and tokens are those of OAuth 1.0a; `apiSecret` also signs webhooks. */
export interface TwitterSettings {
  readonly apiKey: string
  readonly apiSecret: string
  readonly accessToken: string
  readonly accessSecret: string
  /** The municipality's account: its id (digits) and its name without `@`. */
  readonly userId: string
  readonly username: string
  /** `https://api.x.com`, or where an emulator listens; `http:` works too, and so does a path in front of `/2/`. */
  readonly apiBaseUrl: string
  /** Hosts (`host` or `host:port`) that photos may be copied from besides X's own. */
  readonly mediaAllowedHosts: readonly string[]
  /** How X reaches this server; without it the webhook and its subscriptions cannot be set up from here. */
  readonly publicUrl?: string
  readonly clock: Clock
  /** How long a call may take, in milliseconds; 10,000 unless told. */
  readonly timeoutMs?: number
}
