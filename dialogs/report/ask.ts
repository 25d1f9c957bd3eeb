import { localized } from '../../config/localized.js'
import { cityChoice, serviceChoice } from '../choices.js'
import type { ReportProgress, SlotQuestion } from '../memory.js'
import type { Turn } from '../turn.js'
import { isPointed } from './draft.js'
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
): void {
  report.asking = question
  if (question === 'photo') report.photoOffered = true
  if (question === 'confirm') saySummary(turn, report)
  turn.ask(question, key, choicesOf(question, report, turn))
}

/** In danger: first what to do, once. */
export function tellEmergency(turn: Turn, report: ReportProgress): void {
  if (!report.draft.urgent || report.emergencyTold) return
  report.emergencyTold = true
  turn.say('report.emergency')
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

function choicesOf(question: SlotQuestion, report: ReportProgress, turn: Turn): readonly string[] {
  const { parts } = turn
  switch (question) {
    case 'service':
      return [...report.guesses.map(serviceChoice), 'report.service:none']
    case 'city': {
      const cities = new Set(
        report.districtOptions.map((id) => parts.places.cityOf(id)).filter((city) => city !== null),
      )
      return cities.size > 1 && cities.size <= mostCities ? [...cities].map(cityChoice) : []
    }
    case 'where':
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
