import { maskPersonal } from '../azure/embedded-redactor.js'
import type { Entity } from '../understanding.js'

/** A longer message is cut here, UTF-16 units: what it is about has been said by then. */
const longest = 300
/** So much of it is looked at: masks are mostly shorter than what they stand for. */
const longestRead = 400

/** What identifies a person or a home, as the understanding finds it. */
const masks: Partial<Readonly<Record<Entity['type'], string>>> = {
  phone: '[phone]',
  report_number: '[number]',
  coordinates: '[coordinates]',
  map_link: '[link]',
  short_address: '[address]',
  landmark: '[place]',
}
const placeholder = /\[(?:phone|number|coordinates|link|address|place|name|email|account|iban)\]/gu

/**
 * A message as it is kept for review: phones, numbers, links, addresses, places beside which somebody lives, names introduced and the
 * writer's own `names` replaced by `[phone]` and the like, then cut. Takes time
 * linear in what is kept, however long the message. Cities and districts stay.
 */
export function maskMessage(text: string, entities: readonly Entity[], names: readonly string[] = []): string {
  const known = names.map((name) => name.trim()).filter((name) => name.length >= 3)
  let masked = beginningOf(text, known)
  const read = masked.length
  let before = read
  for (const { type, start, end: foundEnd } of [...entities].sort((a, b) => b.start - a.start)) {
    const mask = masks[type]
    const end = Math.min(foundEnd, read)
    if (mask === undefined || end > before || start >= end) continue
    masked = masked.slice(0, start) + mask + masked.slice(end)
    before = start
  }
  for (const name of known) masked = masked.replaceAll(name, '[name]')
  const cut = maskPersonal(masked).slice(0, longest)
  return cut
    .replace(/\p{Cs}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** Cut at a blank where one is near, and before a name rather than in it: half of it would not be known for one. */
function beginningOf(text: string, names: readonly string[]): string {
  if (text.length <= longestRead) return text
  let end = longestRead
  while (end > longest && !/\s/u.test(text.charAt(end))) end--
  if (end === longest) end = longestRead
  for (const name of names) {
    const at = text.slice(0, end + name.length - 1).indexOf(name, Math.max(0, end - name.length + 1))
    if (at !== -1) end = at
  }
  return text.slice(0, end)
}

/** A masked text without its masks, as the models read it: they look at what a message is about, not at where and who. */
export function withoutMasks(text: string): string {
  return text.replace(placeholder, ' ').replace(/\s+/gu, ' ').trim()
}
