import type { ElsewhereRegion } from '../../config/elsewhere.js'
import type { Localized } from '../../config/localized.js'
import type { Entity } from '../../nlu/understanding.js'
import { foldText } from '../fold-text.js'

/** A place outside what is served here, and who serves it (null outside the Kingdom). */
export interface Outside {
  readonly name: Localized
  readonly municipality: Localized | null
}

/** Finds the place outside that a message says the problem is in. `strict`: only where it says "in" before it; `bare`: the name alone will do. */
export type FindOutside = (
  text: string,
  entities: readonly Entity[],
  how: 'strict' | 'plain' | 'bare',
) => Outside | null

interface Name {
  readonly words: readonly string[]
  readonly common: boolean
  readonly place: Outside
}

const longestBare = 3
const shortLatin = 4

/** Makes the finder of the places outside. */
export function createFindOutside(regions: readonly ElsewhereRegion[]): FindOutside {
  const names = namesOf(regions)
  return (text, entities, how) => {
    if (entities.some(({ type }) => type === 'city')) return null
    const words = foldText(withoutLandmarks(text, entities)).split(' ')
    const alone = how === 'bare' && words.length <= longestBare
    for (let at = 0; at < words.length; at++) {
      const found = nameAt(names, words, at)
      if (found === null) continue
      const { name, located } = found
      const said = located || locative.test(words[at - 1] ?? '')
      if (said || alone || (how !== 'strict' && !name.common)) return name.place
    }
    return null
  }
}

/** The name that begins at a word and is not part of another; `located`: a particle glued to it says "in". */
function nameAt(
  names: ReadonlyMap<string, readonly Name[]>,
  words: readonly string[],
  at: number,
): { readonly name: Name; readonly located: boolean } | null {
  if (namesSomething.test(words[at - 1] ?? '')) return null
  for (const { word, located } of readings(words[at] ?? '')) {
    const name = names
      .get(word)
      ?.find((each) => each.words.every((part, index) => index === 0 || words[at + index] === part))
    if (name !== undefined && !namedAfter.test(words[at + name.words.length] ?? '')) return { name, located }
  }
  return null
}

/** What is called after a town: «شارع الرياض», "Riyadh Bank". Or the way there. */
const namesSomething =
  /^[وبفل]?(?:ال)?(?:شارع|طريق|خط|جسر|كوبري|دوار|تقاطع|حي|محطه|مطعم|مخبز|مدرسه|مسجد|جامع|جامعه|مستشفي|بنك|سوق|اسواق|مجمع|برج|فندق|محل|شركه|موسسه|مركز|كافيه|صيدليه|حديقه|مخرج|بوابه|قطار|ملعب|نادي|الي|الى|باتجاه|اتجاه|street|road|to|towards|from|hotel|bank|restaurant|district|hay|7ai)$/u
const namedAfter =
  /^(?:street|st|road|rd|bank|restaurant|bakery|mall|mosque|school|highway|bridge|causeway|hotel|pharmacy|district|market|company|cafe)$/u
const locative = /^[وف]?(?:في|بمدينه|مدينه|بمنطقه|منطقه|محافظه|in|at|fi|fe|inside|city)$/u

function withoutLandmarks(text: string, entities: readonly Entity[]): string {
  let rest = text
  for (const { start, end } of entities.filter(({ type }) => type === 'landmark').sort((a, b) => b.start - a.start)) {
    rest = `${rest.slice(0, start)} ${rest.slice(end)}`
  }
  return rest
}

/** The word as it is and without the particles glued to it; `located`: one of them says "in". */
function readings(word: string): readonly { readonly word: string; readonly located: boolean }[] {
  const bare = word.replace(/^[وف](?=\S{4})/u, '')
  const list = [{ word, located: false }]
  if (bare !== word) list.push({ word: bare, located: false })
  if (/^ب\S{3}/u.test(bare)) list.push({ word: bare.slice(1), located: true })
  return list
}

function namesOf(regions: readonly ElsewhereRegion[]): ReadonlyMap<string, readonly Name[]> {
  const byFirst = new Map<string, Name[]>()
  for (const { municipality = null, places } of regions) {
    for (const { ar, en, also, common } of places) {
      for (const text of [ar, en, ...also]) {
        const words = foldText(text).split(' ')
        const [first = ''] = words
        const list = byFirst.get(first) ?? []
        // Latin letters make a name plain enough, but for short words that are English ones too.
        const everyday = common && (/\p{Script=Arabic}/u.test(text) || text.length <= shortLatin)
        list.push({ words, common: everyday, place: { name: { ar, en }, municipality } })
        byFirst.set(first, list)
      }
    }
  }
  // Longer names first: "al madinah al munawwarah" before "al madinah".
  for (const list of byFirst.values()) list.sort((a, b) => b.words.length - a.words.length)
  return byFirst
}
