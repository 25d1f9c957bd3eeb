import { z } from 'zod'
import { TawasulError } from '../../models/tawasul-error.js'
import { describeExchange } from './classify-error.js'
import type { CallParams, GraphClient } from './graph-client.js'
import type { MessengerSettings } from './messenger-settings.js'

/** Why something could not be read; `reached`: whether the Graph API answered at all. */
export interface Trouble {
  readonly trouble: string
  readonly reached: boolean
}

/** What the checks of the set-up work with. */
export interface Desk {
  readonly client: GraphClient
  readonly settings: MessengerSettings
  readonly read: <T>(
    shape: z.ZodType<T>,
    path: readonly string[],
    params: CallParams,
    token?: string,
  ) => Promise<{ readonly body: T } | Trouble>
}

/** Reads by GET; an answer of another shape is trouble too, told in numbers only. */
export function createReader(client: GraphClient): Desk['read'] {
  return async (shape, path, params, token) => {
    const exchange = await client.call('GET', path, params, new AbortController().signal, token)
    const parsed = exchange.answered && exchange.status === 200 ? shape.safeParse(exchange.body) : undefined
    return parsed?.success ? { body: parsed.data } : { trouble: describeExchange(exchange), reached: exchange.answered }
  }
}

/** The operator's next step after trouble: `otherwise`, unless nothing was reached at all. */
export function stepAfter({ reached }: Trouble, otherwise: string): string {
  return reached
    ? otherwise
    : 'See whether this machine reaches GRAPH_API_BASE_URL (network, firewall, proxy), then run this again.'
}

/** Writes, and throws what the operator is to know when it does not succeed. */
export async function write(
  { client }: Desk,
  path: readonly string[],
  params: CallParams,
  token?: string,
): Promise<void> {
  const exchange = await client.call('POST', path, params, new AbortController().signal, token)
  if (exchange.answered && exchange.status === 200) return
  throw new TawasulError('messenger.setup', `the Graph API did not take it: ${describeExchange(exchange)}`, {
    retryable: !exchange.answered || exchange.status >= 500,
    hint: 'Check that the token has pages_manage_metadata and pages_messaging, and that its owner is an administrator of the page.',
  })
}

/** The app's own token; undefined without the app's id. https://developers.facebook.com/docs/facebook-login/guides/access-tokens */
export function appToken({ appId, appSecret }: MessengerSettings): string | undefined {
  return appId === undefined ? undefined : `${appId}|${appSecret}`
}

/** An id, which Graph writes as text or as a number. */
export const idText = z.union([z.string(), z.number()]).transform(String)
