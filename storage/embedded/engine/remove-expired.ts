import type { Filter } from '../query/filter.js'
import type { Engine } from './engine.js'
import { prepareQuery } from './execute-query.js'

const mostAtOnce = 2000

/** Removes documents whose TTL index says that their time has come, at most 2000 for each index; gives how many. */
export function removeExpired(engine: Engine): number {
  let removed = 0
  for (const collection of engine.catalog.list()) {
    for (const index of collection.indexes) {
      const [field] = index.fields
      if (index.expireAfterSeconds === undefined || !field) continue
      const limit = new Date(engine.clock.now() - index.expireAfterSeconds * 1000)
      const expired: Filter = {
        kind: 'test',
        path: field.path,
        test: { kind: 'compare', operator: '$lte', value: limit },
      }
      const filter: Filter = index.partial ? { kind: 'and', filters: [expired, index.partial.filter] } : expired
      const query = prepareQuery(engine.store, engine.documents, collection, {
        filter,
        sort: [],
        skip: 0,
        limit: mostAtOnce,
        hint: index.name,
      })
      for (const idKey of [...query.run()]) {
        const document = engine.documents.read(collection, idKey)
        if (!document) continue
        engine.documents.remove(collection, idKey, document)
        removed++
      }
    }
  }
  return removed
}
