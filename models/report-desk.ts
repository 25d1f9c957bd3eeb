import { isDuplicateKey } from './is-duplicate-key.js'
import type { Models } from './models.js'
import { nativeCollection } from './native-collection.js'
import type { ReportRecord } from './report.js'
import { createReportNumber } from './report-number.js'
import { TawasulError } from './tawasul-error.js'

/** What is needed to open a report; the rest is given by the desk. */
export type NewReport = Omit<ReportRecord, 'number' | 'state' | 'events'>

/** Opens reports and finds them again. */
export interface ReportDesk {
  /** Opens a report under a number of its own; with an `_id` that is there already it gives that report back and opens nothing. */
  open(report: NewReport): Promise<ReportRecord>
  /** The resident's reports, newest first; with `number` only that one, and only if it is theirs. */
  ofResident(residentId: string, number: string | null, limit: number): Promise<readonly ReportRecord[]>
}

const tries = 8

/** The desk over the stored reports. `numbers` gives candidates; one that is taken is not used again. */
export function createReportDesk(
  models: Pick<Models, 'reports'>,
  numbers: () => string = createReportNumber,
): ReportDesk {
  const { reports } = models
  return {
    async open(report) {
      for (let attempt = 0; attempt < tries; attempt++) {
        const record: ReportRecord = {
          ...report,
          number: numbers(),
          state: 'open',
          events: [{ type: 'opened', at: report.openedAt, by: 'resident' }],
        }
        try {
          await nativeCollection<ReportRecord>(reports).insertOne(record)
          return record
        } catch (error) {
          if (!isDuplicateKey(error)) throw error
          const found = await nativeCollection<ReportRecord>(reports).findOne({ _id: report._id })
          if (found) return found
        }
      }
      throw new TawasulError('report.no-number', `no free report number in ${tries} tries`, {
        retryable: true,
        hint: 'Look at how many reports there are: the numbers may be running out.',
      })
    },

    async ofResident(residentId, number, limit) {
      const filter = number === null ? { residentId } : { number, residentId }
      return nativeCollection<ReportRecord>(reports).find(filter).sort({ openedAt: -1 }).limit(limit).toArray()
    },
  }
}
