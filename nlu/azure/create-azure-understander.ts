import { performance } from 'node:perf_hooks'
import { projectRoot } from '../../config/project-root.js'
import type { Clock, Timers } from '../../models/clock.js'
import type { Log } from '../../models/log.js'
import { readDangerWords } from '../pipeline/danger-words.js'
import { expectationOf } from '../pipeline/expectation.js'
import { withReadings } from '../pipeline/model-words.js'
import { modelLimit, wordsOf } from '../pipeline/normalise.js'
import { createShadow } from '../pipeline/shadow.js'
import { createDangerTeller } from '../pipeline/urgency.js'
import type { Understander, Understanding, UnderstandingContext } from '../understanding.js'
import { type AzureAuthorization, createAzureAuthorization } from './azure-authorization.js'
import type { AzureLanguageSettings } from './azure-settings.js'
import { createCircuitBreaker, type Pass } from './circuit-breaker.js'
import type { CluScore } from './clu-answer.js'
import { createCluClient } from './clu-client.js'
import { cluLanguageOf } from './clu-languages.js'
import { createLanguageFinder, type LanguageDetector } from './language-detector.js'
import { leftToEmbedded } from './left-to-embedded.js'
import { mergeUnderstanding } from './merge-understanding.js'
import { outgoingText } from './outgoing-text.js'
import { readPrediction } from './read-prediction.js'
import type { FailureReason, UnderstandingOutcome } from './understanding-outcome.js'

/** A message waits for Azure no longer than this, ms. */
export const azureTimeoutMs = 1500
/** So many failures in a row, and Azure is left alone for a while. */
const failuresToOpen = 5
const pauseMs = 30_000
const longestPauseMs = 5 * 60_000
/** What a person must mend first is not tried every half minute. */
const unmendedMs = 5 * 60_000
/** No more calls than this at a time; CLU takes a thousand a minute. */
const mostAtOnce = 32

export interface AzureUnderstanderOptions {
  readonly settings: AzureLanguageSettings & { readonly clu: NonNullable<AzureLanguageSettings['clu']> }
  /** Understands every message first, and alone where Azure is not asked or does not answer. */
  readonly embedded: Understander
  /** Ids of the services there are. */
  readonly services: ReadonlySet<string>
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Log
  readonly onOutcome: (outcome: UnderstandingOutcome) => void
  /** Asked for the language where the embedded pipeline is not sure and the conversation has none yet; none by default. */
  readonly detector?: LanguageDetector | null
  readonly authorization?: AzureAuthorization
  readonly timeoutMs?: number
}

/**
 * Understanding by Azure AI Language (CLU). Intents and services are Azure's; language, entities, the phrase list, report numbers,
 * danger and several problems in a message are the embedded pipeline's. Never fails and never waits longer than its time-out.
 */
export function createAzureUnderstander(options: AzureUnderstanderOptions): Understander {
  const { settings, embedded, services, clock, timers, log, onOutcome, timeoutMs = azureTimeoutMs } = options
  const authorization = options.authorization ?? createAzureAuthorization(settings.key, clock)
  const client = createCluClient({ settings, authorization, clock, timers, timeoutMs })
  const inDanger = createTextTeller()
  const findLanguage = createLanguageFinder(options.detector ?? null)
  const circuit = createCircuitBreaker({
    clock,
    failures: failuresToOpen,
    pauseMs,
    longestPauseMs,
    onChange: (state) => log.info({ state }, 'the circuit to Azure AI Language changed'),
  })
  let underWay = 0

  const ask = async (text: string, base: Understanding, context: UnderstandingContext, pass: Pass) => {
    underWay++
    try {
      const result = await client.ask(outgoingText(text, base), cluLanguageOf(base.language))
      const read = 'failure' in result ? result : readResult(result.scores, base, context)
      if (!('failure' in read)) pass.succeeded()
      else {
        const { failure, status, retryAfterMs } = read
        pass.failed(retryAfterMs ?? (toBeMended(failure) ? unmendedMs : undefined))
        log.warn({ reason: failure, status }, 'Azure AI Language gave no answer; the embedded understanding goes on')
      }
      return read
    } finally {
      underWay--
    }
  }
  const readResult = (scores: readonly CluScore[], { entities }: Understanding, { expecting }: UnderstandingContext) =>
    readPrediction(scores, services, expectationOf(expecting, entities)) ??
    ({ failure: 'unknown_labels', status: 200, retryAfterMs: null } as const)
  const understandBy = async (text: string, context: UnderstandingContext): Promise<Understanding> => {
    const first = await embedded.understand(text, context)
    const alone = (reason: Extract<UnderstandingOutcome, { provider: 'embedded' }>['reason']): Understanding => {
      onOutcome({ provider: 'embedded', reason })
      return first
    }
    const kept = leftToEmbedded(text, first)
    if (kept !== null) return alone(kept)
    if (underWay >= mostAtOnce) return alone('busy')
    const pass = circuit.enter()
    if (pass === null) return alone('circuit_open')
    const [result, language] = await Promise.all([ask(text, first, context, pass), findLanguage(text, first, context)])
    if ('failure' in result) return alone(result.failure)
    onOutcome({ provider: 'azure', reason: 'answered' })
    return { ...mergeUnderstanding(first, result, context, inDanger(text)), ...language }
  }
  return {
    async understand(text, context) {
      const started = performance.now()
      const understood = await understandBy(text, context)
      return { ...understood, us: Math.round((performance.now() - started) * 1000) }
    },
  }
}

function toBeMended(reason: FailureReason): boolean {
  return reason === 'unauthorized' || reason === 'not_found' || reason === 'unknown_labels'
}

/** Tells whether a text tells of danger to life, by the project's own words. */
function createTextTeller(): (text: string) => boolean {
  const tells = createDangerTeller(readDangerWords(projectRoot))
  return (text) => tells(withReadings(wordsOf(createShadow(text).text.slice(0, modelLimit))))
}
