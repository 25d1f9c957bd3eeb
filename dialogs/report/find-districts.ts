import type { Entity } from '../../nlu/understanding.js'
import { foldText } from '../fold-text.js'
import type { PlaceNames } from '../place-names.js'

type DistrictEntity = Extract<Entity, { type: 'district' }>

interface Word {
  readonly key: string
  readonly start: number
  readonly end: number
}

/**
 * Districts of a city that a text names, even by an everyday word («الشاطئ»): for corrections, in which a district is meant
 * where the understanding alone could not know it.
 */
export function findDistricts(text: string, city: string, places: PlaceNames): DistrictEntity[] {
  const words = [...text.matchAll(/\p{L}[\p{L}\p{M}]*/gu)].map(
    (match): Word => ({ key: keyOf(match[0]), start: match.index, end: match.index + match[0].length }),
  )
  const found: DistrictEntity[] = []
  for (const { id, ar, also } of places.districtsOf(city)) {
    const names = [ar, ...also].map((name) => foldText(name).split(' ').map(keyOf))
    for (const name of names) {
      const at = words.findIndex((_, index) => name.every((key, offset) => words[index + offset]?.key === key))
      const first = words[at]
      const last = words[at + name.length - 1]
      if (first === undefined || last === undefined) continue
      found.push({
        type: 'district',
        value: id,
        city,
        alternatives: [],
        text: text.slice(first.start, last.end),
        start: first.start,
        end: last.end,
      })
      break
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

/** The folded word without its article. */
function keyOf(word: string): string {
  return foldText(word).replace(/^[وب]?ال(?=..)/u, '')
}
