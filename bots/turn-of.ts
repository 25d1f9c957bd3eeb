import type { StoredEvent } from './inbox.js'
import { messageDigest } from './message-digest.js'

/** What ties together everything logged of one event, from webhook to answer; says nothing of its content. */
export function turnOf(stored: Pick<StoredEvent, '_id'> | undefined): { turn?: string } {
  return stored ? { turn: messageDigest(stored._id) } : {}
}

/** The same from an outgoing message's key, which begins with the event's id. */
export function turnOfKey(key: string): { turn: string } {
  return { turn: messageDigest(key.replace(/:\d+$/, '')) }
}
