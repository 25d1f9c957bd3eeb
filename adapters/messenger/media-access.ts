import { isListedHost } from '../media/is-listed-host.js'

/** Where Meta serves the files of Messenger conversations. */
const metaHosts = /^(?:[a-z0-9-]+\.)+(?:fbcdn\.net|fbsbx\.com)$/i

/** Headers for fetching a file (none: the addresses are signed), or null when files may not be copied from there. */
export function accessMedia(
  url: URL,
  allowedHosts: readonly string[],
): { readonly headers: Readonly<Record<string, string>> } | null {
  if (url.username !== '' || url.password !== '') return null
  const atMeta = url.protocol === 'https:' && url.port === '' && metaHosts.test(url.hostname)
  return atMeta || isListedHost(url, allowedHosts) ? { headers: {} } : null
}
