/** Borders to cut at, the best first: paragraph, line, sentence, word. Each matches what ends the part before the cut. */
const borders: readonly RegExp[] = [/\n[^\S\n]*\n\s*/gu, /\n\s*/gu, /[.!?؟۔।…]+[»"')\]]*\s+/gu, /\s+/gu]
/** A part shorter than this share of the limit is not worth a better border. */
const leastShare = 0.5

const graphemes = new Intl.Segmenter('ar', { granularity: 'grapheme' })

/**
 * Cuts text into parts of at most `limit` UTF-16 units, at paragraph, line, sentence or word borders where there is one, never within
 * a grapheme (save one that is itself longer than `limit`, and then not within a code point). Blank parts are dropped.
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = []
  let rest = text.trim()
  while (rest.length > limit) {
    const end = findCut(rest, limit)
    parts.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
  }
  parts.push(rest)
  return parts.filter((part) => part !== '')
}

function findCut(text: string, limit: number): number {
  const head = text.slice(0, limit)
  for (const border of borders) {
    let best = 0
    for (const { index, 0: match } of head.matchAll(border)) {
      // What the border ends (a full stop) stays before the cut; its white space is trimmed on either side.
      best = Math.max(best, index + match.trimEnd().length)
    }
    if (best >= limit * leastShare) return best
  }
  return lastGraphemeEnd(text, limit)
}

/** The last border between graphemes at or before `limit`. */
function lastGraphemeEnd(text: string, limit: number): number {
  let end = 0
  for (const { index } of graphemes.segment(text.slice(0, limit + 64))) {
    if (index > limit) break
    end = index
  }
  if (end > 0) return end
  return isLowSurrogate(text.charCodeAt(limit)) ? limit - 1 : limit
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}

/** Cuts text to at most `limit` code points, at a grapheme's end, with `…` as the last of them where something was cut off. */
export function cutText(text: string, limit: number): string {
  if ([...text].length <= limit) return text
  let kept = ''
  let points = 0
  for (const { segment } of graphemes.segment(text.slice(0, limit * 8))) {
    points += [...segment].length
    if (points > limit - 1) break
    kept += segment
  }
  return kept === '' ? `${[...text].slice(0, limit - 1).join('')}…` : `${kept.trimEnd()}…`
}
