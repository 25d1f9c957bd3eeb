/** What a post may weigh. */
export const postLimit = 280

/** What a link weighs, however long it is. */
export const linkWeight = 23

/**
 * A post's length as X weighs it (twitter-text 3, configuration 3): Latin, Arabic and neighbouring scripts 1 a character, everything else
 * and every emoji 2, a link 23. The names a reply begins with are free. A bare host name counts as the heavier of text and link, because
 * X makes a link of some of them.
 */
export function postLength(text: string): number {
  let weight = 0
  const rest = text
    .normalize('NFC')
    .replace(/^(?:@\w+\s+)+/, '')
    .replace(/https?:\/\/\S+/g, () => {
      weight += linkWeight
      return ''
    })
    .replace(/(?<![\w.-])(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?:\/\S*)?/gi, (host) => {
      weight += Math.max(linkWeight, host.length)
      return ''
    })
  for (const { segment } of graphemes.segment(rest)) weight += graphemeWeight(segment)
  return weight
}

/** What one grapheme weighs: an emoji 2 however it is composed, else the sum of its characters. */
export function graphemeWeight(grapheme: string): number {
  if (/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(grapheme)) return 2
  let weight = 0
  for (const character of grapheme) weight += isLight(character.codePointAt(0) ?? 0) ? 1 : 2
  return weight
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

const lightRanges = [
  [0x0, 0x10ff],
  [0x2000, 0x200d],
  [0x2010, 0x201f],
  [0x2032, 0x2037],
] as const

const isLight = (code: number): boolean => lightRanges.some(([from, to]) => code >= from && code <= to)
