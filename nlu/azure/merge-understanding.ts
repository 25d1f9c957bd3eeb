import { decide } from '../pipeline/decision.js'
import type { Understanding, UnderstandingContext } from '../understanding.js'
import type { Prediction } from './read-prediction.js'

/** The understanding with Azure's intents and services in place of its own guesses; all else stays. `danger`: the words tell of danger to life. */
export function mergeUnderstanding(
  embedded: Understanding,
  prediction: Prediction,
  context: UnderstandingContext,
  danger: boolean,
): Understanding {
  const [best] = prediction.intents
  if (best === undefined) return embedded
  const report = best.id === 'open_report' || best.id === 'complaint_ignored'
  const asked = context.expecting === 'service' || context.expecting === 'category'
  // Azure learns services from new reports alone; of a complaint about an old one the embedded models know more.
  const azure = best.id === 'open_report' || embedded.services.length === 0
  const told = azure && prediction.services.length > 0 ? prediction.services.slice(0, 3) : embedded.services
  const services = report ? told : asked ? embedded.services : []
  const service = report ? services[0] : undefined
  const { further: _several, ...rest } = embedded
  return {
    ...rest,
    intent: best.id,
    confidence: best.p,
    decision: decide(best.p),
    intents: prediction.intents.slice(0, 3),
    service: service?.id ?? null,
    serviceConfidence: service?.p ?? 0,
    services,
    urgent: report && danger,
    phrase: false,
  }
}
