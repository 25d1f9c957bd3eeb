import { localized } from '../../config/localized.js'
import type { Services } from '../../config/services.js'
import { foldText, wordCount } from '../fold-text.js'
import { type Draft, newReport, type ReportProgress } from '../memory.js'
import type { Turn } from '../turn.js'
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
    memory.later = [{ draft: report.draft }, ...memory.later].slice(0, mostLater)
    beginReport(turn, heard.message, report.draft)
    return
  }
  const service = understood.service ?? 'other'
  const known = memory.later.some(({ draft }) => draft.service === service)
  if (!known && memory.later.length < mostLater) {
    const draft: Draft = { service, photos: [], urgent: false }
    describe(draft, text)
    namePlace(heard, draft)
    memory.later.push({ draft })
  }
  turn.say('report.later.kept', (language) => ({ service: localized(parts.services.get(service).name, language) }))
  askAgain(turn, report)
}

function namePlace({ place }: Heard, draft: Draft): void {
  const [district] = place.districts
  const city = place.cities[0]?.entity.value ?? district?.entity.city
  if (city != null) draft.city = city
  if (district != null && district.entity.city !== null) draft.district = district.entity.value
}

/** Begins the report of the next problem that was kept, in the district of the one before unless it named a place. Returns whether there was one. */
export function beginLater(turn: Turn, before: Draft | null): boolean {
  const { memory, parts } = turn
  const [next, ...others] = memory.later
  if (next === undefined) return false
  memory.later = others
  if (before !== null) memory.lastPlace = placeOf(before) ?? memory.lastPlace
  const report: ReportProgress = { ...newReport(memory.lastCity), draft: next.draft, follows: true }
  memory.report = report
  const { draft } = report
  if (before !== null) copyDistrict(before, draft)
  const { name } = parts.services.get(draft.service ?? 'other')
  turn.apart()
  turn.say('report.later.begin', (language) => ({ service: localized(name, language) }))
  tellEmergency(turn, report)
  askNext(turn, report)
  return true
}
