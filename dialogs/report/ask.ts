import { localized } from '../../config/localized.js'
import { cityChoice, serviceChoice } from '../choices.js'
import type { ReportProgress, SlotQuestion } from '../memory.js'
import type { Turn } from '../turn.js'
import { tellsOfPerson } from '../words/over.js'
import { isPointed } from './draft.js'
import { sayEarlier } from './earlier.js'
import { nextQuestion } from './next-question.js'
import { saySummary } from './summary.js'

const confirmChoices = ['report.confirm:yes', 'report.confirm:edit', 'report.confirm:cancel'] as const
const mostCities = 6

/** Asks what is missing next, having told whose matter it is and, first of all, what to do in danger. */
export function askNext(turn: Turn, report: ReportProgress): void {
  tellAuthority(turn, report)
  askSlot(turn, report, nextQuestion(report, turn.parts.services))
}

/** Asks one question of a report. */
export function askSlot(
  turn: Turn,
  report: ReportProgress,
  question: SlotQuestion,
  key = keyOf(question, report),
  withSummary = true,
): void {
  report.asking = question
  if (question === 'photo') report.photoOffered = true
  if (question === 'confirm' && withSummary) saySummary(turn, report)
  const kept = sayEarlier(turn, report, question)
  const choices = choicesOf(question, report, turn, key)
  turn.ask(question, key, kept ? ['report.keep:yes', ...choices] : choices)
}

/** In danger: first what to do, once. */
export function tellEmergency(turn: Turn, report: ReportProgress, text = ''): void {
  if (!report.draft.urgent || report.emergencyTold) return
  report.emergencyTold = true
  turn.say('report.emergency')
  if (tellsOfPerson(text)) turn.say('report.emergency_person')
}

function tellAuthority(turn: Turn, report: ReportProgress): void {
  const { services } = turn.parts
  if (report.authorityTold || report.draft.service === undefined) return
  const { authority } = services.get(report.draft.service)
  if (authority === null) return
  report.authorityTold = true
  const name = services.authority(authority)
  if (name) turn.say('report.authority', (language) => ({ authority: localized(name, language) }))
}

function keyOf(question: SlotQuestion, { draft }: ReportProgress): string {
  if (question === 'place' && draft.urgent) return 'report.ask.place_urgent'
  return `report.ask.${question}`
}

/** Who told two problems at once may mean one place. */
function offersLastPlace({ follows, draft }: ReportProgress, { memory: { lastPlace } }: Turn): boolean {
  if (!follows || lastPlace === null) return false
  const district = draft.district ?? draft.districtText
  const sameDistrict = district === undefined || district === (lastPlace.district ?? lastPlace.districtText)
  return sameDistrict && (lastPlace.landmark !== undefined || isPointed(lastPlace))
}

/** The cities that have the district, else those with the most districts. */
function citiesFor({ districtOptions }: ReportProgress, { parts: { places } }: Turn): readonly string[] {
  const having = new Set(districtOptions.map((id) => places.cityOf(id)).filter((city) => city !== null))
  if (having.size > 1) return [...having].slice(0, mostCities).map(cityChoice)
  const size = (id: string): number => places.districtsOf(id).length
  const big = [...places.cities].sort((a, b) => size(b.id) - size(a.id)).slice(0, mostCities)
  return big.map(({ id }) => cityChoice(id))
}

function choicesOf(question: SlotQuestion, report: ReportProgress, turn: Turn, key: string): readonly string[] {
  switch (question) {
    case 'service':
      return [...report.guesses.map(serviceChoice), 'report.service:none']
    case 'city':
      return citiesFor(report, turn)
    case 'where':
      if (key === 'report.ask.where_again') return citiesFor(report, turn)
      return offersLastPlace(report, turn) ? ['report.place:same'] : []
    case 'place':
      return offersLastPlace(report, turn) ? ['report.place:same'] : []
    case 'photo':
      return ['report.photo:none']
    case 'confirm':
      return confirmChoices
    default:
      return []
  }
}
