import type { IndexField } from '../index/index-definition.js'
import type { Plan } from '../index/plan.js'
import { choosePlan } from '../index/planner.js'
import { sortKeyOf } from '../index/sort-key.js'
import { compileFilter } from '../query/compile-filter.js'
import type { Filter } from '../query/filter.js'
import type { Collection } from './catalog.js'
import type { Documents } from './documents.js'
import type { KeyValueStore } from './key-value-store.js'
import { scan } from './scan.js'

/** A query on one collection. */
export interface Query {
  readonly filter: Filter
  readonly sort: readonly IndexField[]
  readonly skip: number
  /** 0 for no limit. */
  readonly limit: number
  readonly hint?: string | undefined
}

/** What a query looked at while it ran. */
export interface Examined {
  keys: number
  documents: number
}

/** A query with its plan; `run` gives the _id keys of the results in order. */
export interface PreparedQuery {
  readonly plan: Plan
  readonly sortsInMemory: boolean
  readonly examined: Examined
  run(): Iterable<Buffer>
}

/** Plans a query. */
export function prepareQuery(
  store: KeyValueStore,
  documents: Documents,
  collection: Collection,
  query: Query,
): PreparedQuery {
  const plan = choosePlan(store, collection, query)
  const sortsInMemory = query.sort.length > 0 && !(plan.kind === 'scan' && plan.sorted) && !isSingle(plan)
  const examined: Examined = { keys: 0, documents: 0 }
  const matches = () => matching(store, documents, collection, query.filter, plan, examined)
  return {
    plan,
    sortsInMemory,
    examined,
    run() {
      const found = matches()
      const ordered = sortsInMemory ? sorted(found, documents, collection, query) : found
      return query.skip === 0 && query.limit === 0 ? ordered : sliced(ordered, query.skip, query.limit)
    },
  }
}

function isSingle(plan: Plan): boolean {
  return plan.kind === 'ids' && plan.idKeys.length <= 1
}

function* matching(
  store: KeyValueStore,
  documents: Documents,
  collection: Collection,
  filter: Filter,
  plan: Plan,
  examined: Examined,
): Generator<Buffer, void> {
  const exact = plan.kind === 'ids' && plan.exact
  const everyOne = filter.kind === 'and' && filter.filters.length === 0
  const matches = compileFilter(filter)
  for (const idKey of scan(store, plan)) {
    if (plan.kind !== 'scan' || plan.index) examined.keys++
    if (exact || everyOne) {
      if (!documents.has(collection, idKey)) continue
      examined.documents++
      yield idKey
      continue
    }
    const document = documents.read(collection, idKey)
    if (!document) continue
    examined.documents++
    if (matches(document)) yield idKey
  }
}

interface Keyed {
  readonly sortKey: Buffer
  readonly idKey: Buffer
}

const slack = 1000

function* sorted(
  found: Iterable<Buffer>,
  documents: Documents,
  collection: Collection,
  query: Query,
): Generator<Buffer, void> {
  const wanted = query.limit === 0 ? Number.POSITIVE_INFINITY : query.skip + query.limit
  let kept: Keyed[] = []
  for (const idKey of found) {
    const document = documents.read(collection, idKey)
    if (!document) continue
    kept.push({ sortKey: sortKeyOf(query.sort, document), idKey })
    if (kept.length >= wanted * 2 + slack) kept = inOrder(kept).slice(0, wanted)
  }
  for (const { idKey } of inOrder(kept)) yield idKey
}

function inOrder(kept: Keyed[]): Keyed[] {
  return kept.sort((a, b) => Buffer.compare(a.sortKey, b.sortKey))
}

function* sliced(found: Iterable<Buffer>, skip: number, limit: number): Generator<Buffer, void> {
  let at = 0
  if (limit === 0 && skip === 0) return yield* found
  for (const idKey of found) {
    at++
    if (at <= skip) continue
    yield idKey
    if (limit > 0 && at === skip + limit) return
  }
}
