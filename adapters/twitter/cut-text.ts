/**
 * The longest beginning of a text that fits and ends at a border (a word's end, where there is one in the last fifth), with an ellipsis
 * after it; the text itself when it fits. `weigh` says what a grapheme costs and what the whole, ellipsis included, may cost is `limit`.
 */
export function cutText(text: string, limit: number, weigh: (grapheme: string) => number): string {
  let weight = 0
  let end = 0
  const room = limit - weigh('…')
  let endWithRoom = 0
  for (const { segment } of graphemes.segment(text)) {
    weight += weigh(segment)
    if (weight > limit) return ellipsize(text.slice(0, endWithRoom))
    end += segment.length
    if (weight <= room) endWithRoom = end
  }
  return text
}

/** `cutText` by UTF-16 units; a text that fits costs nothing. */
export function cutToLength(text: string, limit: number): string {
  return text.length <= limit ? text : cutText(text, limit, (grapheme) => grapheme.length)
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

function ellipsize(kept: string): string {
  const border = kept.search(/\s\S*$/)
  const whole = border >= kept.length * 0.8 ? kept.slice(0, border) : kept
  return `${whole.trimEnd()}…`
}
