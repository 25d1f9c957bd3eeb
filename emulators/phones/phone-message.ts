import type { GraphMessage } from '../graph/graph-messages.js'
import type { XPost } from '../x/x-messages.js'
import type { PhoneChoice, PhoneMessage } from './thread-events.js'

/** A message of the Page as the Messenger phone shows it; photos only from this machine's media host. */
export function messengerBubble(message: GraphMessage, author: string | undefined, mediaHost: string): PhoneMessage {
  const { id, text, at, attachment, buttons } = message
  const url = attachment?.type === 'image' ? attachment.payload.url : undefined
  const isLocal = url !== undefined && URL.canParse(url) && new URL(url).host === mediaHost
  return {
    type: 'message',
    channel: 'messenger',
    id,
    mine: false,
    text,
    at,
    quickReplies: choicesOf(message.quickReplies),
    buttons: choicesOf(buttons.filter(({ type }) => type === 'postback')),
    links: buttons.flatMap(({ title, url: target }) => (title && target ? [{ title, url: target }] : [])),
    ...(author ? { author } : {}),
    ...(isLocal ? { photo: photoPath(url) } : {}),
  }
}

/** A public post of the municipality as the X phone shows it. */
export function publicPost({ id, text, at, inReplyTo, directMessageLink }: XPost): PhoneMessage {
  return {
    type: 'post',
    channel: 'x',
    id,
    mine: false,
    text,
    at,
    ...(inReplyTo ? { inReplyTo } : {}),
    ...(directMessageLink ? { directMessageLink } : {}),
  }
}

/** The part of a media URL under which the page asks this server for it. */
export const photoPath = (url: string): string => new URL(url).pathname.slice(1)

interface Offer {
  readonly title?: string | undefined
  readonly payload?: string | undefined
}

const choicesOf = (list: readonly Offer[]): PhoneChoice[] =>
  list.flatMap(({ title, payload }) => (title && payload !== undefined ? [{ title, payload }] : []))
