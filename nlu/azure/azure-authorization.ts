import type { AccessToken, TokenCredential } from '@azure/core-auth'
import type { Clock } from '../../models/clock.js'
import { TawasulError } from '../../models/tawasul-error.js'

/** The scope of Azure's AI services: https://learn.microsoft.com/azure/ai-services/authentication. */
const scope = 'https://cognitiveservices.azure.com/.default'
/** A token is renewed so long before it ends, ms. */
const renewBefore = 5 * 60_000

/** Gives the headers that sign a call. */
export interface AzureAuthorization {
  /** Throws `azure.no_token` where the identity gets none. */
  headers(signal: AbortSignal): Promise<Readonly<Record<string, string>>>
}

/** Signs by the resource's key, or, where there is none, by the Entra identity of the process. */
export function createAzureAuthorization(
  key: string | null,
  clock: Clock,
  loadCredential: () => Promise<TokenCredential> = loadEntraCredential,
): AzureAuthorization {
  if (key !== null) return { headers: () => Promise.resolve({ 'Ocp-Apim-Subscription-Key': key }) }
  let credential: Promise<TokenCredential> | null = null
  let token: AccessToken | null = null
  let renewing: Promise<AccessToken> | null = null

  const renew = async (): Promise<AccessToken> => {
    try {
      credential ??= loadCredential()
      const fresh = await (await credential).getToken(scope)
      if (fresh === null) throw new Error('the identity gave no token')
      token = fresh
      return fresh
    } catch (cause) {
      credential = null
      throw new TawasulError('azure.no_token', 'no Entra token for Azure AI services', {
        retryable: true,
        hint: 'Give the process an identity with the role "Cognitive Services Language Reader", or set the key.',
        cause,
      })
    } finally {
      renewing = null
    }
  }
  return {
    async headers(signal) {
      const usable = token !== null && token.expiresOnTimestamp - clock.now() > renewBefore
      // One renewal serves all that wait; a caller's own deadline does not end it for the others.
      if (!usable) renewing ??= renew()
      const current = usable ? token : await orAborted(renewing, signal)
      return { Authorization: `Bearer ${current?.token ?? ''}` }
    },
  }
}

/** Managed identity, workload identity, environment or the developer's sign-in; the library is loaded only here. */
export async function loadEntraCredential(): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import('@azure/identity')
  return new DefaultAzureCredential()
}

function orAborted<T>(promise: Promise<T> | null, signal: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    Promise.resolve(promise)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort))
  })
}
