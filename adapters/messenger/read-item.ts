import type { InboundEvent } from '../inbound-event.js'
import { readEcho } from './read-echo.js'
import { readMessage, readPostback } from './read-message.js'
import { readNotice } from './read-notice.js'
import { readReceipt } from './read-receipt.js'
import { noticeEvent, type Reading, type ReadingContext } from './reading.js'
import { itemShape, type MessagingItem } from './webhook-body.js'

/** Where an item was found. */
export interface ItemPlace {
  readonly list: 'messaging' | 'standby'
  /** The entry's own time, epoch ms. */
  readonly entryTime?: number
}

/** Reads one element of `messaging[]` or `standby[]` into one event; what it does not know becomes a notice `unknown`. */
export function readItem(raw: unknown, { list, ...time }: ItemPlace, context: ReadingContext): InboundEvent {
  const item = itemShape.safeParse(raw).data
  if (!item) return noticeEvent('unknown', { raw, context, ...time })
  const personId = personOf(item, context.pageId)
  const reading: Reading = { raw, item, context, ...time, ...(personId === undefined ? {} : { personId }) }
  if (personId === undefined) return list === 'standby' ? noticeEvent('standby', reading) : readNotice(reading)

  const { message, postback } = item
  const ofPage = message !== undefined && (message.is_echo === true || item.sender?.id === context.pageId)
  const page = ofPage ? item.sender?.id : item.recipient?.id
  if ((message || postback) && page !== undefined && page !== context.pageId) return noticeEvent('other_page', reading)
  if (ofPage) {
    const echo = readEcho(reading, message, personId)
    if (list === 'standby' && !echo?.own) return noticeEvent('standby', reading)
    return echo ?? noticeEvent('unknown', reading)
  }
  if (list === 'standby') return noticeEvent('standby', reading)
  return (
    readMessage(reading, personId) ??
    readPostback(reading, personId) ??
    readReceipt(reading, personId) ??
    readNotice(reading)
  )
}

/** The resident's page-scoped id: whichever side is not the page. */
function personOf({ sender, recipient }: MessagingItem, pageId: string): string | undefined {
  const id = sender !== undefined && sender.id !== pageId ? sender.id : recipient?.id
  return id !== undefined && id !== pageId && /^[0-9]{1,32}$/.test(id) ? id : undefined
}
