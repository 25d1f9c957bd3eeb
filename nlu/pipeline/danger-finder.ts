import type { DangerWord, DangerWords, Idea } from './danger-words.js'

/** Where an idea is told: from the first to the last of its words. */
export interface Told {
  readonly from: number
  readonly to: number
}

/** What one language's words tell, by idea. */
export type Ideas = ReadonlyMap<Idea, readonly Told[]>

/** Finds what a text tells in every language at once; languages of which it has no word are left out. */
export type DangerFinder = (words: readonly string[]) => readonly { readonly language: number; readonly told: Ideas }[]

/** Letters of a word that its entries are looked up by. */
const keyLength = 3

/** Makes the finder: entries lie by the first three letters (the first one where words are not parted). */
export function createDangerFinder({ languages, words }: DangerWords): DangerFinder {
  const spaced = new Map<string, DangerWord[]>()
  const unspaced = new Map<string, DangerWord[]>()
  for (const word of words) {
    const first = word.parts[0]?.text ?? ''
    const joined = (languages[word.language]?.unspaced ?? 0) > 0
    const key = joined ? first.slice(0, 1) : first.slice(0, keyLength)
    const index = joined ? unspaced : spaced
    const same = index.get(key)
    if (same === undefined) index.set(key, [word])
    else same.push(word)
  }
  const prefixes = languages.flatMap((language, index) =>
    language.prefixes.map((prefix) => ({ language: index, prefix })),
  )
  return (spoken) => find(spoken, { languages, prefixes, spaced, unspaced })
}

interface Lookup {
  readonly languages: DangerWords['languages']
  readonly prefixes: readonly { readonly language: number; readonly prefix: string }[]
  readonly spaced: ReadonlyMap<string, readonly DangerWord[]>
  readonly unspaced: ReadonlyMap<string, readonly DangerWord[]>
}

type Add = (word: DangerWord, from: number, to: number) => void

function find(spoken: readonly string[], lookup: Lookup): ReturnType<DangerFinder> {
  const text = `${spoken.join(' ')} `
  const found = new Map<number, Map<Idea, Told[]>>()
  const add: Add = (word, from, to) => {
    const ideas = found.get(word.language) ?? new Map<Idea, Told[]>()
    found.set(word.language, ideas)
    const told = ideas.get(word.idea)
    if (told === undefined) ideas.set(word.idea, [{ from, to }])
    else told.push({ from, to })
  }
  let at = 0
  for (const [place, word] of spoken.entries()) {
    const addAt = (entry: DangerWord, start: number): void => {
      const end = matchEnd(text, start, entry.parts)
      if (end > 0) add(entry, place, place + blanksBetween(text, start, end))
    }
    // Beginnings shorter than a key lie under themselves.
    for (let length = keyLength; length > 0; length--) {
      for (const entry of lookup.spaced.get(text.slice(at, at + length)) ?? []) addAt(entry, at)
    }
    findPrefixed(text, at, word, lookup, addAt)
    if (runsOn(text.charCodeAt(at))) findRunning(text, at, at + word.length, lookup, add)
    at += word.length + 1
  }
  return [...found].map(([language, told]) => ({ language, told }))
}

/** What stands in a word behind «و», «ال» and the like. */
function findPrefixed(
  text: string,
  at: number,
  word: string,
  { prefixes, spaced }: Lookup,
  addAt: (entry: DangerWord, start: number) => void,
): void {
  for (const { language, prefix } of prefixes) {
    if (word.length - prefix.length < keyLength - 1 || !word.startsWith(prefix)) continue
    const start = at + prefix.length
    for (const entry of spaced.get(text.slice(start, start + keyLength)) ?? []) {
      if (entry.language === language) addAt(entry, start)
    }
  }
}

/** Scripts that part words by nothing: Thai, Lao, Myanmar, Khmer, kana, Han. */
function runsOn(code: number): boolean {
  return (
    code >= 0xe00 &&
    (code <= 0xeff ||
      (code >= 0x1000 && code <= 0x109f) ||
      (code >= 0x1780 && code <= 0x17ff) ||
      (code >= 0x3040 && code <= 0x9fff))
  )
}

function findRunning(text: string, from: number, to: number, { unspaced, languages }: Lookup, add: Add): void {
  for (let at = from; at < to; at++) {
    for (const entry of unspaced.get(text.charAt(at)) ?? []) {
      const end = matchEnd(text, at, entry.parts)
      const width = languages[entry.language]?.unspaced ?? 1
      if (end > 0) add(entry, Math.floor(at / width), Math.floor((end - 1) / width))
    }
  }
}

/** Where the parts end that begin at `start`; 0 where the text goes another way. */
function matchEnd(text: string, start: number, parts: DangerWord['parts']): number {
  let at = start
  for (const [index, part] of parts.entries()) {
    if (index > 0) {
      const blank = text.indexOf(' ', at - 1)
      if (blank < 0) return 0
      at = blank + 1
    }
    if (!text.startsWith(part.text, at)) return 0
    at += part.text.length
  }
  return at
}

function blanksBetween(text: string, from: number, to: number): number {
  let blanks = 0
  for (let at = from; at < to - 1; at++) if (text.charCodeAt(at) === 0x20) blanks++
  return blanks
}
