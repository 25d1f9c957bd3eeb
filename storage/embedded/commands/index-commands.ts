import { Int32 } from 'bson'
import { CommandError } from '../command-error.js'
import type { Collection, Leftover } from '../engine/catalog.js'
import { clearLeftover } from '../engine/clear-leftover.js'
import { idIndexSpecification } from '../engine/documents.js'
import type { Engine } from '../engine/engine.js'
import { prepareQuery } from '../engine/execute-query.js'
import { tables } from '../engine/key-value-store.js'
import { defineIndex } from '../index/define-index.js'
import type { IndexDefinition } from '../index/index-definition.js'
import { everything } from '../query/filter.js'
import { equalValues } from '../values/compare.js'
import { type BsonDocument, isDocument } from '../values/document.js'
import { toNumber } from '../values/numbers.js'
import { documentsArgument } from './arguments.js'
import { cursorOver } from './collection-commands.js'
import { type Command, collectionNameOf } from './command.js'

/** `createIndexes`. */
export const createIndexes: Command = {
  fields: ['indexes', 'commitQuorum', 'ignoreUnknownIndexOptions'],
  writes: true,
  alone: true,
  run(request, { engine }) {
    const wanted = documentsArgument(request.body, 'indexes')
    if (wanted.length === 0) throw new CommandError(2, 'Must specify at least one index to create')
    const definitions = wanted.map((specification) => defineIndex(0, specification))
    const existed = engine.catalog.find(request.database, collectionNameOf(request)) !== undefined
    const collection = engine.catalog.findOrCreate(request.database, collectionNameOf(request))
    const before = collection.indexes.length + 1
    for (const definition of definitions) addIndex(engine, collection, definition)
    return {
      numIndexesBefore: new Int32(before),
      numIndexesAfter: new Int32(collection.indexes.length + 1),
      ...(existed ? {} : { createdCollectionAutomatically: true }),
      ...(collection.indexes.length + 1 === before ? { note: 'all indexes already exist' } : {}),
    }
  },
}

function addIndex(engine: Engine, collection: Collection, wanted: IndexDefinition): void {
  if (isIdIndex(wanted) || exists(collection, wanted)) return
  if (collection.indexes.length >= 63)
    throw new CommandError(67, `add index fails, too many indexes for ${collection.namespace}`)
  const index = { ...wanted, id: engine.catalog.nextId() }
  const leftover: Leftover = { table: tables.entries, id: index.id }
  engine.catalog.noteLeftover(leftover)
  try {
    const query = prepareQuery(engine.store, engine.documents, collection, {
      filter: everything,
      sort: [],
      skip: 0,
      limit: 0,
    })
    for (const idKey of query.run()) {
      const document = engine.documents.read(collection, idKey)
      if (document) engine.documents.addToIndex(collection, index, idKey, document)
      engine.store.checkpointIfLarge()
    }
  } catch (error) {
    clearLeftover(engine, leftover)
    throw error
  }
  engine.catalog.forgetLeftover(leftover)
  collection.indexes = [...collection.indexes, index]
  engine.catalog.save(collection)
}

function isIdIndex(index: IndexDefinition): boolean {
  return equalValues(index.specification.key, idIndexSpecification.key)
}

function exists(collection: Collection, wanted: IndexDefinition): boolean {
  const sameName = collection.indexes.find((index) => index.name === wanted.name)
  const sameKey = collection.indexes.find(
    (index) => equalValues(index.specification.key, wanted.specification.key) && samePartial(index, wanted),
  )
  const same = sameName ?? sameKey
  if (!same) return false
  if (equalValues(withoutOrder(same.specification), withoutOrder(wanted.specification))) return true
  if (sameName && !equalValues(sameName.specification.key, wanted.specification.key)) {
    throw new CommandError(
      86,
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${wanted.name}`,
    )
  }
  const why = sameName ? 'with different options' : `with a different name: ${same.name}`
  throw new CommandError(sameName ? 86 : 85, `Index already exists ${why}`)
}

function samePartial(a: IndexDefinition, b: IndexDefinition): boolean {
  return (
    equalValues(a.specification.partialFilterExpression, b.specification.partialFilterExpression) &&
    a.sparse === b.sparse &&
    a.unique === b.unique
  )
}

function withoutOrder(specification: BsonDocument): BsonDocument {
  return Object.fromEntries(Object.entries(specification).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** `listIndexes`. */
export const listIndexes: Command = {
  fields: ['cursor'],
  writes: false,
  run(request, { engine }) {
    const collection = existing(engine, request.database, collectionNameOf(request))
    const specifications = [idIndexSpecification, ...collection.indexes.map((index) => index.specification)]
    return cursorOver(engine, collection.namespace, specifications, request.body)
  },
}

/** `dropIndexes`. */
export const dropIndexes: Command = {
  fields: ['index'],
  writes: true,
  alone: true,
  run(request, { engine }) {
    const collection = existing(engine, request.database, collectionNameOf(request))
    const before = collection.indexes.length + 1
    const { index } = request.body
    const dropped = Array.isArray(index) ? index.flatMap((each) => named(collection, each)) : named(collection, index)
    collection.indexes = collection.indexes.filter((each) => !dropped.includes(each))
    engine.catalog.save(collection)
    const leftovers = dropped.map((each): Leftover => ({ table: tables.entries, id: each.id }))
    for (const leftover of leftovers) engine.catalog.noteLeftover(leftover)
    for (const leftover of leftovers) clearLeftover(engine, leftover)
    return {
      nIndexesWas: new Int32(before),
      ...(index === '*' ? { msg: 'non-_id indexes dropped for collection' } : {}),
    }
  },
}

function named(collection: Collection, wanted: unknown): readonly IndexDefinition[] {
  if (wanted === '*') return collection.indexes
  if (
    wanted === '_id_' ||
    (isDocument(wanted) && toNumber(wanted._id) !== undefined && Object.keys(wanted).length === 1)
  ) {
    throw new CommandError(72, 'cannot drop _id index')
  }
  const found = collection.indexes.filter(
    (index) => index.name === wanted || equalValues(index.specification.key, wanted),
  )
  if (found.length > 0) return found
  const how = typeof wanted === 'string' ? `with name [${wanted}]` : 'with that key'
  throw new CommandError(27, `index not found ${how}`)
}

function existing(engine: Engine, database: string, name: string): Collection {
  const collection = engine.catalog.find(database, name)
  if (!collection) throw new CommandError(26, `ns does not exist: ${database}.${name}`)
  return collection
}
