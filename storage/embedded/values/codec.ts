import { calculateObjectSize, deserialize, serialize } from 'bson'
import { CommandError } from '../command-error.js'
import type { BsonDocument } from './document.js'

const decoding = {
  promoteValues: false,
  promoteLongs: false,
  promoteBuffers: false,
  bsonRegExp: true,
  validation: { utf8: false },
} as const

/** MongoDB's limit for one document, in bytes. */
export const maxDocumentBytes = 16 * 1024 * 1024

/** Decodes BSON so that every type is kept: Int32, Double, Long and the other classes of `bson`. */
export function decodeDocument(bytes: Uint8Array): BsonDocument {
  return deserialize(bytes, decoding)
}

/** Encodes a document; its types are those of its values, a plain number becoming int or double by its value. */
export function encodeDocument(document: BsonDocument): Buffer {
  const bytes = serialize(document, { ignoreUndefined: true })
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Encodes a document to be stored. Throws BSONObjectTooLarge above 16 MB. */
export function encodeStoredDocument(document: BsonDocument): Buffer {
  const bytes = encodeDocument(document)
  if (bytes.length > maxDocumentBytes) {
    throw new CommandError(
      10334,
      `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${maxDocumentBytes}`,
    )
  }
  return bytes
}

/** The bytes a document takes when encoded. */
export function encodedSize(document: BsonDocument): number {
  return calculateObjectSize(document, { ignoreUndefined: true })
}
