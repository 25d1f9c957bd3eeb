import { randomUUID } from 'node:crypto'

const mark = `int:${randomUUID()}:`
const marked = new RegExp(`"${mark}(-?\\d+)"`, 'g')

/** JSON as X writes it: a `bigint` leaves as a bare number with all its digits, which `JSON.parse` then rounds. */
export function xJson(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${mark}${part}` : part))
  return text.replace(marked, '$1')
}

/** Text as X puts it into message objects of the v1.1 shape: `&`, `<` and `>` as HTML entities. */
export const escapeXText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
