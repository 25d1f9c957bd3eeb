import type { Choice } from '../outbound.js'
import { cutToLength } from './cut-text.js'

/**
 * Choices as a numbered menu, a line each: `1. بلاغ جديد`. Where the message is Arabic (or another script written from the right), a title
 * with digits or Latin letters is isolated, so that its own order and the number before it are kept apart in bidirectional text.
 * `lead` is the line above them.
 */
export function renderMenu(choices: readonly Choice[], isRightToLeft: boolean, lead?: string): string {
  const lines = choices.map(({ title }, index) => `${index + 1}. ${isolate(oneLine(title), isRightToLeft)}`)
  return [...(lead === undefined ? [] : [oneLine(lead)]), ...lines].join('\n')
}

/** Whether a text holds letters of a script written from the right. */
export const hasRightToLeft = (text: string): boolean => /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)

const titleLimit = 200

const oneLine = (title: string): string => cutToLength(title.replace(/\s+/g, ' ').trim(), titleLimit)

/** First Strong Isolate ... Pop Directional Isolate (Unicode Bidirectional Algorithm). */
function isolate(title: string, isRightToLeft: boolean): string {
  return isRightToLeft && /[\p{Script=Latin}\p{N}]/u.test(title) ? `\u2068${title}\u2069` : title
}
