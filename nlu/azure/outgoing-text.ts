import type { Understanding } from '../understanding.js'

/** A message as it goes to the cloud: the digits of phones and report numbers are zeros, links and coordinates are left out; its sense does not hang on them. */
export function outgoingText(text: string, { entities }: Pick<Understanding, 'entities'>): string {
  let masked = text
  for (const { type, start, end } of [...entities].sort((a, b) => b.start - a.start)) {
    const written = masked.slice(start, end)
    if (type === 'phone' || type === 'report_number')
      masked = masked.slice(0, start) + written.replace(/\p{Nd}/gu, '0') + masked.slice(end)
    else if (type === 'map_link' || type === 'coordinates') masked = `${masked.slice(0, start)} ${masked.slice(end)}`
  }
  return masked
}
