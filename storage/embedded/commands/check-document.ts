import { ObjectId } from 'bson'
import { CommandError } from '../command-error.js'
import { type BsonDocument, isDocument } from '../values/document.js'
import { typeOf } from '../values/type-of.js'

const deepest = 180

/** A document to be stored, with its _id first; one is made where it lacks it. Throws on what may not be stored. */
export function withId(document: BsonDocument): BsonDocument {
  const { _id, ...rest } = document
  const id = _id === undefined ? new ObjectId() : _id
  return Object.keys(document)[0] === '_id' ? document : { _id: id, ...rest }
}

/** Refuses an _id that cannot be one, and documents nested too deep. */
export function checkDocument(document: BsonDocument): void {
  const type = typeOf(document._id)
  if (type === 'array' || type === 'regex') {
    throw new CommandError(53, `The '_id' value cannot be of type ${type}`)
  }
  if (isDocument(document._id)) {
    const dollar = Object.keys(document._id).find((name) => name.startsWith('$'))
    if (dollar !== undefined)
      throw new CommandError(52, `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`)
  }
  checkDepth(document, 1)
}

function checkDepth(value: object, depth: number): void {
  if (depth > deepest) throw new CommandError(15, `Document exceeds maximum nesting depth of ${deepest}`)
  const values: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
  for (const each of values) if (Array.isArray(each) || isDocument(each)) checkDepth(each, depth + 1)
}
