import { CommandError } from '../command-error.js'
import { prepareQuery } from '../engine/execute-query.js'
import { parseFilter } from '../query/parse-filter.js'
import { isDocument } from '../values/document.js'
import { toNumber } from '../values/numbers.js'
import { documentsArgument, hintArgument, refuseCollation, variablesArgument } from './arguments.js'
import { type Command, collectionNameOf } from './command.js'
import { checkBatch, runStatements, withErrors } from './write-errors.js'

const statementFields = new Set(['q', 'limit', 'hint', 'collation', 'comment'])

/** `delete`. */
export const deleteCommand: Command = {
  fields: ['deletes', 'ordered', 'let'],
  writes: true,
  run(request, { engine }) {
    const statements = documentsArgument(request.body, 'deletes')
    checkBatch(statements)
    const collection = engine.catalog.find(request.database, collectionNameOf(request))
    const variables = variablesArgument(request.body, engine.clock.now())
    let deleted = 0
    const errors = runStatements(statements, request.body.ordered !== false, (statement) => {
      const unknownField = Object.keys(statement).find((name) => !statementFields.has(name))
      if (unknownField !== undefined)
        throw new CommandError(40415, `BSON field 'delete.deletes.${unknownField}' is an unknown field.`)
      if (!isDocument(statement.q))
        throw new CommandError(40414, "BSON field 'delete.deletes.q' is missing but a required field")
      const limit = toNumber(statement.limit)
      if (limit !== 0 && limit !== 1)
        throw new CommandError(9, `The limit field in delete objects must be 0 or 1. Got ${String(limit)}`)
      refuseCollation(statement)
      const filter = parseFilter(statement.q, variables)
      if (!collection) return
      const hint = hintArgument(collection, statement.hint)
      const query = prepareQuery(engine.store, engine.documents, collection, { filter, sort: [], skip: 0, limit, hint })
      for (const idKey of [...query.run()]) {
        const document = engine.documents.read(collection, idKey)
        if (!document) continue
        engine.documents.remove(collection, idKey, document)
        deleted++
      }
    })
    return withErrors({ n: deleted }, errors)
  },
}
