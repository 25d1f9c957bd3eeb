import { runInMemory } from '../aggregate/pipeline.js'
import { badValue, CommandError } from '../command-error.js'
import type { Filter } from '../query/filter.js'
import { matchedPosition } from '../query/matched-position.js'
import { equalValues } from '../values/compare.js'
import type { BsonDocument } from '../values/document.js'
import { DocumentEditor } from './document-editor.js'
import { type ArrayFilters, type FieldUpdate, identifierIn, type Update } from './parse-update.js'

/** What an update needs besides the document. */
export interface UpdateSituation {
  /** The query that found the document, for the positional `$`. */
  readonly filter: Filter
  readonly inserting: boolean
  /** Epoch milliseconds. */
  readonly now: number
}

/** Gives the document as it is after an update; the given one stays as it is. Throws ImmutableField on another _id. */
export function applyUpdate(update: Update, document: BsonDocument, situation: UpdateSituation): BsonDocument {
  const updated = updatedDocument(update, document, situation)
  const id = document._id
  if (id !== undefined && !(updated._id !== undefined && equalValues(id, updated._id))) {
    throw new CommandError(66, "Performing an update on the path '_id' would modify the immutable field '_id'")
  }
  return updated
}

function updatedDocument(update: Update, document: BsonDocument, situation: UpdateSituation): BsonDocument {
  switch (update.kind) {
    case 'replacement': {
      const id = update.document._id ?? document._id
      return id === undefined ? { ...update.document } : { _id: id, ...update.document }
    }
    case 'pipeline': {
      const result = runInMemory(update.pipeline, [document], update.variables, situation.now)[0] ?? {}
      return '_id' in result || document._id === undefined ? result : { _id: document._id, ...result }
    }
    case 'operators': {
      const editor = new DocumentEditor(document)
      const context = { original: document, inserting: situation.inserting, now: situation.now }
      for (const each of update.updates) {
        for (const path of concretePaths(editor, each, update.arrayFilters, document, situation.filter)) {
          each.apply(editor, path, each.operand, context)
        }
      }
      return editor.document
    }
  }
}

/** The paths an update's path means in this document: `$`, `$[]` and `$[name]` become positions. */
function concretePaths(
  editor: DocumentEditor,
  update: FieldUpdate,
  filters: ArrayFilters,
  document: BsonDocument,
  filter: Filter,
): readonly (readonly string[])[] {
  if (!update.path.some((part) => part.startsWith('$'))) return [update.path]
  let paths: readonly (readonly string[])[] = [[]]
  for (const part of update.path) {
    paths = paths.flatMap((path) => {
      if (part === '$') return [[...path, String(positionFor(document, filter, path))]]
      if (part !== '$[]' && identifierIn(part) === undefined) return [[...path, part]]
      const accepts = filters.get(identifierIn(part) ?? '')
      return elementsOf(editor, path).flatMap(([i, element]) =>
        !accepts || accepts(element) ? [[...path, String(i)]] : [],
      )
    })
  }
  return paths
}

function positionFor(document: BsonDocument, filter: Filter, path: readonly string[]): number {
  const position = matchedPosition(filter, document, path)
  if (position === undefined) throw badValue('The positional operator did not find the match needed from the query.')
  return position
}

function elementsOf(editor: DocumentEditor, path: readonly string[]): [number, unknown][] {
  const array = editor.get(path)
  if (Array.isArray(array)) return [...array.entries()]
  throw badValue(
    array === undefined
      ? `The path '${path.join('.')}' must exist in the document in order to apply array updates.`
      : `Cannot apply array updates to non-array element ${path.join('.')}`,
  )
}
