import type { ChannelAdapter } from '../adapters/channel-adapter.js'
import type { OutboundMessage, SendResult } from '../adapters/outbound.js'
import type { Timers } from '../models/clock.js'
import type { Log } from '../models/log.js'

/** A call whose outcome is known already may take this long to end, ms. */
const stragglerMs = 3000

/** One call of an adapter's `send`, whose outcome the platform's own event (echo, dm.sent) may tell before its answer does. */
export interface SendCall {
  /** The platform's own event has told. */
  confirm(): void
  /** The call's result, or null when the platform's own event told first; the call then has a little time to end by itself. Never rejects. */
  readonly result: Promise<SendResult | null>
}

/** Begins to send. */
export function startSendCall(adapter: ChannelAdapter, message: OutboundMessage, timers: Timers, log: Log): SendCall {
  const abort = new AbortController()
  let confirm: () => void = () => undefined
  const confirmed = new Promise<null>((resolve) => {
    confirm = () => resolve(null)
  })
  // An adapter does not throw; where a defect makes it, nobody knows how far the call had come.
  const call = (async () => adapter.send(message, abort.signal))().catch((error: unknown): SendResult => {
    log.error({ err: error, channel: adapter.channel }, 'sending failed in an unforeseen way')
    return { outcome: 'unknown', reason: 'failed in an unforeseen way' }
  })
  const result = Promise.race([call, confirmed]).then((first) => {
    if (first === null) {
      const cancel = timers.after(stragglerMs, () => abort.abort())
      void call.then(cancel)
    }
    return first
  })
  return { confirm, result }
}
