import type { InboundAttachment, MessageEvent } from '../inbound-event.js'
import { attachmentShape } from './webhook-body.js'

/** What a message's attachments come to. */
export interface AttachmentsRead {
  readonly attachments: readonly InboundAttachment[]
  readonly sticker: boolean
  readonly location?: NonNullable<MessageEvent['location']>
  /** Addresses of shared links and posts; they belong to the words. */
  readonly links: readonly string[]
}

/** Nobody reads more than these of one message. */
const mostAttachments = 30
const longestUrl = 4096

const kinds: ReadonlyMap<string, InboundAttachment['kind']> = new Map([
  ['image', 'photo'],
  ['video', 'video'],
  ['audio', 'audio'],
  ['file', 'file'],
])

/**
 * Reads `message.attachments[]`, at most 30. A sticker (a thumbs-up is one) is no photo, whether it comes as `sticker` or, as it did
 * before 2026-08-30, as an `image` with a `sticker_id`. What else has an address (`fallback`, `reel`, `post`...) is a link.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/webhook-events/messages
 */
export function readAttachments(list: readonly unknown[]): AttachmentsRead {
  const attachments: InboundAttachment[] = []
  const links: string[] = []
  let sticker = false
  let location: AttachmentsRead['location']
  for (const one of list.slice(0, mostAttachments)) {
    const { data } = attachmentShape.safeParse(one)
    if (!data) continue
    const url = webAddress(data.payload?.url) ?? webAddress(data.url)
    const kind = kinds.get(data.type)
    if (data.type === 'sticker' || data.payload?.sticker_id !== undefined) sticker = true
    else if (data.type === 'location') location ??= onEarth(data.payload?.coordinates)
    else if (kind !== undefined && url !== undefined) attachments.push({ kind, url })
    else if (kind === undefined && url !== undefined) links.push(unwrapLink(url))
  }
  return { attachments, sticker, links, ...(location ? { location } : {}) }
}

function webAddress(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= longestUrl && /^https?:\/\//i.test(text) && URL.canParse(text)
    ? text
    : undefined
}

function onEarth(coordinates: { lat: number; long: number } | undefined): AttachmentsRead['location'] {
  if (!coordinates || Math.abs(coordinates.lat) > 90 || Math.abs(coordinates.long) > 180) return undefined
  return { lat: coordinates.lat, lng: coordinates.long }
}

/** Facebook wraps shared links (`https://l.facebook.com/l.php?u=...`); a map link is only one by its own address. */
function unwrapLink(link: string): string {
  const url = new URL(link)
  if (!/^lm?\.facebook\.com$/i.test(url.hostname)) return link
  return webAddress(url.searchParams.get('u') ?? undefined) ?? link
}
