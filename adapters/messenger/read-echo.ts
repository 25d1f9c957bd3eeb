import type { EchoEvent } from '../inbound-event.js'
import { idFromMid } from './event-id.js'
import { metadataPrefix } from './metadata-prefix.js'
import { eventBase, isSameApp, type Reading } from './reading.js'
import type { MessagingMessage } from './webhook-body.js'

/**
 * The echo of a message of the page: ours, or that of a person who answered elsewhere. Undefined where it names no message.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/webhook-events/message-echoes
 */
export function readEcho(reading: Reading, message: MessagingMessage, personId: string): EchoEvent | undefined {
  const { mid, text, metadata } = message
  if (mid === undefined) return undefined
  const own = isOwnEcho(message, reading.context.appId)
  return {
    kind: 'echo',
    ...eventBase(reading, personId, `echo:${idFromMid(mid)}`),
    own,
    messageId: mid,
    ...(own && metadata?.startsWith(metadataPrefix) ? { key: metadata.slice(metadataPrefix.length) } : {}),
    ...(text === undefined ? {} : { text }),
  }
}

/** By the app's id; by our mark in `metadata`, which only the API can set, where there is no id to compare. */
function isOwnEcho({ app_id: appId, metadata }: MessagingMessage, ours: string | undefined): boolean {
  if (ours === undefined || appId === undefined) return metadata?.startsWith(metadataPrefix) === true
  return isSameApp(appId, ours)
}
