import { CommandError } from '../command-error.js'
import { decodeDocument } from '../values/codec.js'
import type { BsonDocument } from '../values/document.js'

/** The header's length, and the operation codes of the MongoDB wire protocol that are spoken here. */
export const headerBytes = 16
const opReply = 1
const opQuery = 2004
const opMsg = 2013
const checksumPresent = 1
const moreToCome = 2

/** MongoDB's limit for one message, in bytes. */
export const maxMessageBytes = 48_000_000

/** A command as it came over a connection. */
export interface Request {
  readonly id: number
  /** OP_QUERY is answered by OP_REPLY; drivers use it for their first hello only. */
  readonly legacy: boolean
  readonly wantsReply: boolean
  readonly command: string
  readonly database: string
  readonly body: BsonDocument
  /** The bytes of each document of a `documents` section, as they came. */
  readonly documentBytes: readonly Buffer[] | undefined
}

/** Parses one whole message. Throws where it is none of OP_MSG and OP_QUERY. */
export function parseMessage(message: Buffer): Request {
  const id = message.readInt32LE(4)
  const code = message.readInt32LE(12)
  if (code === opMsg) return parseOpMsg(message, id)
  if (code === opQuery) return parseOpQuery(message, id)
  throw new CommandError(1, `operation code ${code} is not supported`)
}

function parseOpMsg(message: Buffer, id: number): Request {
  const flags = message.readUInt32LE(headerBytes)
  const end = message.length - (flags & checksumPresent ? 4 : 0)
  const sequences: BsonDocument = {}
  let body: BsonDocument = {}
  let documentBytes: Buffer[] | undefined
  let at = headerBytes + 4
  while (at < end) {
    const kind = message[at]
    const length = message.readInt32LE(at + 1)
    const section = message.subarray(at + 1, at + 1 + length)
    if (kind === 0) body = decodeDocument(section)
    else {
      const { name, parts } = parseSequence(section)
      sequences[name] = parts.map(decodeDocument)
      if (name === 'documents') documentBytes = parts
    }
    at += 1 + length
  }
  const command = Object.keys(body)[0] ?? ''
  const database = typeof body.$db === 'string' ? body.$db : ''
  return {
    id,
    legacy: false,
    wantsReply: (flags & moreToCome) === 0,
    command,
    database,
    body: { ...body, ...sequences },
    documentBytes,
  }
}

function parseSequence(section: Buffer): { name: string; parts: Buffer[] } {
  const nameEnd = section.indexOf(0, 4)
  const parts: Buffer[] = []
  let at = nameEnd + 1
  while (at < section.length) {
    const length = section.readInt32LE(at)
    if (length < 5) throw new CommandError(1, 'a document in a message is too short')
    parts.push(section.subarray(at, at + length))
    at += length
  }
  return { name: section.toString('utf8', 4, nameEnd), parts }
}

function parseOpQuery(message: Buffer, id: number): Request {
  const nameStart = headerBytes + 4
  const nameEnd = message.indexOf(0, nameStart)
  const namespace = message.toString('utf8', nameStart, nameEnd)
  const body = decodeDocument(message.subarray(nameEnd + 9))
  const database = namespace.split('.')[0] ?? ''
  return {
    id,
    legacy: true,
    wantsReply: true,
    command: Object.keys(body)[0] ?? '',
    database,
    body,
    documentBytes: undefined,
  }
}

/** Wraps an encoded document as the answer to a request. */
export function replyMessage(request: Pick<Request, 'id' | 'legacy'>, document: Buffer): Buffer {
  return request.legacy ? opReplyMessage(request.id, document) : opMsgMessage(request.id, document)
}

function opMsgMessage(responseTo: number, document: Buffer): Buffer {
  const message = Buffer.allocUnsafe(headerBytes + 5 + document.length)
  writeHeader(message, responseTo, opMsg)
  message.writeUInt32LE(0, headerBytes)
  message[headerBytes + 4] = 0
  document.copy(message, headerBytes + 5)
  return message
}

function opReplyMessage(responseTo: number, document: Buffer): Buffer {
  const message = Buffer.alloc(headerBytes + 20 + document.length)
  writeHeader(message, responseTo, opReply)
  message.writeInt32LE(8, headerBytes) // AwaitCapable, as every server answers
  message.writeInt32LE(1, headerBytes + 16)
  document.copy(message, headerBytes + 20)
  return message
}

function writeHeader(message: Buffer, responseTo: number, code: number): void {
  message.writeInt32LE(message.length, 0)
  message.writeInt32LE(0, 4)
  message.writeInt32LE(responseTo, 8)
  message.writeInt32LE(code, 12)
}
