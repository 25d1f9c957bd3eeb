import type { Filter, ValueTest } from '../query/filter.js'

/** The tests that every result must pass, by dotted path. */
export type Predicates = ReadonlyMap<string, readonly ValueTest[]>

/** Collects what a filter demands of single fields: its conjunction, and that of `$elemMatch` on embedded documents. */
export function predicatesOf(filter: Filter): Predicates {
  const found = new Map<string, ValueTest[]>()
  collect(filter, '', found)
  return found
}

function collect(filter: Filter, prefix: string, found: Map<string, ValueTest[]>): void {
  if (filter.kind === 'and') {
    for (const each of filter.filters) collect(each, prefix, found)
  } else if (filter.kind === 'test') {
    const path = prefix + filter.path.join('.')
    const tests = found.get(path)
    if (tests) tests.push(filter.test)
    else found.set(path, [filter.test])
    if (filter.test.kind === 'elemMatchDocument') collect(filter.test.filter, `${path}.`, found)
  }
}

/** The `$or`s every result must pass. */
export function alternativesOf(filter: Filter): readonly Filter[][] {
  if (filter.kind === 'or') return [[...filter.filters]]
  return filter.kind === 'and' ? filter.filters.flatMap(alternativesOf) : []
}
