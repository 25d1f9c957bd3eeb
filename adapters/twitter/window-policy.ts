import type { WindowVerdict } from '../channel-adapter.js'
import type { OutboundMessage } from '../outbound.js'

/**
 * X's rule for automated accounts: a direct message only to people who wrote first, with no limit in time; a public reply only under a
 * post that named us, which its target shows. Document: X developer guidelines, "Automation".
 */
export function windowVerdict(message: OutboundMessage, lastInboundAt: number): WindowVerdict {
  if (message.target.type === 'public-reply' || lastInboundAt > 0) return { open: true }
  return { open: false, reason: 'this person has not written to the account' }
}
