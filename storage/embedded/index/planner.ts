import type { Collection } from '../engine/catalog.js'
import { type KeyValueStore, tables } from '../engine/key-value-store.js'
import type { Filter, ValueTest } from '../query/filter.js'
import { boundsOf } from './field-bounds.js'
import { excludesMissing, implies } from './implies.js'
import type { IndexDefinition, IndexField } from './index-definition.js'
import type { IdPlan, Plan, ScanPlan } from './plan.js'
import { alternativesOf, type Predicates, predicatesOf } from './predicates.js'
import { type ScanBounds, scanBounds, wholeRange } from './scan-bounds.js'

/** What a query asks of the planner. */
export interface Wish {
  readonly filter: Filter
  readonly sort: readonly IndexField[]
  /** An index to use, by name; `$natural` for none. */
  readonly hint?: string | undefined
}

interface Candidate {
  readonly plan: ScanPlan
  readonly bounds: ScanBounds
  readonly complete: boolean
}

const probeLimit = 100
const longestId = 800

/** Chooses how to find a query's candidates: by _id, by the index that leaves least to look at, or by scanning all. */
export function choosePlan(store: KeyValueStore, collection: Collection, wish: Wish): Plan {
  const predicates = predicatesOf(wish.filter)
  if (wish.hint === undefined) {
    const byId = idPlan(wish.filter, predicates)
    if (byId) return byId
  }
  const candidates = candidatesFor(collection, wish, predicates)
  const best = cheapest(
    store,
    candidates.filter((each) => each.plan.bounded),
  )
  if (best) return best.plan
  const either = wish.hint === undefined ? orPlan(store, collection, wish.filter) : undefined
  if (either) return either
  const hinted = wish.hint === undefined || wish.hint === '$natural' ? undefined : candidates[0]
  const inOrder = candidates.find((each) => each.plan.sorted)
  return (hinted ?? inOrder)?.plan ?? documentScan(collection, predicates, wish.sort)
}

function idPlan(filter: Filter, predicates: Predicates): IdPlan | undefined {
  const tests = predicates.get('_id')
  const bounds = tests && boundsOf(tests, false)
  if (bounds?.kind !== 'points') return undefined
  const exact = filter.kind === 'test' && tests?.length === 1
  return { kind: 'ids', idKeys: bounds.keys.filter((key) => key.length <= longestId), exact }
}

function candidatesFor(collection: Collection, wish: Wish, predicates: Predicates): Candidate[] {
  if (wish.hint === '$natural' || wish.hint === '_id_') return []
  return collection.indexes
    .filter((index) => wish.hint === undefined || index.name === wish.hint)
    .filter((index) => holdsEveryMatch(index, predicates))
    .map((index) => candidate(index, predicates, wish.sort))
}

function holdsEveryMatch(index: IndexDefinition, predicates: Predicates): boolean {
  if (index.partial && !implies(predicates, index.partial.filter)) return false
  return !index.sparse || index.fields.some((field) => predicates.get(field.name)?.some(excludesMissing))
}

function candidate(index: IndexDefinition, predicates: Predicates, sort: readonly IndexField[]): Candidate {
  const bounds = scanBounds(index, predicates)
  const ordered = !index.multikey && !index.hasCutKeys && bounds.ranges.length <= 1
  const direction = ordered ? sortDirection(index.fields, bounds.fixedFields, sort) : undefined
  const plan: ScanPlan = {
    kind: 'scan',
    table: tables.entries,
    index,
    ranges: bounds.ranges,
    bounded: bounds.boundFields > 0 || index.partial !== undefined || index.sparse,
    reverse: direction === 'backward',
    sorted: direction !== undefined && sort.length > 0,
  }
  return { plan, bounds, complete: index.unique && bounds.fixedFields === index.fields.length }
}

/** Whether an index, its first fields held to one value each, gives a sort's order, and in which direction. */
function sortDirection(
  fields: readonly IndexField[],
  fixed: number,
  sort: readonly IndexField[],
): 'forward' | 'backward' | undefined {
  const held = new Set(fields.slice(0, fixed).map((field) => field.name))
  const wanted = sort.filter((field) => !held.has(field.name))
  const open = fields.slice(fixed)
  if (wanted.length > open.length) return undefined
  const matching = wanted.every((field, i) => field.name === open[i]?.name)
  if (!matching) return undefined
  const turns = wanted.map((field, i) => field.descending !== open[i]?.descending)
  if (turns.every((turn) => !turn)) return 'forward'
  return turns.every((turn) => turn) ? 'backward' : undefined
}

function cheapest(store: KeyValueStore, candidates: readonly Candidate[]): Candidate | undefined {
  const complete = candidates.find((each) => each.complete)
  if (complete || candidates.length < 2) return complete ?? candidates[0]
  const costs = candidates.map((each) => ({ each, cost: probe(store, each.plan) }))
  costs.sort((a, b) => a.cost - b.cost || preference(b.each) - preference(a.each))
  return costs[0]?.each
}

function preference(candidate: Candidate): number {
  return candidate.bounds.boundFields * 2 + (candidate.plan.sorted ? 3 : 0)
}

/** How many entries a scan meets, counted up to a limit. */
function probe(store: KeyValueStore, plan: ScanPlan): number {
  let met = 0
  for (const range of plan.ranges) {
    met += store.count(plan.table, range.from, range.to, probeLimit - met)
    if (met >= probeLimit) break
  }
  return met
}

function orPlan(store: KeyValueStore, collection: Collection, filter: Filter): Plan | undefined {
  for (const alternatives of alternativesOf(filter)) {
    const plans = alternatives.map((each) => choosePlan(store, collection, { filter: each, sort: [] }))
    if (plans.every((plan) => plan.kind !== 'scan' || plan.bounded)) return { kind: 'or', plans }
  }
  return undefined
}

function documentScan(collection: Collection, predicates: Predicates, sort: readonly IndexField[]): ScanPlan {
  const fields: IndexField[] = [{ name: '_id', path: ['_id'], descending: false }]
  const idTests: readonly ValueTest[] = predicates.get('_id') ?? []
  const bounds = scanBounds({ id: collection.id, fields, multikey: false }, new Map([['_id', idTests]]))
  const first = sort[0]
  const sorted = first?.name === '_id' && sort.length === 1
  return {
    kind: 'scan',
    table: tables.records,
    index: undefined,
    ranges: idTests.length > 0 ? bounds.ranges : [wholeRange(collection.id)],
    bounded: bounds.boundFields > 0,
    reverse: sorted && first?.descending === true,
    sorted,
  }
}
