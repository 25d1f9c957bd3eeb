import type { IndexDefinition } from '../index/index-definition.js'

/** The key under an id's prefix: 4 bytes of id, then the rest. */
export function prefixedKey(id: number, rest: Buffer): Buffer {
  const key = Buffer.allocUnsafe(4 + rest.length)
  key.writeUInt32BE(id, 0)
  rest.copy(key, 4)
  return key
}

/** The first key under an id. */
export function prefixOf(id: number): Buffer {
  return prefixedKey(id, Buffer.alloc(0))
}

/** The key after the last one under an id. */
export function prefixEnd(id: number): Buffer {
  return prefixOf(id + 1)
}

/** The key of an index entry; of a unique index it is the fields alone, of another it ends with the document's _id. */
export function entryKey(index: IndexDefinition, fields: Buffer, idKey: Buffer): Buffer {
  return prefixedKey(index.id, index.unique ? fields : Buffer.concat([fields, idKey]))
}
