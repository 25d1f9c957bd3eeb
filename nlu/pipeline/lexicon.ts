import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fold } from './fold.js'
import { wordsOf } from './normalise.js'
import { createShadow } from './shadow.js'

/** Names of the ideas behind words, the same in all languages: what one language has taught helps the others. */
export interface Lexicon {
  /** Ideas that a message's words name, sorted, each once. `words` as `wordsOf` gives them; `key` as `meanKey` gives it. */
  ideasOf(words: readonly string[], key: string): readonly string[]
}

/** One language's words. */
interface WordList {
  readonly words: ReadonlyMap<string, readonly string[]>
  /** Word beginnings by their length, longest first. */
  readonly beginnings: readonly (readonly [number, ReadonlyMap<string, readonly string[]>])[]
  /** By the first two letters. */
  readonly phrases: ReadonlyMap<string, readonly Phrase[]>
}

interface Phrase {
  readonly parts: readonly Part[]
  readonly idea: string
}

interface Part {
  readonly text: string
  readonly open: boolean
}

/** Languages written without spaces: what is named may stand anywhere in a run of letters. */
const unspaced: ReadonlySet<string> = new Set(['zh', 'ja', 'th', 'my'])
/** Residents of every language mix English words in. */
const mixedIn = 'en'

/** Reads `nlu/lexicon/<key>.txt`: `idea: word | beginning* | two words`, `##` a comment. */
export function loadLexicon(root: string): Lexicon {
  const folder = path.join(root, 'nlu', 'lexicon')
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : []
  const lists = new Map(
    files.map((name): [string, WordList] => [
      path.basename(name, '.txt'),
      parse(readFileSync(path.join(folder, name), 'utf8')),
    ]),
  )
  return {
    ideasOf(words, key) {
      const found = new Set<string>()
      const language = key.replace(/-.*/, '')
      for (const name of new Set([key, language, mixedIn])) {
        const list = lists.get(name)
        if (list) collect(list, words, unspaced.has(language), found)
      }
      return [...found].sort()
    },
  }
}

function parse(content: string): WordList {
  const words = new Map<string, string[]>()
  const beginnings = new Map<number, Map<string, string[]>>()
  const phrases = new Map<string, Phrase[]>()
  for (const line of content.split(/\r?\n/)) {
    const [idea = '', entries] = line.split(/:(.*)/s)
    if (line.startsWith('##') || entries === undefined) continue
    for (const entry of entries.split('|')) {
      const parts = partsOf(entry)
      const [only] = parts
      if (only === undefined) continue
      if (parts.length > 1) {
        const start = only.text.slice(0, 2)
        phrases.set(start, [...(phrases.get(start) ?? []), { parts, idea: idea.trim() }])
      } else if (only.open) {
        const same = beginnings.get(only.text.length) ?? new Map<string, string[]>()
        beginnings.set(only.text.length, add(same, only.text, idea.trim()))
      } else add(words, only.text, idea.trim())
    }
  }
  return { words, phrases, beginnings: [...beginnings].sort(([a], [b]) => b - a) }
}

/** The words of an entry as they are compared; a star at the end of one leaves its end open. */
function partsOf(entry: string): Part[] {
  return entry
    .trim()
    .split(/\s+/)
    .flatMap((word) => {
      const open = word.endsWith('*')
      const texts = wordsOf(createShadow(open ? word.slice(0, -1) : word).text)
      return texts.map((text, at) => ({ text: fold(text), open: open && at === texts.length - 1 }))
    })
    .filter(({ text }) => text !== '')
}

function add(map: Map<string, string[]>, text: string, idea: string): Map<string, string[]> {
  return map.set(text, [...(map.get(text) ?? []), idea])
}

function collect(list: WordList, words: readonly string[], anywhere: boolean, found: Set<string>): void {
  for (const [at, word] of words.entries()) {
    for (const idea of ideasOfWord(list, word)) found.add(idea)
    if (anywhere) for (const idea of ideasWithin(list, word)) found.add(idea)
    for (const { parts, idea } of phrasesFrom(list, word)) if (startsHere(parts, words, at)) found.add(idea)
  }
}

/** Phrases that may begin with this word; one whose first word is a single letter stands under that. */
function phrasesFrom({ phrases }: WordList, word: string): readonly Phrase[] {
  const [letter = ''] = word
  const byTwo = phrases.get(word.slice(0, 2)) ?? []
  return word.length > 1 ? [...byTwo, ...(phrases.get(letter) ?? [])] : byTwo
}

function ideasOfWord({ words, beginnings }: WordList, word: string): readonly string[] {
  const open = beginnings.flatMap(([length, map]) =>
    word.length < length ? [] : (map.get(word.slice(0, length)) ?? []),
  )
  return [...(words.get(word) ?? []), ...open]
}

function ideasWithin({ words, beginnings }: WordList, word: string): readonly string[] {
  const found: string[] = []
  for (const map of [words, ...beginnings.map(([, map]) => map)])
    for (const [text, ideas] of map) if (word.includes(text)) found.push(...ideas)
  return found
}

function startsHere(parts: readonly Part[], words: readonly string[], at: number): boolean {
  const [first] = parts
  const word = words[at]
  // Nearly always it is not the first word already.
  if (first === undefined || word === undefined || !matches(first, word)) return false
  return parts.every((part, offset) => matches(part, words[at + offset] ?? ''))
}

function matches({ text, open }: Part, word: string): boolean {
  return open ? word.startsWith(text) : word === text
}
