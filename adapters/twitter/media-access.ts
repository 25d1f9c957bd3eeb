import { signOAuth1 } from './sign-oauth1.js'
import type { TwitterSettings } from './twitter-settings.js'

const publicHosts: readonly string[] = ['pbs.twimg.com', 'video.twimg.com']
/** Photos of direct messages; only to be had with the account's OAuth 1.0a signature. */
const privateHost = 'ton.twitter.com'

/**
 * The headers a file is fetched with, or null when its host is not one that files are copied from. X's own hosts by https on the
 * standard port alone; further ones as the settings name them (`host` means the standard port). Signatures go to X's host only.
 */
export function mediaAccess(
  url: URL,
  settings: TwitterSettings,
): { readonly headers: Readonly<Record<string, string>> } | null {
  if (url.username !== '' || url.password !== '') return null
  if (url.protocol === 'https:' && url.host === privateHost) {
    return { headers: { authorization: signOAuth1(url, settings, settings.clock.now()) } }
  }
  if (url.protocol === 'https:' && publicHosts.includes(url.host)) return { headers: {} }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  return settings.mediaAllowedHosts.some((host) => host.toLowerCase() === url.host) ? { headers: {} } : null
}
