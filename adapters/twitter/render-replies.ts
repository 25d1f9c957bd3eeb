import type { RenderContext } from '../channel-adapter.js'
import type { OutboundMessage, Reply } from '../outbound.js'
import { cutToLength } from './cut-text.js'
import { hasRightToLeft, renderMenu } from './render-menu.js'
import { renderPost } from './render-post.js'

/** The longest direct message, in UTF-16 units; X counts characters, which are never more. */
export const messageLimit = 10_000

/**
 * A turn's replies as one message, since X gives the whole account one direct message a minute: texts with a blank line between them,
 * then the choices of the last reply that has any as a numbered menu under its lead. A public reply is one post with the link to the private
 * conversation and no menu. Nothing to say gives no message.
 */
export function renderReplies(replies: readonly Reply[], context: RenderContext, userId: string): OutboundMessage[] {
  const texts = replies.map(({ text }) => text.trim()).filter((text) => text !== '')
  const text =
    context.target.type === 'public-reply'
      ? renderPost(texts.join('\n'), userId, context.target.postId)
      : renderMessage(texts, replies)
  if (text === '') return []
  const { keyPrefix, target, purpose } = context
  return [{ channel: 'twitter', key: `${keyPrefix}:0`, target, purpose, text }]
}

function renderMessage(texts: readonly string[], replies: readonly Reply[]): string {
  const body = texts.join('\n\n')
  const asking = replies.findLast((reply) => reply.choices !== undefined && reply.choices.length > 0)
  const choices = asking?.choices ?? []
  if (choices.length === 0) return cutToLength(body, messageLimit)
  const isRightToLeft = hasRightToLeft(body) || choices.some(({ title }) => hasRightToLeft(title))
  const menu = cutToLength(renderMenu(choices, isRightToLeft, asking?.menuLead), messageLimit)
  const room = messageLimit - menu.length - 1
  return room < 2 || body === '' ? menu : `${cutToLength(body, room)}\n${menu}`
}
