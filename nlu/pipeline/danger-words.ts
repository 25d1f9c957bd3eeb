import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { TawasulError } from '../../models/tawasul-error.js'
import { simplify } from './characters.js'
import { fold } from './fold.js'

/** What words stand for where danger to life is told; `nlu/danger/README.md` says what each means. */
export const ideas = [
  'alarm',
  'fire',
  'burns',
  'burnable',
  'gas',
  'leak',
  'gas_leak',
  'wire',
  'electric',
  'bare',
  'down',
  'spark',
  'shock',
  'manhole',
  'pit',
  'open',
  'dark',
  'person',
  'child',
  'car',
  'fell',
  'fell_in',
  'trapped',
  'hurt',
  'water',
  'sunk',
  'building',
  'wall',
  'overhead',
  'road',
  'collapsed',
  'came_down',
  'sank',
  'about_to_fall',
  'rubble',
  'falls',
  'onto_people',
  'beast',
  'bite',
  'poison',
  'hospital',
  'inside',
  'not',
  'past',
  'safe',
  'void',
] as const
/** One of `ideas`. */
export type Idea = (typeof ideas)[number]

/** One word or phrase of a language: its parts follow one another, an open part runs to the end of its word. */
export interface DangerWord {
  readonly language: number
  readonly idea: Idea
  readonly parts: readonly { readonly text: string; readonly open: boolean }[]
}

/** A language whose words of danger are known. */
export interface DangerLanguage {
  readonly code: string
  /** Words are written without blanks between; a word of it is about so many characters. */
  readonly unspaced: number
  /** Where its "not" stands. */
  readonly negation: 'before' | 'after' | 'both'
  /** What is written onto the beginnings of its words, as «و» and «ال». */
  readonly prefixes: readonly string[]
}

/** All languages' words of danger, as `nlu/danger` has them. */
export interface DangerWords {
  readonly languages: readonly DangerLanguage[]
  readonly words: readonly DangerWord[]
}

/** Reads `nlu/danger` below `root`. Throws `nlu.danger_words` where a file is missing or says what is no idea. */
export function readDangerWords(root: string): DangerWords {
  const folder = path.join(root, 'nlu', 'danger')
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : []
  if (files.length === 0) throw broken(folder, 'no file')
  const languages: DangerLanguage[] = []
  const words: DangerWord[] = []
  const letters = new Map<string, string>()
  for (const name of files.sort()) {
    const text = folded(readFileSync(path.join(folder, name), 'utf8'), letters)
    languages.push(readLanguage(path.basename(name, '.txt'), languages.length, text, words))
  }
  return { languages, words }
}

/** Folded as messages are. Each letter is simplified once: there are far more letters than different ones. */
function folded(text: string, letters: Map<string, string>): string {
  const simple = text.toLowerCase().replace(/[^\0-\x7f]/gu, (letter) => {
    const known = letters.get(letter)
    if (known !== undefined) return known
    const kept = simplify(letter.codePointAt(0) ?? 0)
    letters.set(letter, kept)
    return kept
  })
  return fold(simple)
}

const known: ReadonlySet<string> = new Set(ideas)

function readLanguage(code: string, index: number, text: string, words: DangerWord[]): DangerLanguage {
  const settings = new Map<string, string>()
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('##')) continue
    const colon = line.indexOf(':')
    const name = line.slice(0, colon)
    const value = line.slice(colon + 1).trim()
    if (name.startsWith('@')) settings.set(name.slice(1), value)
    else if (isIdea(name)) addEntries(value, { language: index, idea: name, spelling: spellingOf(settings) }, words)
    else throw broken(code, `no such idea: ${name}`)
  }
  const negation = settings.get('negation')
  return {
    code,
    unspaced: Number(settings.get('unspaced') ?? 0),
    negation: negation === 'after' || negation === 'both' ? negation : 'before',
    prefixes: (settings.get('prefixes') ?? '').split(' ').filter((prefix) => prefix !== ''),
  }
}

/** How a language's entries are to be read. */
interface Spelling {
  readonly unspaced: boolean
  /** Each entry is a word beginning. */
  readonly loose: boolean
  /** Without its accents a word is another word. */
  readonly accents: boolean
}

function spellingOf(settings: ReadonlyMap<string, string>): Spelling {
  return {
    unspaced: settings.has('unspaced'),
    loose: settings.get('endings') === 'any',
    accents: settings.get('accents') === 'needed',
  }
}

function isIdea(name: string): name is Idea {
  return known.has(name)
}

/** Adds the entries between commas; in Latin letters also without accents. */
function addEntries(
  value: string,
  { language, idea, spelling }: { language: number; idea: Idea; spelling: Spelling },
  words: DangerWord[],
): void {
  for (const raw of value.split(',')) {
    const entry = raw.trim()
    if (entry === '') continue
    words.push({ language, idea, parts: partsOf(entry, spelling) })
    if (spelling.accents || !accented.test(entry)) continue
    words.push({ language, idea, parts: partsOf(withoutAccents(entry), spelling) })
  }
}

function partsOf(entry: string, { unspaced, loose }: Spelling): DangerWord['parts'] {
  const parts: { text: string; open: boolean }[] = []
  let text = ''
  for (const piece of entry.split(' ')) {
    const open = unspaced || piece.endsWith('*') || (loose && !piece.endsWith('.'))
    text += /[*.']/.test(piece) ? piece.replace(/[*.']/g, '') : piece
    if (!open) text += ' '
    else {
      parts.push({ text, open })
      text = ''
    }
  }
  if (text !== '') parts.push({ text, open: false })
  return parts
}

const accented = /[\u00c0-\u024f\u1e00-\u1eff]/

function withoutAccents(entry: string): string {
  return entry.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i').replaceAll('đ', 'd').replaceAll('ß', 'ss')
}

function broken(where: string, what: string): TawasulError {
  return new TawasulError('nlu.danger_words', `words of danger in ${where}: ${what}`, {
    retryable: false,
    hint: 'Restore nlu/danger; its README.md tells the format.',
  })
}
