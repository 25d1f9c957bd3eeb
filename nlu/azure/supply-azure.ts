import type { Clock, Timers } from '../../models/clock.js'
import type { Log } from '../../models/log.js'
import type { Understander } from '../understanding.js'
import { createAzureLanguageDetector } from './azure-language-detector.js'
import { createAzureRedactor } from './azure-redactor.js'
import type { AzureLanguageSettings, AzureTranslatorSettings } from './azure-settings.js'
import { createAzureTranslator } from './azure-translator.js'
import { createCachedTranslator } from './cached-translator.js'
import { azureTimeoutMs, createAzureUnderstander } from './create-azure-understander.js'
import { embeddedRedactor } from './embedded-redactor.js'
import type { Redactor } from './redactor.js'
import { createTextAnalysis } from './text-analysis.js'
import type { Translator } from './translator.js'
import type { UnderstandingOutcome } from './understanding-outcome.js'

/** Redaction and translation have time, ms: nobody waits for them in a conversation. */
const unhurriedMs = 10_000

export interface AzureSupply {
  readonly language: AzureLanguageSettings | null
  readonly translator: AzureTranslatorSettings | null
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Log
}

/** The understanding by Azure where a CLU project is set up; `embedded` itself where none is. */
export function understandWithAzure(
  embedded: Understander,
  services: ReadonlySet<string>,
  { language, clock, timers, log }: AzureSupply,
  onOutcome: (outcome: UnderstandingOutcome) => void,
): Understander {
  if (language === null || language.clu === null) return embedded
  const analysis = createTextAnalysis({
    settings: language,
    clock,
    timeoutMs: azureTimeoutMs,
    onFailure: (code) => log.warn({ code }, 'Azure language detection gave no answer'),
  })
  return createAzureUnderstander({
    settings: { ...language, clu: language.clu },
    embedded,
    services,
    clock,
    timers,
    log,
    onOutcome,
    detector: createAzureLanguageDetector(analysis),
  })
}

/** Redaction by Azure and patterns where Azure AI Language is set up, by patterns alone where it is not. */
export function supplyRedactor({ language, clock, log }: AzureSupply): Redactor {
  if (language === null) return embeddedRedactor
  const onFailure = (code: string) => log.warn({ code }, 'Azure redaction gave no answer; patterns work alone')
  return createAzureRedactor(createTextAnalysis({ settings: language, clock, timeoutMs: unhurriedMs, onFailure }))
}

/**
 * The translator with its cache; null where Azure Translator is not set up. Ready for use by code, as with `translateCatalogue`: the
 * bot's own answers do not use it yet, they come from its catalogues alone.
 */
export function supplyTranslator({ translator, log }: AzureSupply): Translator | null {
  if (translator === null) return null
  const onFailure = (code: string) => log.warn({ code }, 'Azure Translator gave no answer')
  return createCachedTranslator(createAzureTranslator({ settings: translator, timeoutMs: unhurriedMs, onFailure }))
}
