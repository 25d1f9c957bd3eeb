import { CommandError } from '../command-error.js'
import { prepareQuery } from '../engine/execute-query.js'
import { encodeValue } from '../index/key-writer.js'
import { parseFilter } from '../query/parse-filter.js'
import { pathOf, someValueAt } from '../query/walk-path.js'
import { compareValues } from '../values/compare.js'
import { documentArgument, hintArgument, refuseCollation, variablesArgument } from './arguments.js'
import { type Command, collectionNameOf } from './command.js'

/** `distinct`. */
export const distinct: Command = {
  fields: ['key', 'query', 'collation', 'hint'],
  writes: false,
  run(request, { engine }) {
    const { body } = request
    if (typeof body.key !== 'string') throw new CommandError(14, "BSON field 'distinct.key' must be a string")
    refuseCollation(body)
    const filter = parseFilter(documentArgument(body, 'query'), variablesArgument(body, engine.clock.now()))
    const collection = engine.catalog.find(request.database, collectionNameOf(request))
    if (!collection) return { values: [] }
    const hint = hintArgument(collection, body.hint)
    const query = prepareQuery(engine.store, engine.documents, collection, {
      filter,
      sort: [],
      skip: 0,
      limit: 0,
      hint,
    })
    const path = pathOf(body.key)
    const values = new Map<string, unknown>()
    for (const idKey of query.run()) {
      someValueAt(engine.documents.read(collection, idKey), path, (found) => {
        for (const value of Array.isArray(found) ? found : [found]) {
          if (value !== undefined) values.set(encodeValue(value).toString('latin1'), value)
        }
        return false
      })
    }
    return { values: [...values.values()].sort(compareValues) }
  },
}
