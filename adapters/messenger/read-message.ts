import type { MessageEvent, NoticeEvent } from '../inbound-event.js'
import { idFromContent, idFromMid } from './event-id.js'
import { readAttachments } from './read-attachments.js'
import { eventBase, noticeEvent, type Reading } from './reading.js'

const longestText = 20_000

/** A resident's message with text, quick reply and attachments; undefined where there is none. A deleted one is a notice. */
export function readMessage(reading: Reading, personId: string): MessageEvent | NoticeEvent | undefined {
  const message = reading.item?.message
  if (message === undefined) return undefined
  const { mid, text, attachments: list = [], quick_reply: quickReply } = message
  if (message.is_deleted === true) {
    return noticeEvent('message_deleted', reading, mid === undefined ? {} : { eventId: `${idFromMid(mid)}:deleted` })
  }
  if (mid === undefined && text === undefined && list.length === 0) return undefined
  const { attachments, sticker, location, links } = readAttachments(list)
  return {
    kind: 'message',
    ...eventBase(reading, personId, mid === undefined ? idFromContent('message', reading.raw) : idFromMid(mid)),
    from: { id: personId },
    text: withLinks(wellFormed(text ?? ''), links),
    ...(quickReply?.payload === undefined ? {} : { choice: quickReply.payload }),
    attachments,
    ...(sticker ? { sticker } : {}),
    ...(location ? { location } : {}),
  }
}

/** A tap on a button, a menu entry, an ice breaker or Get Started; undefined where there is none. */
export function readPostback(reading: Reading, personId: string): MessageEvent | undefined {
  const postback = reading.item?.postback
  if (postback === undefined || (postback.payload === undefined && postback.title === undefined)) return undefined
  const { mid, title = '', payload } = postback
  return {
    kind: 'message',
    ...eventBase(reading, personId, mid === undefined ? idFromContent('postback', reading.raw) : idFromMid(mid)),
    from: { id: personId },
    text: wellFormed(title),
    ...(payload === undefined ? {} : { choice: payload }),
    attachments: [],
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
