import type { DialogResult } from '../dialog-types.js'
import { type Draft, type LastPlace, newWaiting, type ReportProgress } from '../memory.js'
import type { Turn } from '../turn.js'
import { sayProblem } from './advance.js'
import { askNext } from './ask.js'
import { isPointed } from './draft.js'
import { placeText } from './summary.js'

/** The place of a report, for the next one; null where none is known. */
export function placeOf(draft: Draft): LastPlace | null {
  const { city, district, districtText, landmark, coordinates, mapLink, shortAddress } = draft
  const place: LastPlace = {
    ...(city === undefined ? {} : { city }),
    ...(district === undefined ? {} : { district }),
    ...(districtText === undefined ? {} : { districtText }),
    ...(landmark === undefined ? {} : { landmark }),
    ...(coordinates === undefined ? {} : { coordinates }),
    ...(mapLink === undefined ? {} : { mapLink }),
    ...(shortAddress === undefined ? {} : { shortAddress }),
  }
  return Object.keys(place).length === 0 ? null : place
}

/** Whether the report's place is still open, so that another's may be meant. */
export function lacksPlace({ draft }: ReportProgress): boolean {
  return !isPointed(draft) && (draft.landmark === undefined || (draft.district ?? draft.districtText) === undefined)
}

/** Takes the place of the report before, which is said; where this talk knows none, the registered reports are looked through. Returns whether it is known. */
export function takeLastPlace(turn: Turn, report: ReportProgress): boolean {
  const { lastPlace } = turn.memory
  if (lastPlace === null) {
    turn.carry()
    turn.memory.waiting = newWaiting('place')
    turn.effect({ type: 'find_reports', number: null })
    return false
  }
  for (const key of placeKeys) delete report.draft[key]
  Object.assign(report.draft, lastPlace)
  report.unknown = []
  if (placeText(report.draft, 'ar', turn.parts) !== null) {
    turn.say('report.same_place', (language) => ({ place: placeText(report.draft, language, turn.parts) ?? '' }))
  } else turn.say('report.same_point')
  return true
}

const placeKeys = ['city', 'district', 'districtText', 'landmark', 'coordinates', 'mapLink', 'shortAddress'] as const

/** Goes on with the place of the resident's last registered report, or says that there is none. */
export function lastPlaceFound(turn: Turn, { reports }: Extract<DialogResult, { type: 'reports_found' }>): void {
  const { memory } = turn
  const { report } = memory
  memory.waiting = null
  if (report === null) return
  const last = reports.find(({ city, district }) => city !== null || district !== null)
  if (last === undefined) turn.say('report.no_last_place')
  else {
    memory.lastPlace = {
      ...(last.city === null ? {} : { city: last.city }),
      ...(last.district === null ? {} : { district: last.district }),
    }
    takeLastPlace(turn, report)
  }
  sayProblem(turn, report)
  askNext(turn, report)
}
