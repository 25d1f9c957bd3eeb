import { clipText } from '../clip-text.js'
import type { ReportDraft } from '../dialog-types.js'
import { allDraftKeys, type Draft, type DraftKey, type LastPlace, type ReportProgress } from '../memory.js'

const longestDescription = 1000

/** The draft as the caller takes it. */
export function toReportDraft(draft: Draft): ReportDraft {
  return { ...draft, photos: [...draft.photos] }
}

/** Whether the place is pinned on the map, so that neither district nor landmark is needed. */
export function isPointed({ coordinates, mapLink, shortAddress }: LastPlace): boolean {
  return coordinates !== undefined || mapLink !== undefined || shortAddress !== undefined
}

/** Adds the resident's own words to the description, which is cut at 1,000 characters. */
export function describe(draft: Draft, words: string): void {
  const clean = words.trim()
  if (clean === '' || draft.description?.includes(clean)) return
  draft.description = clipText(draft.description ? `${draft.description}\n${clean}` : clean, longestDescription)
}

/** Adds what an answer told besides: to the description, and for the summary to show. */
export function addDetail(report: ReportProgress, words: string): void {
  describe(report.draft, words)
  const clean = words.trim()
  report.added = clipText(report.added === null ? clean : `${report.added} ${clean}`, longestDescription)
}

/** Takes over the district and city of another report, where this one has no place of its own. */
export function copyDistrict({ city, district, districtText }: Draft, draft: Draft): void {
  const isPlaced = draft.city !== undefined || draft.district !== undefined || draft.districtText !== undefined
  if (isPlaced || isPointed(draft)) return
  if (city !== undefined) draft.city = city
  if (district !== undefined) draft.district = district
  if (districtText !== undefined) draft.districtText = districtText
}

/** Takes a slot out of the draft, with what belongs to it. */
export function clearSlot(draft: Draft, key: DraftKey): void {
  if (key === 'photos') draft.photos = []
  else if (key !== 'urgent') delete draft[key]
  if (key === 'district') delete draft.districtText
}

/** The slots that are filled in `after` and were not in `before`. */
export function newlyFilled(before: Draft, after: Draft): DraftKey[] {
  return allDraftKeys.filter(
    (key) =>
      key !== 'urgent' &&
      after[key] !== undefined &&
      (key === 'photos' ? after.photos.length > 0 && before.photos.length === 0 : before[key] === undefined),
  )
}
