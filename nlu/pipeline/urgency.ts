import { createDangerFinder } from './danger-finder.js'
import { isDanger } from './danger-rules.js'
import type { DangerWords } from './danger-words.js'

/** Words that are looked at: danger is told at once. */
const longest = 80

/** Words that tell of danger without another. */
const lone: ReadonlySet<string> = new Set(['fire', 'حريق'])

/** Tells whether a message tells of danger to life. `words` folded, as `wordsOf` and `withReadings` give them. */
export type DangerTeller = (words: readonly string[]) => boolean

/** Makes the teller of danger, in any of the languages of `dangerWords`. */
export function createDangerTeller(dangerWords: DangerWords): DangerTeller {
  const find = createDangerFinder(dangerWords)
  return (words) => {
    if (words.length === 1 && lone.has(words[0] ?? '')) return true
    const found = find(words.length > longest ? words.slice(0, longest) : words)
    // English words stand in sentences of every language, and are read there without what else is said.
    const atHome = found.some(({ told }) => told.has('inside'))
    return found.some(({ language, told }) => {
      const spoken = dangerWords.languages[language]
      return spoken !== undefined && isDanger(told, spoken, atHome)
    })
  }
}
