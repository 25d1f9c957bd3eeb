/** What one code point becomes in the shadow text: '' where it is dropped. NFKC, lower case, digits of any script to ASCII, marks gone, half a surrogate pair a blank. */
export function simplify(codePoint: number): string {
  if (isDropped(codePoint)) return ''
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return ' '
  const punctuation = arabicPunctuation.get(codePoint)
  if (punctuation !== undefined) return punctuation
  const digit = digitValue(codePoint)
  if (digit >= 0) return String(digit)
  if (isPlainArabic(codePoint)) return String.fromCharCode(codePoint)
  if (codePoint >= 0x1f000) return codePoint >= 0x1f3fb && codePoint <= 0x1f3ff ? '' : String.fromCodePoint(codePoint)
  const plain = String.fromCodePoint(codePoint).normalize('NFKC').toLowerCase()
  return plain.length === 1 ? plainOne(plain) : keptOf(plain)
}

/** Control characters and every kind of blank become a space (a line break stays one). */
function plainOne(character: string): string {
  const code = character.charCodeAt(0)
  if (code === 0x0a) return '\n'
  if (code < 0x20 || code === 0x7f || (code >= 0x80 && code <= 0x9f) || code === 0xfffd) return ' '
  return /\s/u.test(character) ? ' ' : character
}

/** A ligature (ﷺ, ﻻ, ½) is taken apart; its parts are simplified in their turn. */
function keptOf(decomposed: string): string {
  let kept = ''
  for (const character of decomposed) {
    const code = character.codePointAt(0) ?? 0
    if (isDropped(code)) continue
    kept += arabicPunctuation.get(code) ?? character
  }
  return kept
}

const arabicPunctuation = new Map<number, string>([
  [0x060c, ','],
  [0x061b, ';'],
  [0x061f, '?'],
  [0x066a, '%'],
  [0x066b, '.'],
  [0x066c, ','],
  [0x06d4, '.'],
  [0x2010, '-'],
  [0x2011, '-'],
  [0x2012, '-'],
  [0x2013, '-'],
  [0x2014, '-'],
  [0x2015, '-'],
  [0x2212, '-'],
  [0x2018, "'"],
  [0x2019, "'"],
  [0x02bc, "'"],
  [0x201c, '"'],
  [0x201d, '"'],
  [0x3002, '.'],
  [0x3001, ','],
  [0x2028, '\n'],
  [0x2029, '\n'],
])

/** Tashkeel, Quranic marks, tatweel, bidi and zero-width marks, combining accents, variation selectors, tags. */
function isDropped(code: number): boolean {
  if (code < 0xad) return false
  return droppedRanges.some(([from, to]) => code >= from && code <= to)
}

const droppedRanges: readonly (readonly [number, number])[] = [
  [0xad, 0xad],
  [0x300, 0x36f],
  [0x483, 0x489],
  [0x610, 0x61a],
  [0x61c, 0x61c],
  [0x640, 0x640],
  [0x64b, 0x65f],
  [0x670, 0x670],
  [0x6d6, 0x6dc],
  [0x6df, 0x6e8],
  [0x6ea, 0x6ed],
  [0x8d3, 0x8ff],
  [0x180b, 0x180e],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x20d0, 0x20ff],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
  [0xfeff, 0xfeff],
  [0xe0000, 0xe01ef],
]

function isPlainArabic(code: number): boolean {
  return code >= 0x0620 && code <= 0x06d3 && code !== 0x0675 && code !== 0x0676 && code !== 0x0677 && code !== 0x0678
}

/** 0..9 for a decimal digit of any script (Unicode Nd; its blocks are ten long and start at zero), else -1. */
function digitValue(code: number): number {
  if (code >= 0x660 && code <= 0x669) return code - 0x660
  if (code >= 0x6f0 && code <= 0x6f9) return code - 0x6f0
  if (code < 0x7c0 || (code >= 0x2000 && code < 0xa620)) return -1
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10
  if (!isDecimalDigit(code)) return -1
  let value = 0
  while (value < 9 && isDecimalDigit(code - value - 1)) value++
  return value
}

function isDecimalDigit(code: number): boolean {
  return /^\p{Nd}$/u.test(String.fromCodePoint(code))
}
