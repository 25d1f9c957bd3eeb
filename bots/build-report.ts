import type { Services } from '../config/services.js'
import type { ReportDraft } from '../dialogs/dialog-types.js'
import type { NewReport } from '../models/report-desk.js'

/** What a report is made from. `now` in epoch ms. */
export interface ReportSource {
  readonly id: string
  readonly residentId: string
  readonly channel: string
  readonly language: string
  readonly draft: ReportDraft
  readonly services: Services
  readonly now: number
}

/** The report that a confirmed draft becomes: routed to its department or authority, with its due time. */
export function buildReport({ id, residentId, channel, language, draft, services, now }: ReportSource): NewReport {
  const service = services.get(draft.service ?? 'other')
  const { city, district, districtText, landmark, coordinates, mapLink, shortAddress } = draft
  return {
    _id: id,
    residentId,
    channel,
    language,
    service: service.id,
    department: service.department,
    authority: service.authority,
    urgent: draft.urgent,
    place: {
      city: city ?? null,
      district: district ?? null,
      ...(districtText ? { districtText } : {}),
      ...(landmark ? { landmark } : {}),
      ...(coordinates ? { coordinates } : {}),
      ...(mapLink ? { mapLink } : {}),
      ...(shortAddress ? { shortAddress } : {}),
    },
    description: draft.description ?? '',
    ...(draft.phone ? { phone: draft.phone } : {}),
    photos: draft.photos,
    openedAt: now,
    dueAt: services.dueAt(service.id, now, draft.urgent),
  }
}
