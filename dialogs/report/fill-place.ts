import type { ReportProgress } from '../memory.js'
import type { PlaceNames } from '../place-names.js'
import type { Named, PlaceRead } from './read-place.js'

/** How far a message may change what is known already. */
export interface PlaceTrust {
  /** The resident corrects something, or is asked for a place: another district or city replaces the one known. */
  readonly replace: boolean
  /** Only a district named with its kind counts (a landmark is asked for, and landmarks are called after districts). */
  readonly markedOnly: boolean
}

/** Fills city and district. Returns whether the message said anything of them that counts. */
export function fillPlace(report: ReportProgress, read: PlaceRead, places: PlaceNames, trust: PlaceTrust): boolean {
  const city = fillCity(report, read, places, trust)
  const district = fillDistrict(report, read, places, trust, city)
  return city !== null || district
}

function fillCity(
  { draft, ...report }: ReportProgress,
  read: PlaceRead,
  places: PlaceNames,
  trust: PlaceTrust,
): string | null {
  const candidates = usable(read.cities, draft.city !== undefined, trust)
  const chosen = candidates.find(({ entity }) => entity.value !== draft.city) ?? candidates[0]
  if (chosen === undefined) return null
  const city = chosen.entity.value
  if (
    draft.city !== undefined &&
    draft.city !== city &&
    draft.district !== undefined &&
    places.cityOf(draft.district) !== city
  ) {
    const namesake = report.districtOptions.find((id) => places.cityOf(id) === city)
    if (namesake === undefined) delete draft.district
    else draft.district = namesake
  }
  draft.city = city
  return city
}

function fillDistrict(
  report: ReportProgress,
  read: PlaceRead,
  places: PlaceNames,
  trust: PlaceTrust,
  saidCity: string | null,
): boolean {
  const { draft } = report
  const known = draft.district !== undefined || draft.districtText !== undefined
  const candidates = usable(read.districts, known, trust)
  const chosen = candidates.find(({ entity }) => entity.value !== draft.district) ?? candidates[0]
  if (chosen === undefined) {
    const denied = read.districts.some(({ entity, denied }) => denied && entity.value === draft.district)
    if (denied) delete draft.district
    if (!denied && read.unlisted !== null && (!known || trust.replace)) {
      report.districtOptions = []
      delete draft.district
      draft.districtText = read.unlisted
      return true
    }
    resolveOptions(report, places)
    return denied
  }
  const { entity } = chosen
  if (chosen.qualified) {
    report.districtOptions = []
    delete draft.district
    draft.districtText = entity.text
    return true
  }
  const options = [entity.value, ...entity.alternatives.filter((id) => id !== entity.value)]
  report.districtOptions = options
  const city = draft.city ?? (options.length > 1 ? report.lastCity : null)
  const inCity = options.find((id) => city !== null && places.cityOf(id) === city)
  delete draft.districtText
  delete draft.district
  if (inCity !== undefined && city !== null) {
    draft.district = inCity
    draft.city = city
  } else if (saidCity === null && (entity.city !== null || options.length === 1)) {
    draft.district = entity.value
    const own = entity.city ?? places.cityOf(entity.value)
    if (own !== null) draft.city = own
  } else draft.districtText = entity.text
  return true
}

/** A district of a name that several cities have is settled as soon as the city is known. */
function resolveOptions({ draft, districtOptions }: ReportProgress, places: PlaceNames): void {
  if (draft.district !== undefined || draft.city === undefined || draft.districtText === undefined) return
  const found = districtOptions.find((id) => places.cityOf(id) === draft.city)
  if (found === undefined) return
  draft.district = found
  delete draft.districtText
}

function usable<
  N extends
    | Named<never>
    | Named<PlaceRead['districts'][number]['entity']>
    | Named<PlaceRead['cities'][number]['entity']>,
>(named: readonly N[], known: boolean, trust: PlaceTrust): readonly N[] {
  return named.filter(
    ({ denied, marked }) =>
      !denied && (!known || trust.replace || marked) && (!trust.markedOnly || marked || trust.replace),
  )
}
