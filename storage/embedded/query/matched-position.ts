import { fieldOf } from '../values/document.js'
import { compileFilter } from './compile-filter.js'
import type { Filter } from './filter.js'
import { asDocument, someValueAt } from './walk-path.js'

/** The position of the first element of an array that the query matched, for the positional `$`; undefined for none. */
export function matchedPosition(filter: Filter, document: unknown, path: readonly string[]): number | undefined {
  const array = path.reduce<unknown>((value, part) => stepInto(value, part), document)
  if (!Array.isArray(array)) return undefined
  const tests = testsOn(filter, path).map(elementTest)
  if (tests.length === 0) return undefined
  const all = array.findIndex((element) => tests.every((test) => test(element)))
  const position = all >= 0 ? all : array.findIndex((element) => tests.some((test) => test(element)))
  return position >= 0 ? position : undefined
}

function stepInto(value: unknown, part: string): unknown {
  if (Array.isArray(value)) return value[Number(part)]
  const document = asDocument(value)
  return document ? fieldOf(document, part) : undefined
}

interface ElementTest {
  readonly rest: readonly string[]
  readonly filter: Filter & { kind: 'test' }
}

function testsOn(filter: Filter, path: readonly string[]): ElementTest[] {
  if (filter.kind === 'and' || filter.kind === 'or') return filter.filters.flatMap((each) => testsOn(each, path))
  if (filter.kind !== 'test' || !path.every((part, i) => filter.path[i] === part)) return []
  return [{ rest: filter.path.slice(path.length), filter }]
}

function elementTest({ rest, filter }: ElementTest): (element: unknown) => boolean {
  const { test } = filter
  if (rest.length === 0 && test.kind === 'elemMatchDocument') return compileFilter(test.filter)
  if (rest.length === 0 && test.kind === 'elemMatchValue') return compileFilter({ kind: 'and', filters: test.filters })
  const matches = compileFilter({ kind: 'test', path: [], test })
  return (element) => someValueAt(element, rest, matches)
}
