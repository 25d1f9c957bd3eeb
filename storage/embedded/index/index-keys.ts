import { createHash } from 'node:crypto'
import { CommandError } from '../command-error.js'
import { arrayPosition, asDocument, type Path } from '../query/walk-path.js'
import { fieldOf } from '../values/document.js'
import type { IndexDefinition, IndexField } from './index-definition.js'
import { KeyWriter } from './key-writer.js'

/** The longest key kept whole, in bytes; the store takes 1978 for index id, key and document id together. */
export const maxKeyBytes = 1000
const maxIdBytes = 800
const hashBytes = 32

/** The key of a document by its _id. Throws KeyTooLong above 800 bytes. */
export function idKeyOf(id: unknown): Buffer {
  const writer = new KeyWriter()
  writer.value(id)
  if (writer.length > maxIdBytes)
    throw new CommandError(17280, `the embedded store takes an _id of at most ${maxIdBytes} bytes`)
  return writer.finish()
}

/** The keys one document has in an index. */
export interface DocumentKeys {
  readonly keys: readonly Buffer[]
  readonly multikey: boolean
  readonly hasCutKeys: boolean
}

/** Computes the keys of a document for an index; none where the index leaves the document out. */
export function keysOf(index: IndexDefinition, document: unknown): DocumentKeys {
  if (index.partial && !index.partial.accepts(document)) return { keys: [], multikey: false, hasCutKeys: false }
  const found = index.fields.map((field) => valuesAt(document, field.path))
  if (index.sparse && found.every((each) => each.missing)) return { keys: [], multikey: false, hasCutKeys: false }
  refuseParallelArrays(found)
  return combine(index.fields, found)
}

/** The keys of a document in the order of a sort, none of them cut; at least one. */
export function sortKeysOf(fields: readonly IndexField[], document: unknown): readonly Buffer[] {
  const found = fields.map((field) => valuesAt(document, field.path))
  refuseParallelArrays(found)
  return combine(fields, found, (key) => key).keys
}

interface Found {
  readonly values: readonly unknown[]
  /** Where on the path an array was spread, as "a" or "a.b"; undefined where none was. */
  readonly spreadAt: string | undefined
  /** For each value, which array element it came from: fields that share the array are combined by element. */
  readonly elements: readonly number[]
  readonly missing: boolean
}

function valuesAt(document: unknown, path: Path): Found {
  const values: unknown[] = []
  const elements: number[] = []
  const walk = { spreadAt: undefined as string | undefined, missing: true }
  visit(document, 0, -1)
  return { values, elements, spreadAt: walk.spreadAt, missing: walk.missing }

  function visit(value: unknown, at: number, element: number): void {
    const name = path[at]
    if (Array.isArray(value)) {
      visitArray(value, at, element, name)
      return
    }
    if (name === undefined) {
      add(value, element)
      return
    }
    const inner = asDocument(value)
    visit(inner ? fieldOf(inner, name) : undefined, at + 1, element)
  }

  function visitArray(array: readonly unknown[], at: number, element: number, name: string | undefined): void {
    const position = name === undefined ? undefined : arrayPosition(name)
    if (position !== undefined && position < array.length) {
      visit(array[position], at + 1, element)
      return
    }
    walk.spreadAt ??= path.slice(0, at).join('.')
    if (array.length === 0) {
      walk.missing = walk.missing && name !== undefined
      values.push(name === undefined ? emptyArray : undefined)
      elements.push(element)
      return
    }
    array.forEach((each, i) => {
      const from = element === -1 ? i : element
      if (name === undefined) add(each, from)
      else visit(asDocument(each) ? each : undefined, at, from)
    })
  }

  function add(value: unknown, element: number): void {
    if (value !== undefined) walk.missing = false
    values.push(value)
    elements.push(element)
  }
}

/** Stands for an empty array, which an index keeps below null. */
const emptyArray = Symbol('empty array')

function refuseParallelArrays(found: readonly Found[]): void {
  const spread = found.flatMap((each) => (each.spreadAt === undefined ? [] : [each.spreadAt]))
  const first = spread[0]
  const other = spread.find((each) => each !== first)
  if (other !== undefined) throw new CommandError(171, `cannot index parallel arrays [${other}] [${first}]`)
}

function combine(fields: readonly IndexField[], found: readonly Found[], cut = cutKey): DocumentKeys {
  const writer = new KeyWriter()
  const keys = new Map<string, Buffer>()
  let hasCutKeys = false
  write(0, -1)
  return { keys: [...keys.values()], multikey: found.some((each) => each.spreadAt !== undefined), hasCutKeys }

  function write(at: number, element: number): void {
    const field = fields[at]
    const values = found[at]
    if (!field || !values) {
      finish()
      return
    }
    const start = writer.length
    values.values.forEach((value, i) => {
      const from = values.elements[i] ?? -1
      if (element !== -1 && from !== -1 && from !== element) return
      writeEntry(writer, value, field.descending)
      write(at + 1, element === -1 ? from : element)
      writer.truncate(start)
    })
  }

  function finish(): void {
    const whole = writer.finish()
    const key = cut(whole)
    hasCutKeys ||= key !== whole
    keys.set(key.toString('latin1'), key)
  }
}

function writeEntry(writer: KeyWriter, value: unknown, descending: boolean): void {
  if (value === emptyArray) writer.byte(descending ? 0xff ^ emptyArrayRank : emptyArrayRank)
  else writer.part(value, descending)
}

/** Between MinKey and null. */
const emptyArrayRank = 0x14

/** Cuts a key that is too long and ends it with a hash of the whole, so that equal keys stay equal and others differ. */
export function cutKey(key: Buffer): Buffer {
  if (key.length <= maxKeyBytes) return key
  const hash = createHash('sha256').update(key).digest()
  return Buffer.concat([key.subarray(0, maxKeyBytes - hashBytes), hash])
}

/** The part of a key that a bound of a scan may use, so that a scan also meets keys that were cut. */
export function boundOf(key: Buffer): Buffer {
  return key.length <= maxKeyBytes - hashBytes ? key : key.subarray(0, maxKeyBytes - hashBytes)
}
