import type { RenderContext } from '../channel-adapter.js'
import type { OutboundMessage, Reply } from '../outbound.js'
import { cutText, cutToLength } from './cut-text.js'
import { deepLink } from './deep-link.js'
import { graphemeWeight, linkWeight, postLength, postLimit } from './post-length.js'
import { hasRightToLeft, renderMenu } from './render-menu.js'

/** The longest direct message, in UTF-16 units; X counts characters, which are never more. */
export const messageLimit = 10_000

/**
 * A turn's replies as one message, since X gives the whole account one direct message a minute: texts with a blank line between them,
 * then the choices of the last reply that has any as a numbered menu. A public reply is one post with the link to the private
 * conversation and no menu. Nothing to say gives no message.
 */
export function renderReplies(replies: readonly Reply[], context: RenderContext, userId: string): OutboundMessage[] {
  const texts = replies.map(({ text }) => text.trim()).filter((text) => text !== '')
  const text =
    context.target.type === 'public-reply'
      ? renderPost(texts.join('\n'), deepLink(userId))
      : renderMessage(texts, replies)
  if (text === '') return []
  const { keyPrefix, target, purpose } = context
  return [{ channel: 'twitter', key: `${keyPrefix}:0`, target, purpose, text }]
}

function renderMessage(texts: readonly string[], replies: readonly Reply[]): string {
  const body = texts.join('\n\n')
  const choices = replies.findLast((reply) => reply.choices !== undefined && reply.choices.length > 0)?.choices ?? []
  if (choices.length === 0) return cutToLength(body, messageLimit)
  const isRightToLeft = hasRightToLeft(body) || choices.some(({ title }) => hasRightToLeft(title))
  const menu = cutToLength(renderMenu(choices, isRightToLeft), messageLimit)
  const room = messageLimit - menu.length - 1
  return room < 2 || body === '' ? menu : `${cutToLength(body, room)}\n${menu}`
}

/** Cuts what is after the link, then what is before it; never the link. Adds the link where the text has none. */
function renderPost(text: string, link: string): string {
  if (text === '') return ''
  const whole = text.includes(link) ? text : `${text}\n${link}`
  if (postLength(whole) <= postLimit) return whole
  const [start, end] = linkSpan(whole, link)
  const before = whole.slice(0, start).trimEnd()
  const room = postLimit - linkWeight - 1 - postLength(before)
  if (room < 2) return `${cutPost(before, postLimit - linkWeight - 1)}\n${whole.slice(start, end)}`
  const after = cutPost(whole.slice(end).trim(), room - 1)
  return `${before}\n${whole.slice(start, end)} ${after}`.trim()
}

/** The link with what belongs to it (`&text=...`). */
function linkSpan(text: string, link: string): [number, number] {
  const start = text.indexOf(link)
  const rest = text.slice(start).search(/\s/)
  return [start, rest < 0 ? text.length : start + rest]
}

/** Other links weigh differently from what their letters do: cut on until the whole is light enough. */
function cutPost(text: string, limit: number): string {
  let cut = cutText(text, limit, graphemeWeight)
  for (let room = limit; postLength(cut) > limit && room > 0; room -= 10) cut = cutText(text, room, graphemeWeight)
  return postLength(cut) > limit ? '' : cut
}
