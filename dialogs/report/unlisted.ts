import type { Entity } from '../../nlu/understanding.js'

/** «... الجديد»: with its article, for without one it tells of the problem. */
const qualifier = /^\s+ال(?:جديد|قديم|شمالي|جنوبي|شرقي|غربي|[أا]ول[ىي]?|ثاني|ثالث)[ةه]?(?![\p{L}\p{M}])/u

/** A district's entity with the word behind it that makes it another place («السلام» in «السلام الجديد»); as it is where there is none. */
export function withQualifier(text: string, entity: Entity): Entity {
  if (entity.type !== 'district') return entity
  const found = qualifier.exec(text.slice(entity.end))
  if (found === null) return entity
  const end = entity.end + found[0].length
  return { ...entity, text: text.slice(entity.start, end), end }
}

const word = '[\\p{L}\\p{M}]+'
const named = new RegExp(
  `(?:^|[\\s،,.])(?:و|ف)?(?:ب|ل|في\\s+)?حي\\s+((?:(?:ال)?(?:ملك|أمير|امير|شيخ)|[أا]بو|[أا]م|عبد)\\s+${word}(?:\\s+ال${word})?|ال${word}(?:\\s+ال${word})?)`,
  'u',
)

/** The district a text names with its kind («حي الملك فهد»), up to the city; null where it names none. For texts in which no known one was found. */
export function unlistedDistrict(text: string, cities: readonly Entity[]): string | null {
  const found = named.exec(text)
  const name = found?.[1]
  if (found === null || name === undefined) return null
  const start = found.index + found[0].length - name.length
  const city = cities.find((entity) => entity.start > start && entity.start < start + name.length)
  const whole = city === undefined ? name : text.slice(start, city.start)
  const clean = whole.replace(/[\s،,]*(?:(?<![\p{L}])(?:في|ب))?[\s،,]*$/u, '')
  return clean === '' ? null : clean
}
