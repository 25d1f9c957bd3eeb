import { simplify } from './characters.js'

/** A resident's text in simplified characters (see `simplify`), with the way back to the original string. */
export interface Shadow {
  readonly original: string
  /** Simplified text; offsets into it are turned into the original's by `originalSpan`. */
  readonly text: string
  readonly starts: Uint32Array
  readonly ends: Uint32Array
}

/** A place in the original string, UTF-16 units, end exclusive. */
export interface Span {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Characters of a message that entities are looked for in; what follows is ignored. */
export const entityLimit = 2000

/** Simplifies the first `limit` UTF-16 units of any string, lone surrogates included. */
export function createShadow(original: string, limit: number = entityLimit): Shadow {
  const text = original.length > limit ? original.slice(0, limit) : original
  const units: number[] = []
  const starts: number[] = []
  const ends: number[] = []
  let index = 0
  while (index < text.length && units.length < limit) {
    const code = text.charCodeAt(index)
    if (code < 0x80) {
      units.push(asciiOf(code))
      starts.push(index)
      ends.push(++index)
      continue
    }
    const codePoint = text.codePointAt(index) ?? code
    const end = index + (codePoint > 0xffff ? 2 : 1)
    const kept = simplify(codePoint)
    for (let at = 0; at < kept.length; at++) {
      units.push(kept.charCodeAt(at))
      starts.push(index)
      ends.push(end)
    }
    index = end
  }
  return { original, text: stringOf(units), starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) }
}

/** The original's span behind `start`..`end` of the shadow text (end exclusive, at least one character). */
export function originalSpan(shadow: Shadow, start: number, end: number): Span {
  const from = shadow.starts[start] ?? 0
  const to = shadow.ends[end - 1] ?? from
  return { text: shadow.original.slice(from, to), start: from, end: to }
}

function asciiOf(code: number): number {
  if (code >= 0x41 && code <= 0x5a) return code + 32
  if (code >= 0x20 && code !== 0x7f) return code
  return code === 0x0a || code === 0x0d ? 0x0a : 0x20
}

function stringOf(units: readonly number[]): string {
  let text = ''
  for (let at = 0; at < units.length; at += 4096) text += String.fromCharCode(...units.slice(at, at + 4096))
  return text
}
