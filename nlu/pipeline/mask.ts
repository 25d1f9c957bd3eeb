import type { Entity } from '../understanding.js'
import type { Shadow } from './shadow.js'

/** What says where or when, not what: a school beside a pothole is not its subject. */
const masked: ReadonlySet<Entity['type']> = new Set(['city', 'district', 'landmark', 'date'])

/** The shadow text with its places, landmarks and dates blanked out. */
export function maskEntities(shadow: Shadow, entities: readonly Entity[]): string {
  const spans = entities.filter(({ type }) => masked.has(type))
  if (spans.length === 0) return shadow.text
  let text = ''
  let from = 0
  for (let at = 0; at < shadow.text.length; at++) {
    const place = shadow.starts[at] ?? 0
    if (!spans.some(({ start, end }) => place >= start && place < end)) continue
    text += `${shadow.text.slice(from, at)} `
    from = at + 1
  }
  return text + shadow.text.slice(from)
}
