import { localized } from '../../config/localized.js'
import { echo, isolateLeftToRight } from '../isolate.js'
import type { Draft, ReportProgress } from '../memory.js'
import type { DialogParts, Turn } from '../turn.js'
import { bringsKind } from '../words/no-name.js'
import { describesWay } from '../words/way.js'

/** Says what is known of a report, a line each, so that it can be confirmed. */
export function saySummary(turn: Turn, { draft, added }: ReportProgress): void {
  const { services, speech } = turn.parts
  const service = services.get(draft.service ?? 'other')
  turn.say('report.summary.problem', (language) => ({ service: localized(service.name, language) }))
  const words = service.id === 'other' ? draft.description : added
  if (words) turn.say('report.summary.words', { words: echo(words) })
  if (placeText(draft, 'ar', turn.parts) !== null) {
    turn.say('report.summary.place', (language) => ({ place: placeText(draft, language, turn.parts) ?? '' }))
  }
  const { landmark } = draft
  if (landmark !== undefined) {
    const key = describesWay(landmark) ? 'report.summary.way' : 'report.summary.landmark'
    turn.say(key, { landmark: echo(landmark) })
  }
  if (pointText(draft, 'ar', turn.parts) !== null) {
    turn.say('report.summary.point', (language) => ({ point: pointText(draft, language, turn.parts) ?? '' }))
  }
  const authority = service.authority === null ? null : services.authority(service.authority)
  if (authority) turn.say('report.summary.authority', (language) => ({ authority: localized(authority, language) }))
  const count = draft.photos.length
  if (count > 0)
    turn.say('report.summary.photos', (language) => ({ photos: speech.text(language, 'count.photo', { count }) }))
}

const writtenWithArabicComma = /^(?:ar|ur)$/

/** District and city in words; null where neither is known. */
export function placeText(
  { city, district, districtText }: Pick<Draft, 'city' | 'district' | 'districtText'>,
  language: string,
  { places, speech }: DialogParts,
): string | null {
  const separator = writtenWithArabicComma.test(language) ? '، ' : ', '
  const cityName = city === undefined ? null : places.name(city, language)
  const districtName =
    district === undefined
      ? districtText === undefined
        ? null
        : echo(districtText)
      : districtNameOf(district, language, places.name)
  const named =
    districtName === null || bringsKind(districtText ?? '')
      ? districtName
      : speech.text(language, 'report.place.district', { district: districtName })
  const parts = [named, cityName].filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join(separator)
}

/** The name without the word for its kind, which the text around it brings. */
export function districtNameOf(
  id: string,
  language: string,
  nameOf: (id: string, language: string) => string | null,
): string | null {
  return nameOf(id, language)?.replace(/^حي\s+|\s+district$/iu, '') ?? null
}

function pointText(
  { coordinates, mapLink, shortAddress }: Draft,
  language: string,
  { speech }: DialogParts,
): string | null {
  if (coordinates !== undefined)
    return isolateLeftToRight(`${coordinates.lat.toFixed(5)}, ${coordinates.lng.toFixed(5)}`)
  if (shortAddress !== undefined) return isolateLeftToRight(shortAddress)
  return mapLink === undefined ? null : speech.text(language, 'report.place.map_link')
}
