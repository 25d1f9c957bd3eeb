import { lookup as systemLookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPrivateAddress } from './private-address.js'

/** Resolves names; `dns.lookup` unless a test says otherwise. */
export type Lookup = LookupFunction

/** A request that has been answered; the body is still to be read. */
export interface Download {
  readonly status: number
  readonly location: string | undefined
  /** What the server says of the size; not to be relied on. */
  readonly announcedBytes: number | undefined
  readonly body: http.IncomingMessage
}

/** A name led to an address that files are not fetched from. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError'
}

export interface DownloadOptions {
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** Whether a name may lead into the private network: only where the operator has listed the host. */
  readonly privateAllowed: boolean
  readonly lookup?: Lookup
}

/**
 * Sends one GET and waits for the answer's head; redirects are not followed. The address is checked when the name is resolved, by the very
 * look-up that connects, so that a name cannot change its mind in between. Rejects on network errors and on `signal`.
 */
export function openDownload(
  url: URL,
  { headers, signal, privateAllowed, lookup = systemLookup }: DownloadOptions,
): Promise<Download> {
  return new Promise((resolve, reject) => {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    if (isIP(host) !== 0 && !privateAllowed && isPrivateAddress(host))
      return reject(new PrivateAddressError('private address'))
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      headers: { accept: 'image/*,*/*;q=0.5', ...headers },
      signal,
      agent: false,
      lookup: privateAllowed ? lookup : publicOnly(lookup),
    })
    request.on('error', reject)
    request.on('response', (body) => {
      const size = Number(body.headers['content-length'])
      resolve({
        status: body.statusCode ?? 0,
        location: body.headers.location,
        announcedBytes: Number.isFinite(size) ? size : undefined,
        body,
      })
    })
    request.end()
  })
}

function publicOnly(lookup: Lookup): Lookup {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, address, family) => {
      const addresses = typeof address === 'string' ? [address] : (address ?? []).map((one) => one.address)
      if (!error && addresses.some(isPrivateAddress)) return callback(new PrivateAddressError('private address'), '', 0)
      callback(error, address, family)
    })
  }
}
