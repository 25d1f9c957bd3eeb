import type { NoticeEvent } from '../inbound-event.js'
import { idFromMid } from './event-id.js'
import { isSameApp, noticeEvent, type Reading } from './reading.js'

/** Events that are kept and counted only; the first of these keys an item has names its notice. */
const noticeKeys = [
  'message_edit',
  'reaction',
  'referral',
  'optin',
  'pass_thread_control',
  'take_thread_control',
  'request_thread_control',
  'app_roles',
  'account_linking',
  'policy-enforcement',
  'policy_enforcement',
  'messaging_feedback',
  'game_play',
  'order',
  'payment',
] as const

/** What is neither message, echo nor receipt; `unknown` where no key is known. */
export function readNotice(reading: Reading): NoticeEvent {
  const { raw, item, context } = reading
  const key = typeof raw === 'object' && raw !== null ? noticeKeys.find((name) => name in raw) : undefined
  if (key === undefined) return noticeEvent('unknown', reading)
  if (key === 'message_edit') {
    const { mid, num_edit: edit } = item?.message_edit ?? {}
    const numbered = mid !== undefined && edit !== undefined
    return noticeEvent(key, reading, numbered ? { eventId: `${idFromMid(mid)}:edit:${edit}` } : {})
  }
  if (key === 'policy-enforcement') return noticeEvent('policy_enforcement', reading, { alarm: true })
  const bot = readThreadOwner(reading, context.appId)
  return noticeEvent(key, reading, {
    ...(key === 'policy_enforcement' ? { alarm: true } : {}),
    ...(bot ? { bot } : {}),
  })
}

/**
 * Who has the thread now. Without our app's id: a `pass` is delivered to the app that gets the thread, a `take` to the one that loses it.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/webhook-events/messaging_handovers
 */
function readThreadOwner({ item }: Reading, appId: string | undefined): 'pause' | 'resume' | undefined {
  const control = item?.pass_thread_control ?? item?.take_thread_control
  if (!control) return undefined
  const owner = control.new_owner_app_id
  if (appId === undefined || owner === undefined) return item?.pass_thread_control ? 'resume' : 'pause'
  return isSameApp(owner, appId) ? 'resume' : 'pause'
}
