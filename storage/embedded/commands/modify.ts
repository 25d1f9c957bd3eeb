import { ObjectId } from 'bson'
import { CommandError } from '../command-error.js'
import type { Collection } from '../engine/catalog.js'
import type { Engine } from '../engine/engine.js'
import type { IndexDefinition } from '../index/index-definition.js'
import type { Filter } from '../query/filter.js'
import { applyUpdate } from '../update/apply-update.js'
import type { Update } from '../update/parse-update.js'
import { upsertSeed } from '../update/upsert-seed.js'
import { encodeStoredDocument } from '../values/codec.js'
import type { BsonDocument } from '../values/document.js'
import { checkDocument, withId } from './check-document.js'

/** A document before and after an update. */
export interface Modified {
  readonly before: BsonDocument
  readonly after: BsonDocument
  /** False where the update left the document as it was. */
  readonly changed: boolean
}

/** Updates one stored document. */
export function modify(
  engine: Engine,
  collection: Collection,
  idKey: Buffer,
  filter: Filter,
  update: Update,
): Modified | undefined {
  const before = engine.documents.read(collection, idKey)
  if (!before) return undefined
  const after = applyUpdate(update, before, { filter, inserting: false, now: engine.clock.now() })
  if (update.kind !== 'operators') checkDocument(after)
  const bytes = encodeStoredDocument(after)
  if (engine.documents.readBytes(collection, idKey)?.equals(bytes)) return { before, after: before, changed: false }
  if (update.kind === 'operators') checkDocument(after)
  engine.documents.replace(collection, idKey, before, after, bytes, touches(update))
  return { before, after, changed: true }
}

function touches(update: Update): (index: IndexDefinition) => boolean {
  if (update.kind !== 'operators') return () => true
  return (index) => update.updates.some(({ path }) => index.heads.has(path[0] ?? ''))
}

/** Makes the document an upsert adds, and stores it. */
export function insertByUpsert(engine: Engine, collection: Collection, filter: Filter, update: Update): BsonDocument {
  const seed = upsertSeed(filter)
  const start: BsonDocument = update.kind === 'replacement' ? (seed._id === undefined ? {} : { _id: seed._id }) : seed
  const made = applyUpdate(update, start, { filter, inserting: true, now: engine.clock.now() })
  const document = withId(made._id === undefined ? { _id: new ObjectId(), ...made } : made)
  checkDocument(document)
  engine.documents.insert(collection, document, encodeStoredDocument(document))
  return document
}

/** Refuses what an update of many documents cannot be. */
export function refuseManyReplacements(update: Update): void {
  if (update.kind === 'replacement')
    throw new CommandError(9, 'multi update is not supported for replacement-style update')
}
