import { Long } from 'bson'
import { encodeDocument } from '../values/codec.js'

/** What a find, an aggregate or a getMore answers. */
export interface CursorReply {
  readonly batchName: 'firstBatch' | 'nextBatch'
  readonly documents: readonly Buffer[]
  /** 0n when nothing is left. */
  readonly cursorId: bigint
  readonly namespace: string
}

const arrayType = 4
const documentType = 3

/** Encodes the answer around documents that are encoded already. */
export function encodeCursorReply(reply: CursorReply): Buffer {
  const batch = encodeArray(reply.documents)
  const rest = encodeDocument({ id: Long.fromBigInt(reply.cursorId), ns: reply.namespace })
  const cursor = wrap([element(arrayType, reply.batchName, batch), rest.subarray(4, rest.length - 1)])
  const ok = encodeDocument({ ok: 1 })
  return wrap([element(documentType, 'cursor', cursor), ok.subarray(4, ok.length - 1)])
}

function encodeArray(documents: readonly Buffer[]): Buffer {
  const parts: Buffer[] = []
  for (const [i, document] of documents.entries()) parts.push(header(documentType, String(i)), document)
  return wrap(parts)
}

function element(type: number, name: string, value: Buffer): Buffer {
  return Buffer.concat([header(type, name), value])
}

function header(type: number, name: string): Buffer {
  const bytes = Buffer.allocUnsafe(name.length + 2)
  bytes[0] = type
  bytes.write(name, 1, 'latin1')
  bytes[name.length + 1] = 0
  return bytes
}

function wrap(elements: readonly Buffer[]): Buffer {
  const length = elements.reduce((sum, each) => sum + each.length, 5)
  const bytes = Buffer.allocUnsafe(length)
  let at = bytes.writeInt32LE(length, 0)
  for (const each of elements) at += each.copy(bytes, at)
  bytes[at] = 0
  return bytes
}
