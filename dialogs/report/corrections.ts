import { localized } from '../../config/localized.js'
import { foldText } from '../fold-text.js'
import { echo } from '../isolate.js'
import type { Draft } from '../memory.js'
import type { PlaceNames } from '../place-names.js'
import type { Turn } from '../turn.js'
import { districtNameOf } from './summary.js'

/** Says which known values a message has replaced. */
export function sayCorrections(turn: Turn, before: Draft, after: Draft): void {
  const { places, services } = turn.parts
  if (before.service !== undefined && after.service !== undefined && before.service !== after.service) {
    const service = services.get(after.service)
    turn.say('report.corrected.service', (language) => ({ value: localized(service.name, language) }))
  }
  const district = replacedDistrict(before, after) && !isSameName(before, after, places)
  if (district) {
    turn.say('report.corrected.district', (language) => ({
      value:
        after.district === undefined
          ? echo(after.districtText ?? '')
          : (districtNameOf(after.district, language, places.name) ?? ''),
    }))
  } else if (before.city !== undefined && after.city !== undefined && before.city !== after.city) {
    const { city } = after
    turn.say('report.corrected.city', (language) => ({ value: places.name(city, language) ?? city }))
  }
  if (before.landmark !== undefined && after.landmark !== undefined && before.landmark !== after.landmark) {
    turn.say('report.corrected.landmark', { value: echo(after.landmark) })
  }
}

/** A name that was on no list of one city may be on that of another: the city was corrected, not the district. */
function isSameName({ districtText }: Draft, { district }: Draft, { name }: PlaceNames): boolean {
  if (districtText === undefined || district === undefined) return false
  const said = foldText(districtText)
  return ['ar', 'en'].some((language) => foldText(districtNameOf(district, language, name) ?? '') === said)
}

function replacedDistrict(before: Draft, after: Draft): boolean {
  const was = before.district ?? before.districtText
  const is = after.district ?? after.districtText
  // The same name settled in its city is no correction.
  const settled = before.district === undefined && before.districtText !== undefined && before.city === undefined
  return was !== undefined && is !== undefined && was !== is && !settled
}
