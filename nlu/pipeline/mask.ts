import type { Entity } from '../understanding.js'
import type { Shadow } from './shadow.js'

/** What says where, when and who, not what: a school beside a pothole is not its subject. */
const masked: ReadonlySet<Entity['type']> = new Set([
  'city',
  'district',
  'landmark',
  'date',
  'phone',
  'coordinates',
  'map_link',
  'short_address',
])

/** Prepositions and «حي» before a place, glued particles included. */
const leading =
  /(?:(?<![\p{L}])(?:في|من|in|at|on|fi|fe|يوم|رقمي|جوالي|رقم جوالي|my number|my phone|call me))?(?:(?:^|\s+|(?<![\p{L}]))[وبل]?(?:حي|مدين[هة]|محافظ[هة]|منطق[هة]|7ai|hai|the|is|at|on))?\s*(?<![\p{L}])[وبلف]{0,2}$/u
const trailing = /^\s+(?:district|neighborhood|neighbourhood|area|city)(?![\p{L}])/u

/** The shadow text with its places, landmarks, dates and phone numbers blanked out and report numbers in one shape. */
export function maskEntities(shadow: Shadow, entities: readonly Entity[]): string {
  const spans = entities
    .filter(({ type }) => masked.has(type) || type === 'report_number')
    .sort((a, b) => a.start - b.start)
  if (spans.length === 0) return shadow.text
  let text = ''
  let from = 0
  for (const span of spans) {
    const start = shadowIndex(shadow, span.start)
    const end = shadowIndex(shadow, span.end)
    if (start < from) continue
    // However it is grouped, a report number looks the same to the models: as `wordsOf` shapes nine digits.
    const number = span.type === 'report_number'
    text += number
      ? `${shadow.text.slice(from, start)} n9 `
      : `${shadow.text.slice(from, start).replace(leading, ' ')} `
    from = number ? end : end + (trailing.exec(shadow.text.slice(end, end + 20))?.[0].length ?? 0)
  }
  return text + shadow.text.slice(from)
}

/** Index of the first shadow character that stands at or after an offset of the original. */
function shadowIndex({ starts }: Shadow, offset: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((starts[middle] ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}
