import type { WindowVerdict } from '../channel-adapter.js'
import type { OutboundMessage } from '../outbound.js'

/** The standard messaging window, ms. */
export const messagingWindow = 24 * 60 * 60 * 1000

/**
 * Answers and news alike go out within 24 hours of the resident's last event, by that event's own time; later nothing does, since
 * message tags are gone and the human-agent tag is no automated one. Public replies are not sent on this channel.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages
 */
export function judgeWindow(message: OutboundMessage, lastInboundAt: number, now: number): WindowVerdict {
  if (message.target.type !== 'private') return { open: false, reason: 'no public replies on messenger' }
  return now - lastInboundAt <= messagingWindow
    ? { open: true }
    : { open: false, reason: 'more than 24 hours since the last message' }
}
