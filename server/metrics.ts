import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { TurnObserver } from '../bots/turn-observer.js'
import type { UnderstandingOutcome } from '../nlu/azure/understanding-outcome.js'
import type { WithoutEncoder } from '../nlu/pipeline/ask-encoder.js'

/** What the webhooks tell. */
export interface WebhookMetrics {
  acknowledged(channel: string, status: number, ms: number): void
}

/** Who has a part in understanding the messages: the sentence encoder, and Azure AI Language where it is set up. */
export interface ProviderMetrics {
  /** Whether the encoder had a part in understanding a message, or why not. */
  encoderAsked(outcome: 'asked' | WithoutEncoder): void
  understoodBy(outcome: UnderstandingOutcome): void
}

/** What is read from the store when somebody asks for the figures. */
export interface StoreFigures {
  readonly inboxOldestSeconds: number
  readonly inboxWaiting: number
  readonly outboxOldestSeconds: number
  readonly outboxWaiting: number
  readonly budgets: readonly { readonly name: string; readonly remaining: number }[]
}

/** The figures of this process, in Prometheus' text format. */
export interface Metrics extends TurnObserver, WebhookMetrics, ProviderMetrics {
  text(figures: StoreFigures | null): Promise<string>
  readonly contentType: string
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/** Makes the figures on a registry of their own. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'tawasul_' })
  const registers = [registry]
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name: `tawasul_${name}`, help, labelNames, registers })
  const histogram = (name: string, help: string, labelNames: string[]) =>
    new Histogram({ name: `tawasul_${name}`, help, labelNames, buckets: seconds, registers })
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `tawasul_${name}`, help, labelNames, registers })

  const webhooks = histogram('webhook_seconds', 'Time until a webhook was answered.', ['channel', 'status'])
  const events = counter('events_total', 'Events stored, by kind.', ['channel', 'kind'])
  const repeated = counter('events_repeated_total', 'Events that were there already.', ['channel', 'kind'])
  const known = counter('events_known_total', 'Events that said only what was known; not stored.', ['channel', 'kind'])
  const alarms = counter('alarms_total', 'Events that an operator must look into.', ['channel', 'what'])
  const understood = counter('understood_total', 'Messages by intent and decision.', [
    'intent',
    'decision',
    'language',
    'encoder',
  ])
  const providers = counter('understanding_provider_total', 'Messages by who understood them, and why.', [
    'provider',
    'reason',
  ])
  const encoders = counter(
    'encoder_total',
    'Messages by whether the encoder had a part in understanding them, or why not.',
    ['outcome'],
  )
  const dialogs = counter('dialog_total', 'Where dialogs went.', ['name'])
  const turns = histogram('turn_seconds', 'Time a turn took, its commit included.', ['channel'])
  const turnsFailed = counter('turns_failed_total', 'Events put aside because their turn failed every time.', [
    'channel',
    'code',
  ])
  const answers = histogram('answer_seconds', "From an event's arrival until the platform took the answer.", [
    'channel',
  ])
  const sends = counter('sends_total', 'Outgoing messages by what became of them.', ['channel', 'result'])
  const reports = counter('reports_opened_total', 'Reports opened.', ['service'])
  const inboxAge = gauge('inbox_oldest_seconds', 'Age of the oldest event that is not done.')
  const inboxWaiting = gauge('inbox_waiting', 'Events that are not done.')
  const outboxAge = gauge('outbox_oldest_seconds', 'Age of the oldest message that is not out.')
  const outboxWaiting = gauge('outbox_waiting', 'Messages that are not out.')
  const budgets = gauge('budget_remaining', 'What is left of a platform budget in its window.', ['budget'])

  return {
    contentType: registry.contentType,
    acknowledged: (channel, status, ms) => webhooks.observe({ channel, status }, ms / 1000),
    eventStored: (channel, kind) => events.inc({ channel, kind }),
    eventRepeated: (channel, kind) => repeated.inc({ channel, kind }),
    eventKnown: (channel, kind) => known.inc({ channel, kind }),
    alarm: (channel, what) => alarms.inc({ channel, what }),
    understood: (intent, decision, language, encoder) =>
      understood.inc({ intent, decision, language, encoder: String(encoder) }),
    understoodBy: ({ provider, reason }) => providers.inc({ provider, reason }),
    encoderAsked: (outcome) => encoders.inc({ outcome }),
    dialogNoted: (name) => dialogs.inc({ name }),
    turnDone: (channel, ms) => turns.observe({ channel }, ms / 1000),
    turnFailed: (channel, code) => turnsFailed.inc({ channel, code }),
    answered: (channel, ms) => answers.observe({ channel }, ms / 1000),
    sendSettled: (channel, result) => sends.inc({ channel, result }),
    reportOpened: (service) => reports.inc({ service }),
    async text(figures) {
      if (figures) {
        inboxAge.set(figures.inboxOldestSeconds)
        inboxWaiting.set(figures.inboxWaiting)
        outboxAge.set(figures.outboxOldestSeconds)
        outboxWaiting.set(figures.outboxWaiting)
        for (const { name, remaining } of figures.budgets) budgets.set({ budget: name }, remaining)
      }
      return registry.metrics()
    },
  }
}
