import { Int32 } from 'bson'
import { CommandError } from '../command-error.js'
import { defineIndex } from '../index/define-index.js'
import type { IndexDefinition } from '../index/index-definition.js'
import { decodeDocument, encodeDocument } from '../values/codec.js'
import { type BsonDocument, isDocument } from '../values/document.js'
import { toInteger } from '../values/numbers.js'
import { type KeyValueStore, type Table, tables } from './key-value-store.js'

/** A collection: where its documents and its indexes lie. */
export interface Collection {
  /** The prefix of its documents' keys. */
  readonly id: number
  readonly database: string
  readonly name: string
  /** `database.name`. */
  readonly namespace: string
  /** All but the one on _id, which the documents' own order is. */
  indexes: readonly IndexDefinition[]
}

const firstKey = Buffer.from('c')
const lastKey = Buffer.from('d')
const nextIdKey = Buffer.from('next-id')
const firstLeftoverKey = Buffer.from('g')
const lastLeftoverKey = Buffer.from('h')

/** What lies under an id of a table and belongs to nothing: of a dropped collection, or of an index not built to its end. */
export interface Leftover {
  readonly table: Table
  readonly id: number
}

/** The collections and their indexes, kept in memory and in the store's catalog table. */
export class Catalog {
  readonly #store: KeyValueStore
  readonly #collections = new Map<string, Collection>()

  constructor(store: KeyValueStore) {
    this.#store = store
    this.reload()
  }

  /** Reads everything again from the store, after changes were taken back. */
  reload(): void {
    this.#collections.clear()
    const entries = this.#store.range(tables.catalog, { from: firstKey, to: lastKey, limit: 100_000 })
    for (const { value } of entries) this.#load(decodeDocument(value))
  }

  find(database: string, name: string): Collection | undefined {
    return this.#collections.get(`${database}.${name}`)
  }

  /** The collection, made when it is not there. Throws InvalidNamespace on a name that cannot be. */
  findOrCreate(database: string, name: string): Collection {
    return this.find(database, name) ?? this.#create(database, name)
  }

  list(database?: string): Collection[] {
    const all = [...this.#collections.values()]
    return database === undefined ? all : all.filter((each) => each.database === database)
  }

  /** A number no collection and no index has had before. */
  nextId(): number {
    const id = (this.#store.get(tables.catalog, nextIdKey)?.readUInt32BE(0) ?? 0) + 1
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(id, 0)
    this.#store.put(tables.catalog, nextIdKey, bytes)
    return id
  }

  /** Writes a collection's indexes, or a flag of one, to the store. */
  save(collection: Collection): void {
    const indexes = collection.indexes.map((index) => ({
      id: new Int32(index.id),
      multikey: index.multikey,
      hasCutKeys: index.hasCutKeys,
      specification: index.specification,
    }))
    const { id, database, name } = collection
    this.#store.put(tables.catalog, keyOf(collection), encodeDocument({ id: new Int32(id), database, name, indexes }))
  }

  remove(collection: Collection): void {
    this.#collections.delete(collection.namespace)
    this.#store.remove(tables.catalog, keyOf(collection))
  }

  /** Remembers a leftover until `forgetLeftover`, so that it is cleared away even if the process dies before that. */
  noteLeftover(leftover: Leftover): void {
    this.#store.put(tables.catalog, leftoverKey(leftover), Buffer.from([1]))
  }

  forgetLeftover(leftover: Leftover): void {
    this.#store.remove(tables.catalog, leftoverKey(leftover))
  }

  leftovers(): Leftover[] {
    const entries = this.#store.range(tables.catalog, { from: firstLeftoverKey, to: lastLeftoverKey, limit: 100_000 })
    return entries.map(({ key }) => ({
      table: key[1] === tables.records ? tables.records : tables.entries,
      id: key.readUInt32BE(2),
    }))
  }

  #create(database: string, name: string): Collection {
    checkName(database, name)
    const namespace = `${database}.${name}`
    const collection: Collection = { id: this.nextId(), database, name, namespace, indexes: [] }
    this.#collections.set(namespace, collection)
    this.save(collection)
    return collection
  }

  #load(saved: BsonDocument): void {
    const { database, name } = saved
    const id = toInteger(saved.id)
    if (typeof database !== 'string' || typeof name !== 'string' || id === undefined || !Array.isArray(saved.indexes)) {
      throw new CommandError(1, 'the catalog of the embedded store cannot be read')
    }
    const namespace = `${database}.${name}`
    const list: readonly unknown[] = saved.indexes
    const indexes = list.filter(isDocument).map((index) => {
      const specification = isDocument(index.specification) ? index.specification : {}
      const definition = defineIndex(toInteger(index.id) ?? 0, specification)
      definition.multikey = index.multikey === true
      definition.hasCutKeys = index.hasCutKeys === true
      return definition
    })
    this.#collections.set(namespace, { id, database, name, namespace, indexes })
  }
}

function keyOf(collection: Collection): Buffer {
  return Buffer.from(`c${collection.database}\0${collection.name}`)
}

function leftoverKey({ table, id }: Leftover): Buffer {
  const key = Buffer.from([0x67, table, 0, 0, 0, 0])
  key.writeUInt32BE(id, 2)
  return key
}

function checkName(database: string, name: string): void {
  const bad = (why: string) => new CommandError(73, `Invalid namespace specified '${database}.${name}'${why}`)
  if (database === '' || database.length > 63 || /[\0/\\. "$*<>:|?]/.test(database)) throw bad(': bad database name')
  if (name === '' || name.includes('\0') || name.startsWith('.') || name.endsWith('.')) throw bad('')
  if (name.includes('$')) throw bad(": collection names cannot contain '$'")
  if (name.startsWith('system.')) throw bad(': system collections are not supported by the embedded store')
  if (Buffer.byteLength(`${database}.${name}`) > 255) throw bad(': fully qualified namespace is too long')
}
