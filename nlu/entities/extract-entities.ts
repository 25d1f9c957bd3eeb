import type { Places } from '../../config/places.js'
import type { Shadow } from '../pipeline/shadow.js'
import type { Entity } from '../understanding.js'
import { createCalendar } from './calendar-day.js'
import { findCoordinates } from './coordinates.js'
import { findDates } from './dates.js'
import { type EntityInput, tokensOf } from './entity-input.js'
import { findLandmarks } from './landmark.js'
import { findMapLinks, linkRanges } from './links.js'
import { findNumbers } from './numbers.js'
import { createPlaceFinder } from './place-finder.js'
import { findRatings } from './rating.js'
import { findShortAddresses } from './short-address.js'

/** Finds every entity of a message; spans are places in the original string, sorted by their start. */
export type EntityExtractor = (shadow: Shadow, expecting: string | undefined, now: number) => Entity[]

/** `timeZone` is the IANA name in which relative dates count. */
export function createEntityExtractor(places: Places, timeZone: string): EntityExtractor {
  const findPlaces = createPlaceFinder(places)
  const calendar = createCalendar(timeZone)
  return (shadow, expecting, now) => {
    const input: EntityInput = { shadow, tokens: tokensOf(shadow.text), expecting, today: () => calendar(now) }
    const links = findMapLinks(input)
    const coordinates = outside(links, findCoordinates(input))
    const addresses = outside(links, findShortAddresses(input))
    const fixed = [...links, ...coordinates, ...addresses]
    const dates = outside(fixed, findDates(input))
    const ratings = outside([...fixed, ...dates], findRatings(input))
    const taken = [...fixed, ...dates.filter(({ text }) => /\p{Nd}/u.test(text)), ...ratings]
    const numbers = findNumbers(input, [...linkRanges(input), ...taken.map((entity) => shadowRange(shadow, entity))])
    const named = outside(links, findPlaces(input))
    const starts = named.map((entity) => shadowRange(shadow, entity)[0])
    const landmarks = outside(links, findLandmarks(input, starts))
    const all = [
      ...fixed,
      ...dates,
      ...ratings,
      ...numbers,
      ...landmarks,
      ...outsideLandmarks(landmarks, named, shadow),
    ]
    return all.sort((a, b) => a.start - b.start || b.end - a.end)
  }
}

/** Entities that do not overlap any of those already found. */
function outside(found: readonly Entity[], entities: readonly Entity[]): Entity[] {
  if (found.length === 0) return [...entities]
  return entities.filter((entity) => !found.some((other) => entity.start < other.end && entity.end > other.start))
}

/** A place inside a landmark («مستشفى الدمام») names the landmark, not where the resident is, unless «حي» says so. */
function outsideLandmarks(landmarks: readonly Entity[], places: readonly Entity[], shadow: Shadow): Entity[] {
  return places.filter((place) => {
    const around = landmarks.find((other) => place.start > other.start && place.end <= other.end)
    return (
      around === undefined || /(?:حي|district)\s*$/u.test(shadow.original.slice(around.start, place.start).trimEnd())
    )
  })
}

function shadowRange(shadow: Shadow, entity: Entity): readonly [number, number] {
  return [lowerBound(shadow.starts, entity.start), lowerBound(shadow.starts, entity.end)]
}

function lowerBound(starts: Uint32Array, offset: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((starts[middle] ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}
