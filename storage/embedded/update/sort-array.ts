import { badValue } from '../command-error.js'
import type { IndexField } from '../index/index-definition.js'
import { parseSort, sortKeyOf } from '../index/sort-key.js'
import { compareValues } from '../values/compare.js'
import { isDocument } from '../values/document.js'
import { toNumber } from '../values/numbers.js'

/** Sorts an array as `$push` does: by the elements themselves, or by fields of embedded documents. */
export function sortedBy(values: readonly unknown[], sort: unknown): readonly unknown[] {
  if (isDocument(sort)) {
    const fields: readonly IndexField[] = parseSort(sort)
    const keyed = values.map((value) => ({ value, key: sortKeyOf(fields, isDocument(value) ? value : {}) }))
    return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map((each) => each.value)
  }
  const direction = toNumber(sort)
  if (direction !== 1 && direction !== -1) throw badValue('The $sort element value must be either 1 or -1')
  return [...values].sort((a, b) => direction * compareValues(a, b))
}
