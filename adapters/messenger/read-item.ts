import type { EchoEvent, InboundEvent, MessageEvent, NoticeEvent } from '../inbound-event.js'
import { idFromContent, idFromMid } from './event-id.js'
import { metadataPrefix } from './metadata-prefix.js'
import { readAttachments } from './read-attachments.js'
import { itemShape, type MessagingItem, type MessagingMessage } from './webhook-body.js'

/** Who we are, for reading what concerns us. `now` (epoch ms) stands in where an event tells no time of its own. */
export interface ReadingContext {
  readonly pageId: string
  readonly appId?: string
  readonly now: number
}

/** Where an item was found. */
export interface ItemPlace {
  readonly list: 'messaging' | 'standby'
  /** The entry's own time, epoch ms. */
  readonly entryTime?: number
}

const longestText = 20_000
/** Events that are kept and counted only; the first key an item has names it. */
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

/** Reads one element of `messaging[]` or `standby[]` into one event; what it does not know becomes a notice `unknown`. */
export function readItem(raw: unknown, place: ItemPlace, context: ReadingContext): InboundEvent {
  const item = itemShape.safeParse(raw).data
  if (!item || typeof raw !== 'object' || raw === null) return notice('unknown', raw, undefined, place, context)
  const fromPage = item.message?.is_echo === true || (item.message !== undefined && item.sender?.id === context.pageId)
  const personId = personOf(item, context.pageId)
  const pageSide = fromPage ? item.sender?.id : item.recipient?.id
  const own = { raw, item, personId, place, context }
  const answerable = item.message !== undefined || item.postback !== undefined
  if (answerable && personId !== undefined && pageSide !== undefined && pageSide !== context.pageId)
    return notice('other_page', raw, personId, place, context, item)
  if (fromPage) return readEcho(own)
  if (place.list === 'standby') return notice('standby', raw, personId, place, context, item)
  if (personId !== undefined) {
    const event = readMessage(own, personId) ?? readPostback(own, personId) ?? readReceipt(own, personId)
    if (event) return event
  }
  return readNotice(own)
}

interface Reading {
  readonly raw: object
  readonly item: MessagingItem
  readonly personId: string | undefined
  readonly place: ItemPlace
  readonly context: ReadingContext
}

/** The resident's page-scoped id: whichever side is not the page. */
function personOf({ sender, recipient }: MessagingItem, pageId: string): string | undefined {
  const id = sender !== undefined && sender.id !== pageId ? sender.id : recipient?.id
  return id !== undefined && id !== pageId && /^[0-9]{1,32}$/.test(id) ? id : undefined
}

function timeOf(item: MessagingItem | undefined, place: ItemPlace, context: ReadingContext): number {
  return item?.timestamp ?? item?.delivery?.watermark ?? item?.read?.watermark ?? place.entryTime ?? context.now
}

function base({ item, place, context }: Reading, personId: string, eventId: string) {
  return {
    channel: 'messenger',
    eventId,
    conversationId: `messenger:${personId}`,
    at: timeOf(item, place, context),
  } as const
}

/** A notice that belongs to the person, or to the page's own lane where no person is told. */
export function notice(
  name: string,
  raw: unknown,
  personId: string | undefined,
  place: Pick<ItemPlace, 'entryTime'>,
  context: ReadingContext,
  item?: MessagingItem,
  more: { eventId?: string; alarm?: boolean; bot?: 'pause' | 'resume' } = {},
): NoticeEvent {
  const { eventId = idFromContent(name, raw), ...rest } = more
  return {
    kind: 'notice',
    channel: 'messenger',
    eventId,
    conversationId: `messenger:${personId ?? context.pageId}`,
    at: timeOf(item, { list: 'messaging', ...place }, context),
    notice: name,
    ...rest,
  }
}

function readEcho(reading: Reading): EchoEvent | NoticeEvent {
  const { raw, item, personId, place, context } = reading
  const message = item.message
  if (message === undefined || personId === undefined) return notice('unknown', raw, personId, place, context, item)
  const { mid, text, metadata } = message
  const own = isOwnEcho(message, context.appId)
  if (place.list === 'standby' && !own) return notice('standby', raw, personId, place, context, item)
  if (mid === undefined) return notice('unknown', raw, personId, place, context, item)
  return {
    kind: 'echo',
    ...base(reading, personId, `echo:${idFromMid(mid)}`),
    own,
    messageId: mid,
    ...(own && metadata?.startsWith(metadataPrefix) ? { key: metadata.slice(metadataPrefix.length) } : {}),
    ...(text === undefined ? {} : { text }),
  }
}

/** By the app's id, which echoes carry as a number or a string; by our mark in `metadata` where there is no id to compare. */
function isOwnEcho({ app_id: appId, metadata }: MessagingMessage, ours: string | undefined): boolean {
  if (ours === undefined || appId === undefined) return metadata?.startsWith(metadataPrefix) === true
  return isSameApp(appId, ours)
}

function isSameApp(id: string | number | undefined, ours: string): boolean {
  return String(id) === ours || (typeof id === 'number' && id === Number(ours))
}

function readMessage(reading: Reading, personId: string): MessageEvent | NoticeEvent | undefined {
  const { raw, item, place, context } = reading
  const { message } = item
  if (message === undefined) return undefined
  const { mid, attachments: list = [], quick_reply: quickReply } = message
  if (message.is_deleted === true) {
    const eventId = mid === undefined ? undefined : `${idFromMid(mid)}:deleted`
    return notice('message_deleted', raw, personId, place, context, item, eventId === undefined ? {} : { eventId })
  }
  if (mid === undefined && message.text === undefined && list.length === 0) return undefined
  const { attachments, sticker, location, links } = readAttachments(list)
  return {
    kind: 'message',
    ...base(reading, personId, mid === undefined ? idFromContent('message', raw) : idFromMid(mid)),
    from: { id: personId },
    text: withLinks(wellFormed(message.text ?? ''), links),
    ...(quickReply?.payload === undefined ? {} : { choice: quickReply.payload }),
    attachments,
    ...(sticker ? { sticker } : {}),
    ...(location ? { location } : {}),
  }
}

/** A shared link counts as said, unless it is in the words already. */
function withLinks(text: string, links: readonly string[]): string {
  return [text, ...new Set(links.filter((link) => !text.includes(link)))].filter((part) => part !== '').join('\n')
}

/** Halves of surrogate pairs, which JSON can carry but UTF-8 cannot, become U+FFFD. */
function wellFormed(text: string): string {
  return Buffer.from(text.slice(0, longestText), 'utf8').toString('utf8')
}

function readPostback(reading: Reading, personId: string): MessageEvent | undefined {
  const { postback } = reading.item
  if (postback === undefined || (postback.payload === undefined && postback.title === undefined)) return undefined
  const { mid, title = '', payload } = postback
  return {
    kind: 'message',
    ...base(reading, personId, mid === undefined ? idFromContent('postback', reading.raw) : idFromMid(mid)),
    from: { id: personId },
    text: wellFormed(title),
    ...(payload === undefined ? {} : { choice: payload }),
    attachments: [],
  }
}

function readReceipt(reading: Reading, personId: string): InboundEvent | undefined {
  const { raw, item } = reading
  if (item.delivery) {
    const messageIds = (item.delivery.mids ?? []).filter((mid) => typeof mid === 'string')
    const common = base(reading, personId, idFromContent('delivery', raw))
    return { kind: 'receipt', ...common, state: 'delivered', messageIds, upTo: item.delivery.watermark ?? common.at }
  }
  if (item.read) {
    const common = base(reading, personId, idFromContent('read', raw))
    return { kind: 'receipt', ...common, state: 'read', messageIds: [], upTo: item.read.watermark ?? common.at }
  }
  return undefined
}

function readNotice({ raw, item, personId, place, context }: Reading): NoticeEvent {
  const key = noticeKeys.find((name) => name in raw)
  if (key === undefined) return notice('unknown', raw, personId, place, context, item)
  const name = key.replace('-', '_')
  const { mid, num_edit: edit } = item.message_edit ?? {}
  if (key === 'message_edit' && mid !== undefined && edit !== undefined)
    return notice(name, raw, personId, place, context, item, { eventId: `${idFromMid(mid)}:edit:${edit}` })
  const bot = threadControl(item, context.appId)
  const alarm = name === 'policy_enforcement'
  return notice(name, raw, personId, place, context, item, { ...(alarm ? { alarm } : {}), ...(bot ? { bot } : {}) })
}

/**
 * Who has the thread now. Without our app's id: a `pass` is delivered to the app that gets the thread, a `take` to the one that loses it.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/webhook-events/messaging_handovers
 */
function threadControl(item: MessagingItem, appId: string | undefined): 'pause' | 'resume' | undefined {
  const control = item.pass_thread_control ?? item.take_thread_control
  if (!control) return undefined
  if (appId === undefined || control.new_owner_app_id === undefined)
    return item.pass_thread_control ? 'resume' : 'pause'
  return isSameApp(control.new_owner_app_id, appId) ? 'resume' : 'pause'
}
