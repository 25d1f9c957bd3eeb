import type { Log } from '../models/log.js'
import type { Bookkeeper } from './bookkeeper.js'
import type { StoredEvent } from './inbox.js'
import { isForLane } from './is-for-lane.js'
import type { Lanes } from './lanes.js'
import type { TurnObserver } from './turn-observer.js'

export interface DispatchParts {
  readonly lanes: Pick<Lanes, 'deliver'>
  readonly bookkeeper: Bookkeeper
  readonly observer: TurnObserver
  readonly log: Log
}

/** Takes a stored event to where it is worked on: what touches a conversation to its lane, receipts and mere notices to the books. */
export function createDispatch({ lanes, bookkeeper, observer, log }: DispatchParts): (stored: StoredEvent) => void {
  return (stored) => {
    // Done already; only the store does not know of it yet.
    if (bookkeeper.knows(stored._id)) return
    const { event } = stored
    if (event.kind === 'notice' && event.alarm) {
      observer.alarm(event.channel, event.notice)
      log.error({ channel: event.channel, notice: event.notice }, 'an operator has to look into this')
    }
    if (event.kind === 'receipt') bookkeeper.receipt(event)
    if (isForLane(event)) lanes.deliver(stored)
    else if (event.kind === 'notice' && event.raw !== undefined) bookkeeper.doneUnknown(stored._id)
    else bookkeeper.done(stored._id)
  }
}
