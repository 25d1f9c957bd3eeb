import { readFileSync } from 'node:fs'
import path from 'node:path'
import { wordsOf } from './normalise.js'
import { createShadow } from './shadow.js'

/** Finds what problem the words of a clause name, in the languages beside Arabic and English: the service's id, or null. `words` as `wordsOf` gives them. */
export type ProblemNames = (words: readonly string[]) => string | null

/** One word of a name; an open one stands for all words that begin so. */
interface NameWord {
  readonly text: string
  readonly open: boolean
}

interface Name {
  readonly service: string
  readonly words: readonly NameWord[]
}

/** Reads `nlu/phrases/problems.txt` below `root`. A clause that names two problems names the one of the longer name, or the first. */
export function loadProblemNames(root: string): ProblemNames {
  const names: Name[] = []
  let service = ''
  for (const line of readFileSync(path.join(root, 'nlu', 'phrases', 'problems.txt'), 'utf8').split(/\r?\n/)) {
    const text = line.trim()
    if (text === '' || text.startsWith('##')) continue
    if (text.startsWith('# ')) service = text.slice(2).trim()
    else for (const name of text.split(',')) names.push({ service, words: name.trim().split(/\s+/).map(wordOf) })
  }
  // Longer names first: what they say is more.
  names.sort((one, other) => other.words.length - one.words.length)
  const byStart = new Map<string, Name[]>()
  for (const name of names) {
    const start = startOf(name.words[0]?.text ?? '')
    byStart.set(start, [...(byStart.get(start) ?? []), name])
  }
  return (words) => {
    let best: Name | null = null
    for (const at of words.keys()) {
      const found = byStart.get(startOf(words[at] ?? ''))?.find((name) => standsAt(name, words, at))
      if (found !== undefined && found.words.length > (best?.words.length ?? 0)) best = found
    }
    return best?.service ?? null
  }
}

function startOf(word: string): string {
  return word.slice(0, 2)
}

function wordOf(piece: string): NameWord {
  return { text: wordsOf(createShadow(piece).text).join(''), open: piece.endsWith('*') }
}

function standsAt(name: Name, words: readonly string[], at: number): boolean {
  return name.words.every(({ text, open }, place) => {
    const word = words[at + place] ?? ''
    return open ? word.startsWith(text) : word === text
  })
}
