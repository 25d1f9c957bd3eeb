import type { RenderContext } from '../channel-adapter.js'
import type { Choice, OutboundMessage, Reply } from '../outbound.js'
import { cutText, splitText } from './split-text.js'

/** Limits of the Send API, in UTF-16 units (text, payload), code points (title) and pieces (quick replies). */
export const sendLimits = { text: 2000, quickReplies: 13, title: 20, payload: 1000 } as const

/**
 * A turn's replies as Messenger bubbles: one each, text over 2,000 split. The choices of the last reply that has any become quick replies
 * on the last bubble of the turn, since they vanish with the next message: at most 13, titles of at most 20 characters. More choices than
 * that are all listed as numbered lines in the text as well. Nothing to say gives no message.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/quick-replies
 */
export function renderReplies(replies: readonly Reply[], context: RenderContext): OutboundMessage[] {
  const asking = replies.findLast((reply) => (reply.choices?.length ?? 0) > 0)
  const choices = (asking?.choices ?? []).filter(({ title }) => isSaid(title))
  const bubbles = replies.map((reply) => wellFormed(reply.text)).filter(isSaid)
  if (bubbles.length === 0 && choices.length === 0) return []
  // Quick replies need words to hang on, and the choices that find no button need to be read somewhere.
  if (bubbles.length === 0 || choices.length > sendLimits.quickReplies) {
    const last = bubbles.pop()
    const lead = asking?.menuLead
    const lines = [last, lead, numbered(choices)].filter((line) => line !== undefined)
    bubbles.push(lines.join('\n'))
  }
  const texts = bubbles.flatMap((text) => splitText(text, sendLimits.text))
  return texts.map((text, index) => ({
    channel: 'messenger',
    key: `${context.keyPrefix}:${index}`,
    target: context.target,
    purpose: context.purpose,
    text,
    ...(index === texts.length - 1 && choices.length > 0 ? { choices: buttons(choices) } : {}),
  }))
}

function buttons(choices: readonly Choice[]): Choice[] {
  return choices.slice(0, sendLimits.quickReplies).map(({ id, title }) => ({
    id: (id === '' ? title : id).slice(0, sendLimits.payload),
    title: cutText(wellFormed(title).trim(), sendLimits.title),
  }))
}

function numbered(choices: readonly Choice[]): string {
  return choices.map(({ title }, index) => `${index + 1}. ${wellFormed(title).trim()}`).join('\n')
}

/** Whether anything in it can be seen; Graph refuses blank text. */
function isSaid(text: string): boolean {
  return /[^\s\p{Cf}\p{Cc}]/u.test(text)
}

function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8')
}
