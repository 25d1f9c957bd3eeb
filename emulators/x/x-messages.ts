import { randomInt } from 'node:crypto'

/** A person on X. */
export interface XPerson {
  readonly id: string
  readonly name: string
  readonly username: string
}

/** A link of a message: X shows it as t.co and tells the long form beside it. */
export interface XLink {
  readonly url: string
  readonly expanded_url: string
  readonly display_url: string
  readonly indices: readonly [number, number]
}

/** A photo of a message. */
export interface XPhoto {
  readonly mediaId: string
  readonly url: string
  readonly link: XLink
}

/** A direct message that X has taken. */
export interface XDirectMessage {
  readonly kind: 'dm'
  readonly id: string
  /** The resident's id. */
  readonly threadId: string
  readonly conversationId: string
  readonly senderId: string
  readonly recipientId: string
  /** As it was written. */
  readonly text: string
  /** As X passes it on: links shortened, a photo's link at the end. */
  readonly wireText: string
  readonly links: readonly XLink[]
  readonly photo?: XPhoto
  /** Ids of uploaded media, on messages of the municipality. */
  readonly mediaIds: readonly string[]
  /** Epoch milliseconds. */
  readonly at: number
}

/** A public post that X has taken. */
export interface XPost {
  readonly kind: 'post'
  readonly id: string
  /** The first post of its conversation. */
  readonly threadId: string
  readonly authorId: string
  readonly text: string
  readonly inReplyTo?: string
  readonly directMessageLink?: string
  /** Epoch milliseconds. */
  readonly at: number
}

/** The id of a conversation of two: both ids, the smaller first. */
export const conversationOf = (a: string, b: string): string => (BigInt(a) < BigInt(b) ? `${a}-${b}` : `${b}-${a}`)

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** A new t.co link that stands for `expanded` at `start` of the text. */
export function shortLink(expanded: string, display: string, start: number): XLink {
  const code = Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('')
  const url = `https://t.co/${code}`
  return { url, expanded_url: expanded, display_url: display, indices: [start, start + url.length] }
}

/** Replaces every link of a text by t.co. Indices count code points. */
export function shortenLinks(text: string): { text: string; links: XLink[] } {
  const links: XLink[] = []
  let short = ''
  let from = 0
  for (const match of text.matchAll(/https?:\/\/[^\s<>"]*[^\s<>".,;:!?()،؛؟]/g)) {
    short += text.slice(from, match.index)
    const bare = match[0].replace(/^https?:\/\/(www\.)?/, '')
    const link = shortLink(match[0], bare.length > 26 ? `${bare.slice(0, 26)}…` : bare, [...short].length)
    links.push(link)
    short += link.url
    from = match.index + match[0].length
  }
  return { text: short + text.slice(from), links }
}

/** A post's length as X counts it (twitter-text 3): most scripts 1, others and emoji 2, links 23. 280 are allowed. */
export function weightedLength(text: string): number {
  const links = text.match(/https?:\/\/\S+/g) ?? []
  const rest = text.normalize('NFC').replace(/https?:\/\/\S+/g, '')
  let length = links.length * 23
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(rest)) {
    if (/\p{Extended_Pictographic}/u.test(segment)) length += 2
    else for (const sign of segment) length += isLight(sign.codePointAt(0) ?? 0) ? 1 : 2
  }
  return length
}

const light = [
  [0, 0x10ff],
  [0x2000, 0x200d],
  [0x2010, 0x201f],
  [0x2032, 0x2037],
] as const

const isLight = (code: number): boolean => light.some(([from, to]) => code >= from && code <= to)
