import { localized } from '../../config/localized.js'
import type { Services } from '../../config/services.js'
import { foldText, wordCount } from '../fold-text.js'
import { echo } from '../isolate.js'
import { type Draft, newReport, type ReportProgress } from '../memory.js'
import type { Turn } from '../turn.js'
import { readAnotherProblem } from '../words/another-problem.js'
import { namesFire } from '../words/emergency.js'
import { askAgain } from './advance.js'
import { askNext, tellEmergency } from './ask.js'
import { beginReport } from './begin-report.js'
import { copyDistrict, describe } from './draft.js'
import type { Heard } from './heard.js'
import { mostLater } from './keep-further.js'
import { placeOf } from './last-place.js'

const sentenceLength = 3
const plainlySure = 0.8
const sure = 0.6
const longestPlace = 5
const placeOpening =
  /^(?:في|علي|جنب|عند|قدام|خلف|ورا|بين|مقابل|امام|بجوار|قريب|اول|اخر|نهايه|بدايه|شارع|طريق|on|in|at|near|next|behind|opposite|between|street|road)(?:\s|$)/u

/** Whether a message in the middle of a report tells of another problem rather than answers what was asked. */
export function tellsFurtherProblem({ draft }: ReportProgress, heard: Heard, services: Services): boolean {
  const { message, corrects, place } = heard
  const { intent, decision, service, serviceConfidence, urgent } = message.understood
  const isNamed = draft.service !== undefined && draft.service !== 'other'
  const isFire = urgent && namesFire(message.text)
  const isOther = isFire || (service !== null && service !== draft.service && services.has(service))
  // Danger that is a matter of its own goes first; people hurt are the danger of the matter being reported.
  const isSure = urgent
    ? !draft.urgent && (serviceConfidence >= sure || isFire)
    : service !== 'other' && serviceConfidence >= plainlySure
  return (
    isNamed &&
    isOther &&
    isSure &&
    intent === 'open_report' &&
    decision === 'act' &&
    !corrects &&
    message.photos.length === 0 &&
    (isFire || wordCount(foldText(place.remainder)) >= sentenceLength) &&
    (urgent || !namesPlace(foldText(message.text)))
  )
}

/** A few words that begin as a place does («في الشارع العام») answer where it is, whatever they remind of. */
function namesPlace(folded: string): boolean {
  return wordCount(folded) <= longestPlace && placeOpening.test(folded)
}

/** Keeps the other problem for afterwards, says so, and asks again what was asked; danger goes first, and the report begun is kept instead. */
export function takeFurtherProblem(turn: Turn, report: ReportProgress, heard: Heard): void {
  const { memory, parts } = turn
  const { understood, text } = heard.message
  memory.misses = 0
  if (understood.urgent) {
    memory.later = [{ draft: report.draft, guesses: [], samePlace: false }, ...memory.later].slice(0, mostLater)
    beginReport(turn, heard.message, report.draft)
    return
  }
  const service = understood.service ?? 'other'
  const known = memory.later.some(({ draft }) => draft.service === service)
  if (!known && memory.later.length < mostLater) {
    const draft: Draft = { service, photos: [], urgent: false }
    describe(draft, text)
    namePlace(heard, draft)
    memory.later.push({ draft, guesses: [], samePlace: false })
  }
  turn.say('report.later.kept', (language) => ({ service: localized(parts.services.get(service).name, language) }))
  askAgain(turn, report)
}

/** Keeps a problem that a message announces as another («مشكلة ثانية: ...»), whether its kind is clear or not. Returns whether there was one. */
export function takeAnnounced(turn: Turn, report: ReportProgress, heard: Heard): boolean {
  const { memory, parts } = turn
  const { text, understood } = heard.message
  const words = readAnotherProblem(text)
  if (words === null || understood.urgent || memory.later.length >= mostLater) return false
  const guesses = understood.services
    .filter(({ id, p }) => parts.services.has(id) && p >= worthOffering)
    .map(({ id }) => id)
  const sureService = understood.serviceConfidence >= sure ? understood.service : null
  const service = parts.nameService(words) ?? sureService ?? (guesses.length > 0 ? undefined : 'other')
  const draft: Draft = { ...(service === undefined ? {} : { service }), photos: [], urgent: false }
  describe(draft, words)
  namePlace(heard, draft)
  memory.later.push({ draft, guesses: service === undefined ? guesses : [], samePlace: heard.samePlace })
  memory.misses = 0
  turn.say('report.later.kept', (language) => ({ service: nameOf(turn, draft, language) }))
  askAgain(turn, report)
  return true
}

const worthOffering = 0.15

/** The problem by its service, or by the resident's own words. */
function nameOf({ parts }: Turn, { service, description }: Draft, language: string): string {
  if (service !== undefined && service !== 'other') return localized(parts.services.get(service).name, language)
  return echo(description ?? '')
}

function namePlace({ place }: Heard, draft: Draft): void {
  const [district] = place.districts
  const city = place.cities[0]?.entity.value ?? district?.entity.city
  if (city != null) draft.city = city
  if (district != null && district.entity.city !== null) draft.district = district.entity.value
}

/** Begins the report of the next problem that was kept, in the district of the one before unless it named a place. Returns whether there was one. */
export function beginLater(turn: Turn, before: Draft | null): boolean {
  const { memory } = turn
  const [next, ...others] = memory.later
  if (next === undefined) return false
  memory.later = others
  if (before !== null) memory.lastPlace = placeOf(before) ?? memory.lastPlace
  const report: ReportProgress = {
    ...newReport(memory.lastCity),
    draft: next.draft,
    guesses: next.guesses,
    follows: true,
  }
  memory.report = report
  const { draft } = report
  if (before !== null && next.samePlace) Object.assign(draft, placeOf(before) ?? {})
  else if (before !== null) copyDistrict(before, draft)
  turn.apart()
  turn.say('report.later.begin', (language) => ({ service: nameOf(turn, draft, language) }))
  tellEmergency(turn, report)
  askNext(turn, report)
  return true
}
