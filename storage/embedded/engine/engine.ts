import type { Clock } from '../../../models/clock.js'
import { Catalog } from './catalog.js'
import { clearLeftover } from './clear-leftover.js'
import { Cursors } from './cursors.js'
import { Documents } from './documents.js'
import { KeyValueStore } from './key-value-store.js'

/** The parts of a running store that commands work with. */
export interface Engine {
  readonly store: KeyValueStore
  readonly catalog: Catalog
  readonly documents: Documents
  readonly cursors: Cursors
  readonly clock: Clock
}

/** Opens the store in a folder. Throws lmdb's or the file system's error. */
export function openEngine(folder: string, clock: Clock): Engine {
  const store = new KeyValueStore(folder)
  const catalog = new Catalog(store)
  for (const leftover of catalog.leftovers()) clearLeftover({ store, catalog }, leftover)
  store.commitGroup()
  return { store, catalog, documents: new Documents(store, catalog), cursors: new Cursors(clock), clock }
}

/** Takes back what was changed since the last committed group, in the store and in memory. */
export function rollBack(engine: Engine): void {
  engine.store.rollback()
  engine.catalog.reload()
  engine.documents.forget()
}
