import { z } from 'zod'

/**
 * An id of X as a string of digits. Ids that are JSON numbers are never read: above 2^53 they have lost their last digits when they
 * come out of the parser.
 */
export const idField = z.string().regex(/^\d{1,20}$/)

/** A time as X writes it in v1.1 objects: epoch milliseconds, as a string or a number. */
export const millisField = z
  .union([z.string().regex(/^\d{1,15}$/), z.number().int().nonnegative()])
  .transform((value) => Number(value))

/** The items of what should be an array; of anything else, none. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The record that a value is; of anything else, an empty one. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  const parsed = record.safeParse(value)
  return parsed.success ? parsed.data : {}
}

const record = z.looseObject({})

/** Epoch ms of a date as X writes it (ISO in v2, `Wed Oct 10 20:19:24 +0000 2018` in v1.1); else the time that the id carries. */
export function timeOf(date: string | undefined, id: string): number {
  const parsed = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(parsed) ? snowflakeTime(id) : parsed
}

/** X's ids carry the time they were given: milliseconds since 2010-11-04 in the bits above the lowest 22. */
function snowflakeTime(id: string): number {
  return Number(BigInt(id) >> 22n) + 1_288_834_974_657
}
