import type { Table } from '../engine/key-value-store.js'
import type { ByteRange } from './field-bounds.js'
import type { IndexDefinition } from './index-definition.js'

/** How the candidates of a query are found. */
export type Plan = IdPlan | ScanPlan | OrPlan

/** Certain documents by _id. */
export interface IdPlan {
  readonly kind: 'ids'
  readonly idKeys: readonly Buffer[]
  /** The filter asks for nothing but the _id. */
  readonly exact: boolean
}

/** Stretches of the documents (in the order of _id) or of an index. */
export interface ScanPlan {
  readonly kind: 'scan'
  readonly table: Table
  /** Undefined where the documents themselves are scanned. */
  readonly index: IndexDefinition | undefined
  /** With the index's or the collection's id as prefix. */
  readonly ranges: readonly ByteRange[]
  /** Whether the ranges leave anything out. */
  readonly bounded: boolean
  readonly reverse: boolean
  /** Whether the candidates come in the order asked for. */
  readonly sorted: boolean
}

/** Several plans, one for each alternative of an `$or`. */
export interface OrPlan {
  readonly kind: 'or'
  readonly plans: readonly Plan[]
}
