import type { Entity } from '../../nlu/understanding.js'
import { foldText } from '../fold-text.js'
import { endsInFacility, isKindWord } from '../words/kind-word.js'
import { unlistedDistrict, withQualifier } from './unlisted.js'

type DistrictEntity = Extract<Entity, { type: 'district' }>

/** A city or district a message names, and how it names it. */
export interface Named<E extends Entity> {
  readonly entity: E
  /** Named as what it is not («مو النور»), or as what it was («من النور إلى ...»). */
  readonly denied: boolean
  /** A word behind it makes it the name of another place («السلام الجديد»). */
  readonly qualified: boolean
  /** Named with its kind («حي النور», "Al Noor district"), so no part of another name. */
  readonly marked: boolean
}

/** What a message says of a place. */
export interface PlaceRead {
  readonly districts: readonly Named<DistrictEntity>[]
  readonly cities: readonly Named<Extract<Entity, { type: 'city' }>>[]
  /** A district named with its kind («حي ...») that is on no list. */
  readonly unlisted: string | null
  readonly landmark: string | null
  readonly coordinates: { readonly lat: number; readonly lng: number } | null
  readonly mapLink: string | null
  readonly shortAddress: string | null
  /** The text without the cities, districts and pins found in it; what is left of an answer in the resident's own words. */
  readonly rest: string
  /** `rest` without the landmark: what the message says besides the place. */
  readonly remainder: string
  /** The text without pins and phones only. */
  readonly plain: string
}

const denial =
  /(?:^| )(?:و?مو|و?مب|مش|موب|مهب|مهوب|ماهو|و?ليس|و?ليست|بدل|بدلا من|غير|not|isnt|instead of|rather than)(?: (?:في|حي|الحي|بحي|ب|in|the|district|at))*$/u
const origin = /(?:^| )(?:من|from)(?: (?:حي|الحي|the|district))*$/u
const marker = /(?:^| )(?:و|ب|ل)?(?:حي|الحي|مدينه|المدينه|district|neighborhood|neighbourhood|city)(?: of| هو| اسمه)?$/u
const markerAfter = /^(?:district|neighborhood|neighbourhood|area|quarter)(?: |$)/u

/** Reads the places out of an understood message. */
export function readPlace(
  text: string,
  found: readonly Entity[],
  shared?: { readonly lat: number; readonly lng: number },
): PlaceRead {
  const entities = found.filter((entity) => !isPartOfName(text, entity)).map((entity) => withQualifier(text, entity))
  const districts = entities.filter((entity) => entity.type === 'district')
  const cities = entities.filter((entity) => entity.type === 'city')
  const value = (type: 'landmark' | 'map_link' | 'short_address' | 'coordinates'): string | null => {
    const found = entities.find((entity) => entity.type === type)
    return found === undefined ? null : String(found.value)
  }
  return {
    districts: districts.map((entity) => named(text, entity, districts.length > 1, !found.includes(entity))),
    cities: cities.map((entity) => named(text, entity, cities.length > 1)),
    unlisted: districts.length === 0 ? unlistedDistrict(text, cities) : null,
    landmark: value('landmark'),
    coordinates: shared ?? readCoordinates(value('coordinates')),
    mapLink: value('map_link'),
    shortAddress: value('short_address'),
    rest: without(text, entities, places),
    remainder: without(text, entities, [...places, 'landmark']),
    plain: without(text, entities, pins),
  }
}

function named<E extends Entity>(text: string, entity: E, amongSeveral: boolean, qualified = false): Named<E> {
  const before = foldText(text.slice(Math.max(0, entity.start - 30), entity.start))
  const after = foldText(text.slice(entity.end, entity.end + 20))
  const marked = marker.test(before) || markerAfter.test(after) || /^(?:حي|الحي) /u.test(foldText(entity.text))
  return { entity, qualified, denied: denial.test(before) || (amongSeveral && origin.test(before)), marked }
}

/** «المدينة» without «حي» before it is what a place is; «الصواري» in «سوق الصواري» is what a market is called. */
function isPartOfName(text: string, { type, text: name, start }: Entity): boolean {
  if (type !== 'district') return false
  const before = text.slice(Math.max(0, start - 30), start)
  if (isKindWord(name)) return !kindOfDistrict.test(foldText(before)) || !/^(?:ال|al)/iu.test(name)
  return endsInFacility(before)
}
const kindOfDistrict = /(?:^| )[وبل]?(?:ال)?(?:حي|district|7ay|hay)$/u

function readCoordinates(value: string | null): PlaceRead['coordinates'] {
  const [lat, lng] = (value ?? '').split(',').map(Number)
  return lat !== undefined && lng !== undefined && Number.isFinite(lat) && Number.isFinite(lng) ? { lat, lng } : null
}

/** Small words that stand before a place and mean nothing without it. */
const danglingBefore =
  /(?:^|[\s,،.])(?:(?:و|في|من|ب|بحي|في حي|حي|الحي|مدينة|بمدينة|in|at|of|the|city|district)[\s,،]*)+$/u
const danglingAfter = /^[\s,،]*(?:district|neighbou?rhood|city)?[\s,،.]*/iu

const pins: readonly Entity['type'][] = ['map_link', 'coordinates', 'phone']
const places: readonly Entity['type'][] = [...pins, 'city', 'district']

function without(text: string, entities: readonly Entity[], types: readonly Entity['type'][]): string {
  const spans = entities.filter(({ type }) => types.includes(type))
  let rest = text
  for (const { start, end } of [...spans].sort((a, b) => b.start - a.start)) {
    rest = `${rest.slice(0, start).replace(danglingBefore, ' ')} ${rest.slice(end).replace(danglingAfter, '')}`
  }
  return rest.replace(/\s+/gu, ' ').replace(/^[\s,،.؛:-]+|[\s,،؛:-]+$/gu, '')
}
