import { type Intent, intents } from '../understanding.js'

/** An intent of the CLU project, read: an intent of ours, and for a report its service where it tells one. */
export interface CluLabel {
  readonly intent: Intent
  readonly service: string | null
}

/** Every CLU project has it and calls it so; it stands for what is out of scope. */
const none = 'None'

/**
 * The CLU intent of a message: `<intent>`, or `open_report.<service>`. Services are intents of their own because CLU learns
 * whole sentences by intent; a list entity finds only literal words, and a learned one needs spans that sentences here do not have.
 * Only new reports are split: complaints about old ones have too few sentences a service.
 */
export function cluLabelOf(intent: Intent, service: string | null): string {
  if (intent === 'out_of_scope') return none
  return intent === 'open_report' && service !== null ? `${intent}.${service}` : intent
}

/** Reads a CLU intent; null for a name that is none of ours. A service that is unknown counts as none. */
export function readCluLabel(category: string, services: ReadonlySet<string>): CluLabel | null {
  if (category === none) return { intent: 'out_of_scope', service: null }
  const [name, service, ...more] = category.split('.')
  const intent = intents.find((id) => id === name)
  if (intent === undefined || more.length > 0) return null
  return { intent, service: service !== undefined && services.has(service) ? service : null }
}
