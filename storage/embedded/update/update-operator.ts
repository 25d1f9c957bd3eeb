import type { BsonDocument } from '../values/document.js'
import type { DocumentEditor } from './document-editor.js'

/** What an operator may ask about the update it is part of. */
export interface UpdateContext {
  /** The document before the update. */
  readonly original: BsonDocument
  /** Whether this makes a new document (upsert). */
  readonly inserting: boolean
  /** Epoch milliseconds, for `$currentDate`. */
  readonly now: number
}

/** Carries out one operator on one concrete path. */
export type FieldOperator = (
  editor: DocumentEditor,
  path: readonly string[],
  operand: unknown,
  context: UpdateContext,
) => void
