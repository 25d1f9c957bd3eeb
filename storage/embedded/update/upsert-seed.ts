import { CommandError } from '../command-error.js'
import type { Filter } from '../query/filter.js'
import type { BsonDocument } from '../values/document.js'
import { DocumentEditor } from './document-editor.js'

/** What an upsert's new document takes from the query: the fields the query holds to one value. */
export function upsertSeed(filter: Filter): BsonDocument {
  const equalities = new Map<string, unknown>()
  collect(filter, equalities)
  const editor = new DocumentEditor({})
  for (const [path, value] of equalities) {
    for (const other of equalities.keys()) {
      if (other.startsWith(`${path}.`)) throw twice(other)
    }
    editor.set(path.split('.'), value)
  }
  return editor.document
}

function collect(filter: Filter, equalities: Map<string, unknown>): void {
  if (filter.kind === 'and' || (filter.kind === 'or' && filter.filters.length === 1)) {
    for (const each of filter.filters) collect(each, equalities)
  } else if (filter.kind === 'test') {
    const { test } = filter
    const values =
      test.kind === 'in' && test.patterns.length === 0
        ? test.values
        : test.kind === 'compare' && test.operator === '$eq'
          ? [test.value]
          : []
    if (values.length !== 1) return
    const path = filter.path.join('.')
    if (equalities.has(path)) throw twice(path)
    equalities.set(path, values[0])
  }
}

function twice(path: string): CommandError {
  return new CommandError(54, `cannot infer query fields to set, path '${path}' is matched twice`)
}
