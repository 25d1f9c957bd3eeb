import type { TextAnalysisClient } from '@azure/ai-language-text'
import type { Clock } from '../../models/clock.js'
import { loadEntraCredential } from './azure-authorization.js'
import type { AzureLanguageSettings } from './azure-settings.js'
import { createCircuitBreaker } from './circuit-breaker.js'

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
  readonly timeoutMs: number
  /** Told of every call that failed; `code` is the library's or `Error`. */
  readonly onFailure: (code: string) => void
}

/** Text analysis as the settings name it. */
export function createTextAnalysis({ settings, clock, timeoutMs, onFailure }: TextAnalysisOptions): TextAnalysis {
  const circuit = createCircuitBreaker({ clock, failures: failuresToOpen, pauseMs, longestPauseMs })
  let loading: Promise<TextAnalysisClient> | null = null
  return {
    async call(work) {
      const pass = circuit.enter()
      if (pass === null) return null
      try {
        loading ??= loadClient(settings)
        const answer = await work(await loading, AbortSignal.timeout(timeoutMs))
        pass.succeeded()
        return answer
      } catch (error) {
        pass.failed()
        onFailure(codeOf(error))
        return null
      }
    },
  }
}

async function loadClient({ endpoint, key, apiVersion }: AzureLanguageSettings): Promise<TextAnalysisClient> {
  const { AzureKeyCredential, TextAnalysisClient } = await import('@azure/ai-language-text')
  const options = {
    serviceVersion: apiVersion,
    // Residents wait: a sick service must not be asked four times, as the library would.
    retryOptions: { maxRetries: 0 },
    // The settings allow plain http to this machine alone.
    allowInsecureConnection: endpoint.startsWith('http://'),
  }
  return key === null
    ? new TextAnalysisClient(endpoint, await loadEntraCredential(), options)
    : new TextAnalysisClient(endpoint, new AzureKeyCredential(key), options)
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Error'
  if ('statusCode' in error && typeof error.statusCode === 'number') return String(error.statusCode)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
