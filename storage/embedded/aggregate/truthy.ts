import { toNumber } from '../values/numbers.js'

/** MongoDB's truth of a value: false, null, missing and zero are false, everything else is true. */
export function truthy(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  if (value === null || value === undefined) return false
  return toNumber(value) !== 0
}
