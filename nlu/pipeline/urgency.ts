import { projectRoot } from '../../config/project-root.js'
import { createDangerFinder } from './danger-finder.js'
import { isDanger } from './danger-rules.js'
import { readDangerWords } from './danger-words.js'

/** Words that are looked at: danger is told at once. */
const longest = 80

/** Words that tell of danger without another. */
const lone: ReadonlySet<string> = new Set(['fire', 'حريق'])

const dangerWords = readDangerWords(projectRoot)
const find = createDangerFinder(dangerWords)

/** Whether a message tells of danger to life, in any of the languages of `nlu/danger`. `words` folded, as `wordsOf` and `withReadings` give them. */
export function tellsOfDanger(words: readonly string[]): boolean {
  if (words.length === 1 && lone.has(words[0] ?? '')) return true
  const found = find(words.length > longest ? words.slice(0, longest) : words)
  // English words stand in sentences of every language, and are read there without what else is said.
  const atHome = found.some(({ told }) => told.has('inside'))
  return found.some(({ language, told }) => {
    const spoken = dangerWords.languages[language]
    return spoken !== undefined && isDanger(told, spoken, atHome)
  })
}
