import type { TextAnalysisClient } from '@azure/ai-language-text'
import type { TokenCredential } from '@azure/core-auth'
import type { Clock } from '../../models/clock.js'
import { loadEntraCredential } from './azure-authorization.js'
import type { AzureLanguageSettings } from './azure-settings.js'
import { createCircuitBreaker } from './circuit-breaker.js'
import { orAborted } from './or-aborted.js'

/** A failed call is not made again within this, ms, once several in a row have failed. */
const pauseMs = 30_000
const longestPauseMs = 5 * 60_000
const failuresToOpen = 3

/** Calls Azure AI Language's text analysis by its library, loaded at the first call; null where it gave no answer in time. */
export interface TextAnalysis {
  call<T>(work: (client: TextAnalysisClient, signal: AbortSignal) => Promise<T>): Promise<T | null>
}

export interface TextAnalysisOptions {
  readonly settings: AzureLanguageSettings
  readonly clock: Clock
  /** For everything: loading the library, getting a token, the call. */
  readonly timeoutMs: number
  /** Told of every call that failed; `code` is the library's or `Error`. */
  readonly onFailure: (code: string) => void
  /** Gives the identity that signs where the settings have no key. */
  readonly loadCredential?: () => Promise<TokenCredential>
}

/** Text analysis as the settings name it. */
export function createTextAnalysis({
  settings,
  clock,
  timeoutMs,
  onFailure,
  loadCredential = loadEntraCredential,
}: TextAnalysisOptions): TextAnalysis {
  const circuit = createCircuitBreaker({ clock, failures: failuresToOpen, pauseMs, longestPauseMs })
  let loading: Promise<TextAnalysisClient> | null = null
  return {
    async call(work) {
      const pass = circuit.enter()
      if (pass === null) return null
      const signal = AbortSignal.timeout(timeoutMs)
      loading ??= loadClient(settings, loadCredential)
      const used = loading
      let isLoaded = false
      try {
        const client = await orAborted(used, signal)
        isLoaded = true
        const answer = await orAborted(work(client, signal), signal)
        pass.succeeded()
        return answer
      } catch (error) {
        // Neither a client that could not be made nor one whose identity may hang for good is kept.
        if (loading === used && (!isLoaded || signal.aborted)) loading = null
        pass.failed()
        onFailure(codeOf(error))
        return null
      }
    },
  }
}

async function loadClient(
  { endpoint, key, apiVersion }: AzureLanguageSettings,
  loadCredential: () => Promise<TokenCredential>,
): Promise<TextAnalysisClient> {
  const { AzureKeyCredential, TextAnalysisClient } = await import('@azure/ai-language-text')
  const options = {
    serviceVersion: apiVersion,
    // Residents wait: a sick service must not be asked four times, as the library would.
    retryOptions: { maxRetries: 0 },
    // The settings allow plain http to this machine alone.
    allowInsecureConnection: endpoint.startsWith('http://'),
  }
  return key === null
    ? new TextAnalysisClient(endpoint, await loadCredential(), options)
    : new TextAnalysisClient(endpoint, new AzureKeyCredential(key), options)
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Error'
  if ('statusCode' in error && typeof error.statusCode === 'number') return String(error.statusCode)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
