/** Letters of one script in a text, and the language it stands for where only one is meant by it. */
interface Script {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly language: string | null
}

const scripts: readonly Script[] = [
  { name: 'latin', from: 0x61, to: 0x24f, language: null },
  { name: 'greek', from: 0x370, to: 0x3ff, language: 'el' },
  { name: 'cyrillic', from: 0x400, to: 0x52f, language: null },
  { name: 'armenian', from: 0x530, to: 0x58f, language: 'hy' },
  { name: 'hebrew', from: 0x590, to: 0x5ff, language: 'he' },
  { name: 'arabic', from: 0x600, to: 0x77f, language: null },
  { name: 'devanagari', from: 0x900, to: 0x97f, language: null },
  { name: 'bengali', from: 0x980, to: 0x9ff, language: 'bn' },
  { name: 'gurmukhi', from: 0xa00, to: 0xa7f, language: 'pa' },
  { name: 'gujarati', from: 0xa80, to: 0xaff, language: 'gu' },
  { name: 'oriya', from: 0xb00, to: 0xb7f, language: 'or' },
  { name: 'tamil', from: 0xb80, to: 0xbff, language: 'ta' },
  { name: 'telugu', from: 0xc00, to: 0xc7f, language: 'te' },
  { name: 'kannada', from: 0xc80, to: 0xcff, language: 'kn' },
  { name: 'malayalam', from: 0xd00, to: 0xd7f, language: 'ml' },
  { name: 'sinhala', from: 0xd80, to: 0xdff, language: 'si' },
  { name: 'thai', from: 0xe00, to: 0xe7f, language: 'th' },
  { name: 'lao', from: 0xe80, to: 0xeff, language: 'lo' },
  { name: 'myanmar', from: 0x1000, to: 0x109f, language: 'my' },
  { name: 'georgian', from: 0x10a0, to: 0x10ff, language: 'ka' },
  { name: 'hangul', from: 0x1100, to: 0x11ff, language: 'ko' },
  { name: 'ethiopic', from: 0x1200, to: 0x139f, language: 'am' },
  { name: 'khmer', from: 0x1780, to: 0x17ff, language: 'km' },
  { name: 'latin', from: 0x1e00, to: 0x1eff, language: null },
  { name: 'kana', from: 0x3040, to: 0x30ff, language: 'ja' },
  { name: 'han', from: 0x3400, to: 0x9fff, language: 'zh' },
  { name: 'hangul', from: 0xac00, to: 0xd7af, language: 'ko' },
]

/** The script most letters of a shadow text are in, and their share of all letters. */
export interface ScriptShare {
  readonly name: string
  /** The one language of that script, or null where several are written in it. */
  readonly language: string | null
  readonly share: number
  readonly letters: number
}

/** Counts letters by script; null where the text has none. */
export function mainScript(shadowText: string): ScriptShare | null {
  const counts = new Map<string, number>()
  let letters = 0
  for (let index = 0; index < shadowText.length && index < 600; index++) {
    const name = scriptOf(shadowText.charCodeAt(index))
    if (name === null) continue
    letters++
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  let best: string | null = null
  for (const [name, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = name
  if (best === null) return null
  // Japanese is written in Han too.
  if (best === 'han' && (counts.get('kana') ?? 0) > 0) best = 'kana'
  const language = scripts.find(({ name }) => name === best)?.language ?? null
  return { name: best, language, share: (counts.get(best) ?? 0) / letters, letters }
}

function scriptOf(code: number): string | null {
  if (code < 0x61 || (code > 0x7a && code < 0xc0) || code === 0xd7 || code === 0xf7) return null
  if (code <= 0x7a) return 'latin'
  if (code >= 0x600 && code <= 0x77f) return code < 0x620 ? null : 'arabic'
  for (const script of scripts) if (code >= script.from && code <= script.to) return script.name
  return null
}
