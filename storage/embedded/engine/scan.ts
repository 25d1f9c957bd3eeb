import type { Plan, ScanPlan } from '../index/plan.js'
import { type KeyValueStore, tables } from './key-value-store.js'

const firstChunk = 32
const largestChunk = 512

/**
 * Gives the _id keys of a plan's candidates, each once. It reads the store in chunks and finds its place again by key, so
 * that it may be paused for as long as one likes while documents are written.
 */
export function* scan(store: KeyValueStore, plan: Plan): Generator<Buffer, void> {
  if (plan.kind === 'ids') return yield* plan.idKeys
  if (plan.kind === 'scan') return yield* mayRepeat(plan) ? once(scanRanges(store, plan)) : scanRanges(store, plan)
  yield* once(inTurn(plan.plans.map((each) => () => scan(store, each))))
}

function mayRepeat(plan: ScanPlan): boolean {
  return plan.index?.multikey === true
}

function* inTurn(scans: readonly (() => Iterable<Buffer>)[]): Generator<Buffer, void> {
  for (const each of scans) yield* each()
}

function* once(keys: Iterable<Buffer>): Generator<Buffer, void> {
  const seen = new Set<string>()
  for (const key of keys) {
    const text = key.toString('latin1')
    if (seen.has(text)) continue
    seen.add(text)
    yield key
  }
}

function* scanRanges(store: KeyValueStore, plan: ScanPlan): Generator<Buffer, void> {
  const ranges = plan.reverse ? [...plan.ranges].reverse() : plan.ranges
  let chunk = firstChunk
  for (const range of ranges) {
    let { from, to } = range
    for (;;) {
      const entries = store.range(plan.table, { from, to, reverse: plan.reverse, limit: chunk })
      for (const entry of entries) yield plan.table === tables.records ? entry.key.subarray(4) : entry.value
      const last = entries.at(-1)
      if (!last || entries.length < chunk) break
      if (plan.reverse) to = last.key
      else from = Buffer.concat([last.key, zero])
      chunk = Math.min(chunk * 2, largestChunk)
    }
  }
}

const zero = Buffer.from([0])
