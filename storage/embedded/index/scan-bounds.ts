import { prefixEnd, prefixedKey, prefixOf } from '../engine/store-keys.js'
import { type ByteRange, boundsOf, descendingRange, turned } from './field-bounds.js'
import type { IndexDefinition, IndexField } from './index-definition.js'
import { boundOf } from './index-keys.js'
import { successorOf } from './key-writer.js'
import type { Predicates } from './predicates.js'

const mostPoints = 2000

/** What an index scan looks at, and how many leading fields it holds to single values. */
export interface ScanBounds {
  readonly ranges: readonly ByteRange[]
  /** Fields held to one value each; the next fields' order is the scan's order. */
  readonly fixedFields: number
  /** Fields that narrow the scan. */
  readonly boundFields: number
}

/** Turns predicates into the stretches of an index that hold every match. */
export function scanBounds(
  index: Pick<IndexDefinition, 'id' | 'fields' | 'multikey'>,
  predicates: Predicates,
): ScanBounds {
  let prefixes: readonly Buffer[] = [Buffer.alloc(0)]
  let fixedFields = 0
  const heads = new Set<string>()
  for (const [position, field] of index.fields.entries()) {
    const head = field.path[0] ?? ''
    const combinable = !index.multikey || !heads.has(head)
    heads.add(head)
    const bounds = combinable ? boundsOf(predicates.get(field.name) ?? [], index.multikey) : undefined
    if (bounds?.kind === 'points' && prefixes.length * bounds.keys.length <= mostPoints) {
      prefixes = prefixes.flatMap((prefix) => bounds.keys.map((key) => Buffer.concat([prefix, directed(key, field)])))
      if (prefixes.length === 1) fixedFields++
      continue
    }
    if (bounds?.kind === 'ranges') return ranged(index.id, prefixes, bounds.ranges, field, fixedFields, position + 1)
    return prefixed(index.id, prefixes, fixedFields, position)
  }
  return prefixed(index.id, prefixes, fixedFields, index.fields.length)
}

function directed(key: Buffer, field: IndexField): Buffer {
  return field.descending ? turned(key) : key
}

function prefixed(id: number, prefixes: readonly Buffer[], fixedFields: number, boundFields: number): ScanBounds {
  const ranges = prefixes.map((prefix) => ({ from: prefixedKey(id, boundOf(prefix)), to: endAfter(id, prefix) }))
  return { ranges: inOrder(ranges), fixedFields, boundFields }
}

function ranged(
  id: number,
  prefixes: readonly Buffer[],
  ranges: readonly ByteRange[],
  field: IndexField,
  fixedFields: number,
  boundFields: number,
): ScanBounds {
  const stretches = prefixes.flatMap((prefix) =>
    ranges.map((range) => {
      const { from, to } = field.descending ? descendingRange(range) : range
      return {
        from: prefixedKey(id, boundOf(Buffer.concat([prefix, from]))),
        to: endBefore(id, Buffer.concat([prefix, to])),
      }
    }),
  )
  return { ranges: inOrder(stretches), fixedFields, boundFields }
}

function endAfter(id: number, prefix: Buffer): Buffer {
  return successorOf(prefixedKey(id, boundOf(prefix))) ?? prefixEnd(id)
}

function endBefore(id: number, end: Buffer): Buffer {
  const bound = boundOf(end)
  return bound === end ? prefixedKey(id, end) : endAfter(id, end)
}

function inOrder(ranges: readonly ByteRange[]): ByteRange[] {
  return ranges
    .filter((range) => Buffer.compare(range.from, range.to) < 0)
    .sort((a, b) => Buffer.compare(a.from, b.from))
}

/** Everything under an id. */
export function wholeRange(id: number): ByteRange {
  return { from: prefixOf(id), to: prefixEnd(id) }
}
