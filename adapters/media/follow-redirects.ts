import { isIP } from 'node:net'
import { type Refusal, refused } from './copy-result.js'
import { isListedHost } from './is-listed-host.js'
import { type Download, type Lookup, openDownload } from './open-download.js'

/** Whether and with which headers a file may be fetched; asked again at every redirect. */
export type MediaAccess = (url: URL) => { readonly headers: Readonly<Record<string, string>> } | null

/** What a copy keeps to. */
export interface Limits {
  readonly maxBytes: number
  readonly timeoutMs: number
  readonly privateHosts: readonly string[]
  readonly lookup?: Lookup
}

const mostRedirects = 3

/** The answer at the end of the redirects, each hop allowed by itself. */
export async function followRedirects(
  first: URL,
  access: MediaAccess,
  limits: Limits,
  signal: AbortSignal,
): Promise<Download | Refusal> {
  let url = first
  for (let hops = 0; hops <= mostRedirects; hops++) {
    const grant = /^https?:$/.test(url.protocol) ? access(url) : null
    if (!grant) return refused('host')
    // An address in digits is never a platform's: whoever allows one has listed it.
    const privateAllowed = isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0 || isListedHost(url, limits.privateHosts)
    const answer = await openDownload(url, {
      headers: grant.headers,
      signal,
      privateAllowed,
      ...(limits.lookup ? { lookup: limits.lookup } : {}),
    })
    if (answer.status === 200) {
      if ((answer.announcedBytes ?? 0) <= limits.maxBytes) return answer
      answer.body.destroy()
      return refused('size')
    }
    answer.body.destroy()
    if (answer.status < 300 || answer.status >= 400) return refuseStatus(answer.status)
    if (answer.location === undefined || !URL.canParse(answer.location, url.href)) return refused('gone')
    url = new URL(answer.location, url)
  }
  return refused('host')
}

function refuseStatus(status: number): Refusal {
  // Meta answers 403 to an address that has expired; 401 is about our own credentials, which can be mended.
  if (status === 401) return refused('gone', true)
  if (status === 408 || status === 425 || status === 429 || status >= 500) return refused('network', true)
  return refused('gone')
}
