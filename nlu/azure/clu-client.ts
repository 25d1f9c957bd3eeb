import type { Clock, Timers } from '../../models/clock.js'
import { TawasulError } from '../../models/tawasul-error.js'
import type { AzureAuthorization } from './azure-authorization.js'
import type { AzureLanguageSettings } from './azure-settings.js'
import { type CluScore, readCluAnswer } from './clu-answer.js'
import { retryAfterOf } from './retry-after.js'
import type { FailureReason } from './understanding-outcome.js'
import { wellFormed } from './well-formed.js'

/** Longest text CLU takes when it predicts, UTF-16 units. */
const longestText = 1000

/** What a call came to; `retryAfterMs` where the service named a time. */
export type CluResult =
  | { readonly scores: readonly CluScore[] }
  | { readonly failure: FailureReason; readonly retryAfterMs: number | null; readonly status: number | null }

/** Asks the deployed model. */
export interface CluClient {
  /** Never throws. `language`: CLU's code, or null to let CLU take the project's own. */
  ask(text: string, language: string | null): Promise<CluResult>
}

export interface CluClientOptions {
  readonly settings: AzureLanguageSettings & { readonly clu: NonNullable<AzureLanguageSettings['clu']> }
  readonly authorization: AzureAuthorization
  readonly clock: Clock
  readonly timers: Timers
  /** For everything from the token to the answer's last byte. */
  readonly timeoutMs: number
}

/** CLU over REST: https://learn.microsoft.com/rest/api/language/2023-04-01/conversation-analysis-runtime/analyze-conversation. */
export function createCluClient({ settings, authorization, clock, timers, timeoutMs }: CluClientOptions): CluClient {
  const { endpoint, apiVersion, clu } = settings
  const url = `${endpoint}/language/:analyze-conversations?api-version=${encodeURIComponent(apiVersion)}`
  const post = async (text: string, language: string | null, signal: AbortSignal): Promise<CluResult> => {
    const signed = await authorization.headers(signal)
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...signed, 'Content-Type': 'application/json' },
      body: JSON.stringify(taskOf(clu, text, language)),
      // The key must not follow wherever an answer points.
      redirect: 'error',
      signal,
    })
    const body = await response.text()
    if (!response.ok) {
      return {
        failure: failureOf(response.status),
        retryAfterMs: retryAfterOf(response.headers, clock.now()),
        status: response.status,
      }
    }
    const scores = readCluAnswer(body)
    return scores === null ? { failure: 'malformed', retryAfterMs: null, status: response.status } : { scores }
  }
  return {
    async ask(text, language) {
      const deadline = new AbortController()
      const callOff = timers.after(timeoutMs, () => deadline.abort())
      try {
        return await post(text, language, deadline.signal)
      } catch (error) {
        return { failure: thrown(error, deadline.signal), retryAfterMs: null, status: null }
      } finally {
        callOff()
      }
    },
  }
}

function taskOf(clu: { project: string; deployment: string }, text: string, language: string | null): object {
  return {
    kind: 'Conversation',
    analysisInput: {
      conversationItem: {
        id: '1',
        participantId: 'resident',
        modality: 'text',
        ...(language === null ? {} : { language }),
        text: wellFormed(text.slice(0, longestText)),
      },
    },
    parameters: {
      projectName: clu.project,
      deploymentName: clu.deployment,
      stringIndexType: 'Utf16CodeUnit',
      verbose: true,
      // Residents' words are not to be kept for review by the service.
      isLoggingEnabled: false,
    },
  }
}

function failureOf(status: number): FailureReason {
  if (status === 401 || status === 403) return 'unauthorized'
  if (status === 404) return 'not_found'
  if (status === 408) return 'timeout'
  if (status === 429) return 'throttled'
  return status >= 500 ? 'server_error' : 'refused'
}

function thrown(error: unknown, deadline: AbortSignal): FailureReason {
  if (deadline.aborted) return 'timeout'
  return error instanceof TawasulError && error.code === 'azure.no_token' ? 'no_token' : 'unreachable'
}
