import { readFileSync } from 'node:fs'
import path from 'node:path'
import { wordsOf } from './normalise.js'
import { loadProblemNames, type ProblemNames } from './problem-names.js'
import { createShadow } from './shadow.js'

/** Messages that name a service and say nothing else. */
export interface ServiceNames {
  /** The service's id, or null. `words` as `wordsOf` gives them. */
  find(words: readonly string[]): string | null
  /** The service with the longest name among the words, and how many words that is; null where there is none. */
  within(words: readonly string[]): { readonly service: string; readonly length: number } | null
  /** What a clause of another language names; see `loadProblemNames`. */
  readonly problem: ProblemNames
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
  return {
    find: (words) => (words.length > longest ? null : (byKey.get(keyOf(words)) ?? null)),
    within: (words) => findWithin(byKey, words.slice(0, mostWords).map(bareWord)),
    problem: loadProblemNames(root),
  }
}

function findWithin(
  byKey: ReadonlyMap<string, string>,
  words: readonly string[],
): { readonly service: string; readonly length: number } | null {
  for (let length = Math.min(longestWithin, words.length); length > 0; length--) {
    for (let from = 0; from + length <= words.length; from++) {
      const service = byKey.get(words.slice(from, from + length).join(' '))
      if (service !== undefined) return { service, length }
    }
  }
  return null
}

const mostWords = 60
const longestWithin = 3

const longest = 7
const lead = new Set(
  `في فيه عندي عندنا عن بلاغ بلاغات ابلغ ابي ابغي اريد عندك يوجد لدي هناك مشكله شكوي موضوع بخصوص اسوي ارفع اقدم اسجل افتح نرفع ودي حاب ارغب اود تقديم تسجيل رفع ابا نبي نبغي بغيت ممكن report a an the there is about problem issue with my have we i new want to make file submit would like need fi fee 3ndi 3endi abi abgha balagh`.split(
    /\s+/,
  ),
)

/** Words that say how, how much or at whose place, and not what. */
const qualifiers = new Set(
  `هذا هذي هذه ذا والله كبير كبيره كبار صغير صغيره كثير كثيره كثيرين مره جدا خطير خطيره قوي قويه عميق عميقه قديم قديمه جديد جديده واجد وايد هنا عندنا لدينا اليوم حاليا
  الحين مزعج مزعجه سيء سييه this these those big huge large small deep dangerous many much lots lot of very really bad serious some here again now kbera kbeer kbir mara`.split(
    /\s+/,
  ),
)

function keyOf(words: readonly string[]): string {
  const spoken = words.filter((word) => /\p{L}|\d/u.test(word))
  const plain = spoken.filter((word) => !qualifiers.has(word))
  const matter = plain.length > 0 ? plain : spoken
  let from = 0
  while (from < matter.length - 1 && lead.has(matter[from] ?? '')) from++
  return matter.slice(from).map(bareWord).join(' ')
}

function bareWord(word: string): string {
  return word.startsWith('ال') && word.length > 4 ? word.slice(2) : word
}
