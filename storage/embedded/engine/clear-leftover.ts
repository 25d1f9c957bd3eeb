import type { Leftover } from './catalog.js'
import type { Engine } from './engine.js'
import { prefixEnd, prefixOf } from './store-keys.js'

const batch = 1000

/** Removes everything a leftover still has; saves on the way where that is much. */
export function clearLeftover(engine: Pick<Engine, 'store' | 'catalog'>, leftover: Leftover): void {
  const { store, catalog } = engine
  for (;;) {
    const entries = store.range(leftover.table, {
      from: prefixOf(leftover.id),
      to: prefixEnd(leftover.id),
      limit: batch,
    })
    for (const { key } of entries) store.remove(leftover.table, key)
    if (entries.length < batch) break
    store.checkpointIfLarge()
  }
  catalog.forgetLeftover(leftover)
}
