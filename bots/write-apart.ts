import { refusedForGood } from '../models/refused-for-good.js'

/**
 * Writes items together; where the store refuses them for good, in halves, down to the one that it refuses, which goes to `putAside` with
 * the refusal's code. The others are written all the same. Any other error is thrown once everything was tried; all of it can then be
 * written again, so `write` must stand repetition.
 */
export async function writeApart<Item>(
  items: readonly Item[],
  write: (items: readonly Item[]) => Promise<unknown>,
  putAside: (item: Item, code: string) => Promise<void>,
): Promise<void> {
  const [only] = items
  if (only === undefined) return
  try {
    await write(items)
  } catch (error) {
    const code = refusedForGood(error)
    if (code === null) throw error
    if (items.length === 1) return putAside(only, code)
    const half = Math.ceil(items.length / 2)
    const ends = await Promise.allSettled(
      [items.slice(0, half), items.slice(half)].map((part) => writeApart(part, write, putAside)),
    )
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }
}
