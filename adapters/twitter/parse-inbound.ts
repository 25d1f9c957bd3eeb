import type { InboundEvent } from '../inbound-event.js'
import { parseAccountActivityEnvelope } from './parse-account-activity-envelope.js'
import { parseActivityEnvelope } from './parse-activity-envelope.js'
import type { ParseContext } from './parse-context.js'
import { recordOf } from './read-field.js'
import { unknownNotice } from './to-notice.js'

/**
 * A webhook body of X into events: the X Activity envelope (`data`) or the older Account Activity one. Pure but for the time in
 * `context`; never throws; unknown keys are passed over, an unknown or broken item becomes a `notice` of its own and leaves the others.
 */
export function parseInbound(body: unknown, context: ParseContext): InboundEvent[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return [unknownNotice(context, body)]
  const record = recordOf(body)
  const { data } = record
  if (Array.isArray(data) && data.length > 0) return data.flatMap((item) => parseActivityEnvelope(item, context))
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return parseActivityEnvelope(data, context)
  return parseAccountActivityEnvelope(record, context)
}
