import { readFileSync } from 'node:fs'
import path from 'node:path'
import { wordsOf } from './normalise.js'
import { createShadow } from './shadow.js'

/** Messages that name a service and say nothing else. */
export interface ServiceNames {
  /** The service's id, or null. `words` as `wordsOf` gives them. */
  find(words: readonly string[]): string | null
}

/** A short name of a service. */
export interface ServiceName {
  readonly service: string
  readonly text: string
}

/** The file the names are read from. */
export function serviceNamesPath(root: string): string {
  return path.join(root, 'nlu', 'phrases', 'services.txt')
}

/** The names in their order: `# id` opens a section, a line is a name, `##` a comment. */
export function readServiceNames(root: string): ServiceName[] {
  const names: ServiceName[] = []
  let service = ''
  for (const line of readFileSync(serviceNamesPath(root), 'utf8').split(/\r?\n/)) {
    const text = line.trim()
    if (text === '' || text.startsWith('##')) continue
    if (text.startsWith('# ')) service = text.slice(2).trim()
    else names.push({ service, text })
  }
  return names
}

/** The names made ready for comparing; a word like "report" or «عندي» before the name does no harm. */
export function loadServiceNames(root: string): ServiceNames {
  const byKey = new Map<string, string>()
  for (const { service, text } of readServiceNames(root)) {
    const key = keyOf(wordsOf(createShadow(text).text))
    if (key !== '' && !byKey.has(key)) byKey.set(key, service)
  }
  return { find: (words) => (words.length > longest ? null : (byKey.get(keyOf(words)) ?? null)) }
}

const longest = 7
const lead = new Set(
  `في فيه عندي عندنا عن بلاغ بلاغات ابلغ ابي ابغي اريد عندك يوجد لدي هناك مشكله شكوي موضوع بخصوص report a an the there is about problem issue with my have we i new fi fee 3ndi 3endi balagh`.split(
    /\s+/,
  ),
)

function keyOf(words: readonly string[]): string {
  let from = 0
  while (from < words.length - 1 && lead.has(words[from] ?? '')) from++
  return words
    .slice(from)
    .filter((word) => /\p{L}|\d/u.test(word))
    .map((word) => (word.startsWith('ال') && word.length > 4 ? word.slice(2) : word))
    .join(' ')
}
