import type { InboundEvent } from '../adapters/inbound-event.js'

/** Whether an event touches its conversation and is worked on in its lane; receipts and mere notices only go to the books. */
export function isForLane(event: InboundEvent): boolean {
  return event.kind === 'notice' ? event.bot !== undefined : event.kind !== 'receipt'
}
