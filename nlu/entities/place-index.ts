import type { Places } from '../../config/places.js'
import { placeKey } from './place-key.js'

/** A place that a name may mean. */
export interface Candidate {
  readonly kind: 'city' | 'district'
  readonly id: string
  /** The city itself, or the one the district lies in. */
  readonly city: string
  /** The name is an everyday word too. */
  readonly common: boolean
  /** Every spelling of it carries the article. */
  readonly needsArticle: boolean
}

/** Places by the keys of their names (see `placeKey`). */
export interface PlaceIndex {
  /** Words of the longest name, articles included, less one. */
  readonly longest: number
  find(key: string): readonly Candidate[] | null
  /** Names of five letters or more that differ in one letter (wrong, missing, one too many, two swapped). */
  findNear(key: string): readonly Candidate[] | null
}

/** Builds the index once; some thousand keys. */
export function createPlaceIndex(places: Places): PlaceIndex {
  const byKey = new Map<string, Candidate[]>()
  let longest = 1
  const add = (name: string, place: Omit<Candidate, 'needsArticle'>): void => {
    const { key, article } = placeKey(name)
    if (key === '') return
    longest = Math.max(longest, name.split(/[\s-]+/u).length)
    const list = byKey.get(key) ?? []
    const known = list.findIndex(({ id }) => id === place.id)
    if (known < 0) list.push({ ...place, needsArticle: article })
    else if (!article && list[known] !== undefined) list[known] = { ...list[known], needsArticle: false }
    byKey.set(key, list)
  }
  for (const { id, ar, en, also, common } of places.cities) {
    for (const name of [ar, en, ...also]) add(name, { kind: 'city', id, city: id, common })
  }
  for (const { id, ar, en, also, common, city } of places.districts) {
    for (const name of [ar, en, ...also]) add(name, { kind: 'district', id, city, common })
  }
  const byLength = keysByLength(byKey)
  return {
    longest,
    find: (key) => byKey.get(key) ?? null,
    findNear(key) {
      if (key.length < 5) return null
      for (let length = key.length - 1; length <= key.length + 1; length++) {
        for (const other of byLength.get(length) ?? []) if (isNear(key, other)) return byKey.get(other) ?? null
      }
      return null
    },
  }
}

function keysByLength(byKey: ReadonlyMap<string, unknown>): Map<number, string[]> {
  const byLength = new Map<number, string[]>()
  for (const key of byKey.keys()) {
    if (key.length < 5) continue
    const list = byLength.get(key.length)
    if (list === undefined) byLength.set(key.length, [key])
    else list.push(key)
  }
  return byLength
}

/** Whether one edit turns one into the other. */
function isNear(a: string, b: string): boolean {
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const left = a.length - start - end
  const right = b.length - start - end
  if (left <= 1 && right <= 1) return true
  return left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start]
}
