import type { Models } from '../../models/models.js'
import { nativeCollection } from '../../models/native-collection.js'
import type { UnderstoodRecord } from '../../models/understood.js'

/** The newest so many are looked at. */
const mostRead = 20_000

/** Messages that were put right or not surely understood, newest first; of one language where it is named. */
export function findUnsure(models: Pick<Models, 'understood'>, language?: string): Promise<UnderstoodRecord[]> {
  const unsure = [
    { outcome: { $in: ['asked', 'corrected', 'chosen', 'denied', 'given_up'] } },
    { outcome: { $in: ['acted', 'confirmed'] }, decision: { $ne: 'act' } },
    { outcome: { $in: ['acted', 'confirmed'] }, service: { $ne: null }, serviceConfidence: { $lt: 0.6 } },
  ] as const
  return nativeCollection<UnderstoodRecord>(models.understood)
    .find({ $or: unsure.map((one) => ({ ...one })), ...(language === undefined ? {} : { language }) })
    .sort({ at: -1 })
    .limit(mostRead)
    .toArray()
}

/** One message by its id; null where it is not there (any more). */
export function findUnderstood(models: Pick<Models, 'understood'>, id: string): Promise<UnderstoodRecord | null> {
  return nativeCollection<UnderstoodRecord>(models.understood).findOne({ _id: id })
}
