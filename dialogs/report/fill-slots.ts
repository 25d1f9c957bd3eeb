import type { Services } from '../../config/services.js'
import { clipText } from '../clip-text.js'
import { foldText, wordCount } from '../fold-text.js'
import type { ReportProgress, SlotQuestion } from '../memory.js'
import type { PlaceNames } from '../place-names.js'
import { isOnlyCorrection } from '../words/correction.js'
import { namesFire } from '../words/emergency.js'
import { isSpot } from '../words/spot.js'
import { isVagueLandmark } from '../words/vague-landmark.js'
import { fillPlace } from './fill-place.js'
import type { Heard } from './heard.js'

const longestLandmark = 200
const mostPhotos = 10
const sure = 0.6
/** A service less sure than that counts all the same where no other comes near it. */
const nearlySure = 0.45
const lead = 3

/** What one message filled. `place` and `service` also when they only repeat what was known. */
export interface Filled {
  readonly place: boolean
  readonly pin: boolean
  readonly landmark: boolean
  readonly service: boolean
  readonly photo: boolean
}

/** Takes everything out of a message that has a slot, whatever was asked; `asking` is null for the sentence that begins the report. */
export function fillSlots(
  report: ReportProgress,
  heard: Heard,
  asking: SlotQuestion | null,
  services: Services,
  places: PlaceNames,
): Filled {
  const { draft } = report
  const { message, corrects, words, place } = heard
  const asksPlace = asking === 'where' || asking === 'city' || asking === 'district'
  const filledPlace = fillPlace(report, place, places, {
    replace: corrects || asksPlace || asking === 'confirm' || (asking === 'photo' && words <= 3),
    markedOnly: asking === 'place' && !corrects,
  })
  const pin = fillPin(report, heard)
  const landmark = fillLandmark(report, heard, asking, filledPlace)
  const service = fillService(report, heard, asking, services, filledPlace)
  for (const { id } of message.photos) {
    if (draft.photos.length < mostPhotos && !draft.photos.includes(id)) draft.photos.push(id)
  }
  const phone = message.understood.entities.find((entity) => entity.type === 'phone')
  if (phone) draft.phone = phone.value
  if (message.understood.urgent) draft.urgent = true
  return { place: filledPlace, pin, landmark, service, photo: message.photos.length > 0 }
}

function fillPin({ draft }: ReportProgress, { place }: Heard): boolean {
  if (place.coordinates !== null) draft.coordinates = place.coordinates
  if (place.mapLink !== null) draft.mapLink = place.mapLink
  if (place.shortAddress !== null) draft.shortAddress = place.shortAddress
  return place.coordinates !== null || place.mapLink !== null || place.shortAddress !== null
}

function fillLandmark(
  { draft }: ReportProgress,
  { place, corrects, message }: Heard,
  asking: SlotQuestion | null,
  filledPlace: boolean,
): boolean {
  const street =
    asking !== null &&
    asking !== 'category' &&
    asking !== 'service' &&
    isSpot(place.rest, asking !== 'photo' && asking !== 'confirm')
  const landmark = place.landmark ?? (street ? place.rest : null)
  if (landmark === null || isVagueLandmark(landmark)) return false
  // Late in the report a message that is nothing but a landmark means it.
  const alone = (asking === 'photo' || asking === 'confirm') && landmark.length >= message.text.trim().length * 0.6
  if (draft.landmark !== undefined && asking !== 'place' && !alone && (!corrects || filledPlace)) return false
  if (draft.landmark !== undefined && street && place.landmark === null && !corrects && asking !== 'place') {
    if (draft.landmark.includes(landmark)) return false
    draft.landmark = clipText(
      `${draft.landmark}${/\p{Script=Arabic}/u.test(landmark) ? '،' : ','} ${landmark}`,
      longestLandmark,
    )
    return true
  }
  draft.landmark = clipText(landmark, longestLandmark)
  return true
}

/** The service is taken where it is sure; one that is known is replaced only in a correction that speaks of nothing else. */
function fillService(
  report: ReportProgress,
  heard: Heard,
  asking: SlotQuestion | null,
  services: Services,
  filledPlace: boolean,
): boolean {
  const { draft } = report
  const { service, serviceConfidence } = heard.message.understood
  // A name may sound like a problem («النور»): what is nothing but a place tells of none.
  const onlyPlace = wordCount(foldText(heard.place.remainder)) === 0
  if (service === null || !services.has(service) || onlyPlace || isUnsureFire(heard)) return false
  const asked = asking === 'category' || asking === 'service'
  if (draft.service !== undefined && !asked) {
    const corrected =
      heard.corrects &&
      !filledPlace &&
      asking !== 'place' &&
      serviceConfidence >= sure &&
      service !== draft.service &&
      service !== 'other' &&
      !isOnlyCorrection(heard.message.text)
    if (!corrected) return false
  } else if (serviceConfidence < sure && !standsOut(heard)) return false
  draft.service = service
  report.guessed = serviceConfidence < sure
  return true
}

/** What burns is no matter of the service that its words remind of, unless that is next to certain and may well burn. */
export function isUnsureFire({ message: { text, understood } }: Heard): boolean {
  if (!understood.urgent || !namesFire(text)) return false
  return understood.serviceConfidence < plainlySure || !mayBurn.has(understood.service ?? '')
}
const plainlySure = 0.8
const mayBurn: ReadonlySet<string> = new Set([
  'light_pole_hazard',
  'power_outage',
  'waste_collection',
  'waste_container',
  'pollution',
  'trees',
])

function standsOut({ message }: Heard): boolean {
  const [best, second] = message.understood.services
  return best !== undefined && best.p >= nearlySure && best.p >= lead * (second?.p ?? 0)
}
