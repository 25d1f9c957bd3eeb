import type { Clock } from '../../models/clock.js'
import { classifyError } from './classify-error.js'
import type { GraphClient } from './graph-client.js'

/** After a refusal that concerns the channel nothing is shown for this long, ms; the messages themselves need the budget. */
const restMs = 60_000

/** Shows a message as seen and an answer as being written. */
export type TypingIndicator = (personId: string) => Promise<void>

/**
 * Sends `mark_seen` and `typing_on`, each a request of its own. Best effort: nobody misses what is not shown, so a failure only makes it
 * rest for a minute where the channel as a whole is throttled or out of order.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/sender-actions
 */
export function createTypingIndicator(client: GraphClient, clock: Clock): TypingIndicator {
  let restUntil = 0
  return async (personId) => {
    for (const action of ['mark_seen', 'typing_on']) {
      if (clock.now() < restUntil) return
      const exchange = await client.create(
        '/messages',
        { recipient: { id: personId }, sender_action: action },
        new AbortController().signal,
      )
      if (exchange.answered && exchange.status === 200) continue
      const { outcome } = classifyError(exchange, clock.now())
      if (outcome === 'broken' || outcome === 'later') restUntil = clock.now() + restMs
      return
    }
  }
}
