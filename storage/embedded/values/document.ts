/** One BSON document in memory: field names in their order, values as the `bson` classes that keep their types. */
export type BsonDocument = Record<string, unknown>

/** Tells whether a value is an embedded document (not an array, not a BSON class, not a date). */
export function isDocument(value: unknown): value is BsonDocument {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  if (value instanceof Date) return false
  return bsonClassOf(value) === undefined
}

/** The `_bsontype` of an instance of a `bson` class; undefined for anything else. */
export function bsonClassOf(value: object): string | undefined {
  if (!('_bsontype' in value) || Object.hasOwn(value, '_bsontype')) return undefined
  return typeof value._bsontype === 'string' ? value._bsontype : undefined
}

/** Reads an own field; undefined where it is missing, also for names such as `toString`. */
export function fieldOf(document: BsonDocument, name: string): unknown {
  return Object.hasOwn(document, name) ? document[name] : undefined
}

/** Writes a field, also one named `__proto__`, in place. */
export function setField(document: BsonDocument, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(document, name, { value, writable: true, enumerable: true, configurable: true })
  } else {
    document[name] = value
  }
}
