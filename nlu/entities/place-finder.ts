import type { Places } from '../../config/places.js'
import type { Entity } from '../understanding.js'
import { type EntityInput, type Token, written } from './entity-input.js'
import { type Candidate, createPlaceIndex, type PlaceIndex } from './place-index.js'
import { nameOf, readings } from './place-name.js'

/** A name found in the text, before it is decided which place it means. */
interface Match {
  readonly candidates: readonly Candidate[]
  /** Tokens `first`..`last`, both included. */
  readonly first: number
  readonly last: number
  /** Shadow offset of the name, without a glued particle. */
  readonly start: number
  /** «حي» or "district" says that it is a district. */
  readonly cue: boolean
  readonly article: boolean
  readonly exact: boolean
}

/** Finds cities and districts; a district found in several cities has `city` null unless the text names one. */
export function createPlaceFinder(places: Places): (input: EntityInput) => Entity[] {
  const index = createPlaceIndex(places)
  return (input) => {
    const matches = matchesIn(input, index)
    const cities = matches.flatMap((match) =>
      match.candidates.filter(({ kind }) => kind === 'city').map(({ id }) => id),
    )
    const found: Entity[] = []
    for (const match of matches) {
      const entity = entityOf(input, match, matches, cities, places)
      if (entity !== null) found.push(entity)
    }
    return found
  }
}

const districtCue =
  /^[وبلف]?(?:ال)?(?:حي|حاره|ضاحيه|مخطط|اسكان|احياء|7ai|hai|hay|7ay|district|neighborhood|neighbourhood|dist)$/u
const districtAfter = /^(?:district|neighborhood|neighbourhood|area|dist)$/u
const placeSlots = /^(?:city|district|place|where|location|landmark)$/
/** Slots in which a place said alone corrects the one known. */
const lateSlots = /^(?:photo|confirm|edit)$/
const longestCorrection = 4

function matchesIn(input: EntityInput, index: PlaceIndex): Match[] {
  const { tokens } = input
  const matches: Match[] = []
  let at = 0
  while (at < tokens.length) {
    const match = matchAt(input, index, at)
    if (match !== null) matches.push(match)
    at = match === null ? at + 1 : match.last + 1
  }
  return matches
}

/** The longest name that begins at a word. */
function matchAt(input: EntityInput, index: PlaceIndex, at: number): Match | null {
  const { tokens } = input
  const token = tokens[at]
  if (token === undefined || /^\d+$/.test(token.word)) return null
  if (isPreposition(input, token) || besides.test(token.word)) return null
  const before = tokens[at - 1]
  const cue = before !== undefined && districtCue.test(before.word)
  for (let last = Math.min(at + index.longest, tokens.length - 1); last >= at; last--) {
    for (const reading of readings(token.word)) {
      const name = nameOf(tokens, at, last, reading.word)
      if (name === null) continue
      const after = tokens[last + 1]
      const said = cue || (after !== undefined && districtAfter.test(after.word))
      const exact = index.find(name.key)
      const candidates = exact ?? (at === last && (said || asks(input)) ? index.findNear(name.key) : null)
      if (candidates === null) continue
      const usable = candidates.filter((candidate) => fits(candidate, name.article, said || awaits(input)))
      if (usable.length === 0) continue
      return {
        candidates: usable,
        first: at,
        last,
        start: token.start + reading.skipped,
        cue: said,
        article: name.article,
        exact: exact !== null,
      }
    }
  }
  return null
}

/** «مقابل», «جنب»: what comes before a landmark, and no district that is called like it with an article. */
const besides = /^[وب]?(?:مقابل|جنب|قدام|امام|خلف|ورا|وراء|قريب|بين|حول|عند|جوار|يم)$/u

/** "at Khobar": the English word, not the article of "At Taraf". */
function isPreposition({ shadow }: EntityInput, token: Token): boolean {
  return /^(?:at|as|an|ad|ar|az)$/.test(token.word) && !/^[A-Z]/.test(written(shadow, token.start, token.end).text)
}

/** «شارع الظهران», "Abqaiq road": the street's name, not where it is. */
function namesStreet({ tokens }: EntityInput, match: Match): boolean {
  const before = tokens[match.first - 1]?.word ?? ''
  const after = tokens[match.last + 1]?.word ?? ''
  if (
    after === 'street' &&
    /^(?:light|lights|lamp|lamps|lighting|sign|signs|cleaning|vendor|vendors|dogs?)$/.test(
      tokens[match.last + 2]?.word ?? '',
    )
  )
    return false
  return (
    /^[وبل]?(?:ال)?(?:شارع|طريق|خط|جسر|كوبري|دوار|تقاطع|شركه)$/u.test(before) ||
    /^(?:road|rd|street|st|highway|hwy|bridge|roundabout|mall|hospital|university|airport)$/.test(after)
  )
}

/** A name that is written with an article counts without one only where a place is plainly meant. */
function fits(candidate: Candidate, article: boolean, plain: boolean): boolean {
  return plain || article || !candidate.needsArticle
}

/** Whether a place is asked for, and the message is short enough to be one. */
function asks({ expecting, tokens }: EntityInput): boolean {
  return expecting !== undefined && placeSlots.test(expecting) && tokens.length <= 6
}

/** Whether an everyday word may be meant as a place by what the dialog waits for. */
function awaits(input: EntityInput): boolean {
  const { expecting, tokens } = input
  return asks(input) || (expecting !== undefined && lateSlots.test(expecting) && tokens.length <= longestCorrection)
}

function entityOf(
  input: EntityInput,
  match: Match,
  matches: readonly Match[],
  cities: readonly string[],
  places: Places,
): Entity | null {
  if (!match.cue && namesStreet(input, match)) return null
  const end = input.tokens[match.last]?.end ?? match.start
  const place = written(input.shadow, match.start, end)
  const city = match.candidates.find(({ kind }) => kind === 'city')
  if (city !== undefined && !match.cue && (!city.common || isPlain(input, match, matches))) {
    return { type: 'city', value: city.id, ...place }
  }
  const districts = match.candidates.filter(({ kind }) => kind === 'district')
  if (districts.length === 0)
    return city !== undefined && !city.common ? { type: 'city', value: city.id, ...place } : null
  if (
    !match.cue &&
    !isPlain(input, match, matches) &&
    (districts.every(({ common }) => common) || isLatin(match, input))
  )
    return null
  return districtOf(districts, cities, places, place)
}

function districtOf(
  districts: readonly Candidate[],
  cities: readonly string[],
  places: Places,
  place: { readonly text: string; readonly start: number; readonly end: number },
): Entity | null {
  const named = districts.filter(({ city }) =>
    cities.some((id) => id === city || id === places.city(city)?.within || places.city(id)?.within === city),
  )
  const exactly = named.filter(({ city }) => cities.includes(city))
  const meant = exactly.length > 0 ? exactly : named.length > 0 ? named : districts
  const [first, ...others] = meant
  if (first === undefined) return null
  const alternatives = others.length === 0 ? [] : meant.map(({ id }) => id)
  return { type: 'district', value: first.id, city: others.length === 0 ? first.city : null, alternatives, ...place }
}

/** An everyday word counts as a place beside a city, where a place was asked for, or written like a name. */
function isPlain(input: EntityInput, match: Match, matches: readonly Match[]): boolean {
  if (greets(input, match)) return false
  if (awaits(input)) return true
  if (isNextToCity(input, match, matches)) return true
  return isLatin(match, input) && looksLikeName(input, match)
}

/** «السلام عليكم» is no district. */
function greets({ tokens }: EntityInput, match: Match): boolean {
  return /^(?:عليكم|عليك|الخير|alaikum|alaykum|3alaikum)$/u.test(tokens[match.last + 1]?.word ?? '')
}

function isNextToCity({ tokens, shadow }: EntityInput, match: Match, matches: readonly Match[]): boolean {
  return matches.some((other) => {
    const beside = other.candidates.find(({ kind, common }) => kind === 'city' && !common)
    if (other === match || beside === undefined) return false
    if (!match.candidates.some((candidate) => candidate.kind === 'city' || candidate.city === beside.city)) return false
    const from = other.first > match.last ? match.last : other.last
    const to = other.first > match.last ? other.first : match.first
    const between = tokens.slice(from + 1, to)
    if (between.length > 1 || between.some(({ word }) => !/^(?:في|ب|حي|مدينه|بمدينه|in|of|city|fi)$/u.test(word)))
      return false
    return !/[.!?\n]/u.test(shadow.text.slice(tokens[from]?.end ?? 0, tokens[to]?.start ?? 0))
  })
}

function isLatin(match: Match, { tokens }: EntityInput): boolean {
  return /[a-z]/.test(tokens[match.first]?.word ?? '')
}

/** "in Al Noor", "Alnoor": an article and a capital letter or "in" before it, or a long name that is no English word. */
function looksLikeName(input: EntityInput, match: Match): boolean {
  const first = input.tokens[match.first]
  const last = input.tokens[match.last]
  if (first === undefined || last === undefined) return false
  const capital = /^[A-Z]/u.test(written(input.shadow, first.start, last.end).text)
  const placed = /^(?:in|at|fi|fe|from)$/u.test(input.tokens[match.first - 1]?.word ?? '')
  if (match.article && (capital || placed)) return true
  const common = match.candidates.every((candidate) => candidate.common)
  if (!common && (match.article || placed || last.end - first.start >= 7)) return true
  return capital && placed
}
