import type { Filter } from '../query/filter.js'
import type { Path } from '../query/walk-path.js'
import type { BsonDocument } from '../values/document.js'

/** One field of an index. */
export interface IndexField {
  readonly name: string
  readonly path: Path
  readonly descending: boolean
}

/** An index of a collection, as the planner and the writer use it. */
export interface IndexDefinition {
  /** The prefix of its entries' keys in the index table. */
  readonly id: number
  readonly name: string
  readonly fields: readonly IndexField[]
  readonly unique: boolean
  readonly sparse: boolean
  /** The documents it holds: a compiled partialFilterExpression. */
  readonly partial: { readonly filter: Filter; readonly accepts: (document: unknown) => boolean } | undefined
  readonly expireAfterSeconds: number | undefined
  /** The top-level fields on which its entries depend. */
  readonly heads: ReadonlySet<string>
  /** The specification as listIndexes shows it. */
  readonly specification: BsonDocument
  /** Set as soon as one document has an array in an indexed field: bounds of several fields may then not be combined. */
  multikey: boolean
  /** Set as soon as one key was too long and was cut: its order is then no longer exact. */
  hasCutKeys: boolean
}
