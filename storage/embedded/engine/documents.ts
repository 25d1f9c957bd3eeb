import type { IndexDefinition } from '../index/index-definition.js'
import { idKeyOf, keysOf } from '../index/index-keys.js'
import { decodeDocument } from '../values/codec.js'
import type { BsonDocument } from '../values/document.js'
import type { Catalog, Collection } from './catalog.js'
import { DocumentCache } from './document-cache.js'
import { duplicateKey } from './duplicate-key.js'
import { type KeyValueStore, tables } from './key-value-store.js'
import { entryKey, prefixEnd, prefixedKey, prefixOf } from './store-keys.js'

const noBytes = Buffer.alloc(0)

/** Reads and writes single documents together with their index entries. A write that throws has changed nothing. */
export class Documents {
  readonly #store: KeyValueStore
  readonly #catalog: Catalog
  readonly #cache = new DocumentCache()
  readonly #counts = new Map<number, number>()

  constructor(store: KeyValueStore, catalog: Catalog) {
    this.#store = store
    this.#catalog = catalog
  }

  /** Forgets what is kept in memory, after changes were taken back. */
  forget(): void {
    this.#cache.clear()
    this.#counts.clear()
  }

  /** The stored bytes of a document by the key of its _id. */
  readBytes(collection: Collection, idKey: Buffer): Buffer | undefined {
    return this.#store.get(tables.records, prefixedKey(collection.id, idKey))
  }

  has(collection: Collection, idKey: Buffer): boolean {
    return this.#store.has(tables.records, prefixedKey(collection.id, idKey))
  }

  /** A document by the key of its _id; shared, not to be changed. */
  read(collection: Collection, idKey: Buffer): BsonDocument | undefined {
    const cacheKey = cacheKeyOf(collection, idKey)
    const cached = this.#cache.get(cacheKey)
    if (cached) return cached
    const bytes = this.readBytes(collection, idKey)
    if (!bytes) return undefined
    const document = decodeDocument(bytes)
    this.#cache.set(cacheKey, document, bytes.length)
    return document
  }

  /** Stores a new document. Throws DuplicateKey. */
  insert(collection: Collection, document: BsonDocument, bytes: Buffer): void {
    const idKey = idKeyOf(document._id)
    const key = prefixedKey(collection.id, idKey)
    if (this.#store.has(tables.records, key))
      throw duplicateKey(collection, idIndexSpecification, { _id: document._id })
    const changes = collection.indexes.map((index) => this.#plan(collection, index, idKey, undefined, document))
    this.#store.put(tables.records, key, bytes)
    for (const change of changes) this.#apply(collection, change, idKey)
    this.#cache.set(cacheKeyOf(collection, idKey), document, bytes.length)
    this.#addToCount(collection, 1)
  }

  /** Replaces a document by another with the same _id; `touches` tells which indexes the change can concern. */
  replace(
    collection: Collection,
    idKey: Buffer,
    before: BsonDocument,
    after: BsonDocument,
    bytes: Buffer,
    touches: (index: IndexDefinition) => boolean,
  ): void {
    const changes: IndexChange[] = []
    for (const index of collection.indexes) {
      if (touches(index)) changes.push(this.#plan(collection, index, idKey, before, after))
    }
    this.#store.put(tables.records, prefixedKey(collection.id, idKey), bytes)
    for (const change of changes) this.#apply(collection, change, idKey)
    this.#cache.set(cacheKeyOf(collection, idKey), after, bytes.length)
  }

  remove(collection: Collection, idKey: Buffer, document: BsonDocument): void {
    const changes = collection.indexes.map((index) => this.#plan(collection, index, idKey, document, undefined))
    this.#store.remove(tables.records, prefixedKey(collection.id, idKey))
    for (const change of changes) this.#apply(collection, change, idKey)
    this.#cache.delete(cacheKeyOf(collection, idKey))
    this.#addToCount(collection, -1)
  }

  /** How many documents a collection has. */
  count(collection: Collection): number {
    const known = this.#counts.get(collection.id)
    if (known !== undefined) return known
    const count = this.#store.count(tables.records, prefixOf(collection.id), prefixEnd(collection.id))
    this.#counts.set(collection.id, count)
    return count
  }

  /** Writes one document's entries of an index that is being built. Throws DuplicateKey. */
  addToIndex(collection: Collection, index: IndexDefinition, idKey: Buffer, document: BsonDocument): void {
    this.#apply(collection, this.#plan(collection, index, idKey, undefined, document), idKey)
  }

  #plan(
    collection: Collection,
    index: IndexDefinition,
    idKey: Buffer,
    before: BsonDocument | undefined,
    after: BsonDocument | undefined,
  ): IndexChange {
    const old = before ? keysOf(index, before).keys : []
    const next = after ? keysOf(index, after) : undefined
    const added = (next?.keys ?? []).filter((key) => !old.some((each) => each.equals(key)))
    const removed = old.filter((key) => !next?.keys.some((each) => each.equals(key)))
    if (index.unique && after) {
      for (const key of added) this.#refuseDuplicate(collection, index, key, idKey, after)
    }
    const flags = (next?.multikey === true && !index.multikey) || (next?.hasCutKeys === true && !index.hasCutKeys)
    return { index, added, removed, flags: flags ? next : undefined }
  }

  #refuseDuplicate(
    collection: Collection,
    index: IndexDefinition,
    key: Buffer,
    idKey: Buffer,
    document: BsonDocument,
  ): void {
    const holder = this.#store.get(tables.entries, entryKey(index, key, noBytes))
    if (holder && !holder.equals(idKey)) throw duplicateKey(collection, index.specification, document)
  }

  #apply(collection: Collection, change: IndexChange, idKey: Buffer): void {
    for (const key of change.removed) this.#store.remove(tables.entries, entryKey(change.index, key, idKey))
    for (const key of change.added) this.#store.put(tables.entries, entryKey(change.index, key, idKey), idKey)
    if (!change.flags) return
    change.index.multikey ||= change.flags.multikey
    change.index.hasCutKeys ||= change.flags.hasCutKeys
    this.#catalog.save(collection)
  }

  #addToCount(collection: Collection, difference: number): void {
    const count = this.#counts.get(collection.id)
    if (count !== undefined) this.#counts.set(collection.id, count + difference)
  }
}

interface IndexChange {
  readonly index: IndexDefinition
  readonly added: readonly Buffer[]
  readonly removed: readonly Buffer[]
  readonly flags: { readonly multikey: boolean; readonly hasCutKeys: boolean } | undefined
}

/** The index every collection has, as a specification. */
export const idIndexSpecification: BsonDocument = { v: 2, key: { _id: 1 }, name: '_id_' }

function cacheKeyOf(collection: Collection, idKey: Buffer): string {
  return `${collection.id}/${idKey.toString('latin1')}`
}
