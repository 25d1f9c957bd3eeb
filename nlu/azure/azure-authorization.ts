import type { AccessToken, TokenCredential } from '@azure/core-auth'
import type { Clock } from '../../models/clock.js'
import { TawasulError } from '../../models/tawasul-error.js'
import { orAborted } from './or-aborted.js'

/** The scope of Azure's AI services: https://learn.microsoft.com/azure/ai-services/authentication. */
const scope = 'https://cognitiveservices.azure.com/.default'
/** A token is renewed so long before it ends, ms. */
const renewBefore = 5 * 60_000
/** With less left, ms, it could end under way. */
const tooShort = 10_000
/** So long a renewal may take, ms; then the next call begins another. */
const renewalMs = 30_000
/** While the token still holds, a failed renewal is made again only after this, ms. */
const renewalPause = 30_000

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
  let failedAt = Number.NEGATIVE_INFINITY

  const renew = async (): Promise<AccessToken> => {
    try {
      const abortSignal = AbortSignal.timeout(renewalMs)
      credential ??= loadCredential()
      const identity = await orAborted(credential, abortSignal)
      const fresh = await orAborted(identity.getToken(scope, { abortSignal }), abortSignal)
      if (fresh === null) throw new Error('the identity gave no token')
      token = fresh
      return fresh
    } catch (cause) {
      credential = null
      failedAt = clock.now()
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
      const now = clock.now()
      const left = token === null ? 0 : token.expiresOnTimestamp - now
      if (token === null || left <= tooShort) {
        // One renewal serves all that wait; a caller's own deadline does not end it for the others.
        renewing ??= renew()
        return signedBy(await orAborted(renewing, signal))
      }
      if (left <= renewBefore && renewing === null && now - failedAt >= renewalPause) {
        renewing = renew()
        // Nobody waits for it; where it fails the token still holds, and whoever finds it ended is told.
        renewing.catch(() => null)
      }
      return signedBy(token)
    },
  }
}

function signedBy({ token }: AccessToken): Readonly<Record<string, string>> {
  return { Authorization: `Bearer ${token}` }
}

/** Managed identity, workload identity, environment or the developer's sign-in; the library is loaded only here. */
export async function loadEntraCredential(): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import('@azure/identity')
  return new DefaultAzureCredential()
}
