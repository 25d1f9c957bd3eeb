import { maskPersonal } from '../azure/embedded-redactor.js'
import type { Entity } from '../understanding.js'

/** A longer message is cut here, UTF-16 units: what it is about has been said by then. */
const longest = 300

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
 * writer's own `names` replaced by `[phone]` and the like, then cut. Cities and districts stay.
 */
export function maskMessage(text: string, entities: readonly Entity[], names: readonly string[] = []): string {
  let masked = text
  let before = text.length
  for (const { type, start, end } of [...entities].sort((a, b) => b.start - a.start)) {
    const mask = masks[type]
    if (mask === undefined || end > before || start >= end) continue
    masked = masked.slice(0, start) + mask + masked.slice(end)
    before = start
  }
  for (const name of names) if (name.trim().length >= 3) masked = masked.replaceAll(name.trim(), '[name]')
  const cut = maskPersonal(masked).slice(0, longest)
  return cut
    .replace(/\p{Cs}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** A masked text without its masks, as the models read it: they look at what a message is about, not at where and who. */
export function withoutMasks(text: string): string {
  return text.replace(placeholder, ' ').replace(/\s+/gu, ' ').trim()
}
