import type { Services } from '../../config/services.js'
import type { ReportProgress, SlotQuestion } from '../memory.js'
import { isPointed } from './draft.js'

/** What is to be asked next: the first thing missing that this service needs, and at last the confirmation. */
export function nextQuestion(
  { draft, guesses, unknown, photoOffered }: ReportProgress,
  services: Services,
): SlotQuestion {
  if (draft.service === undefined) return guesses.length > 0 ? 'service' : 'category'
  const service = services.get(draft.service)
  if (!isPointed(draft)) {
    // A city is asked for until it is known; one that is on no list is known by its words.
    const city = draft.city !== undefined || unknown.includes('city')
    const district = draft.district !== undefined || draft.districtText !== undefined || unknown.includes('district')
    if (!city && !district) return 'where'
    if (!district) return 'district'
    if (!city) return 'city'
    // Where there is danger a district is not enough, whatever kind it is.
    const exact = service.exactPlace || draft.urgent
    if (exact && draft.landmark === undefined && !unknown.includes('place')) return 'place'
  }
  const photoWanted =
    service.photo && !draft.urgent && !photoOffered && draft.photos.length === 0 && draft.photoDeclined !== true
  return photoWanted ? 'photo' : 'confirm'
}
