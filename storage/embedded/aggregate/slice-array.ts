import { CommandError } from '../command-error.js'

/** What `$slice` keeps: the first or last `from` elements, or `count` elements from a position on. */
export function sliceArray(array: readonly unknown[], from: number, count: number | undefined): readonly unknown[] {
  if (count === undefined) return from >= 0 ? array.slice(0, from) : array.slice(from)
  if (count <= 0) throw new CommandError(28729, 'Third argument to $slice must be positive')
  const start = from >= 0 ? from : Math.max(0, array.length + from)
  return array.slice(start, start + count)
}
