import type { TypeName } from '../values/type-of.js'
import type { Path } from './walk-path.js'

/** What a single value is tested for. */
export type ValueTest =
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly value: unknown }
  | { readonly kind: 'in'; readonly values: readonly unknown[]; readonly patterns: readonly RegExp[] }
  | { readonly kind: 'exists' }
  | { readonly kind: 'type'; readonly types: ReadonlySet<TypeName> }
  | { readonly kind: 'regex'; readonly pattern: RegExp; readonly source: unknown }
  | { readonly kind: 'mod'; readonly divisor: number; readonly remainder: number }
  | { readonly kind: 'size'; readonly size: number }
  | { readonly kind: 'elemMatchDocument'; readonly filter: Filter }
  | { readonly kind: 'elemMatchValue'; readonly filters: readonly Filter[] }
  | { readonly kind: 'bits'; readonly mask: bigint; readonly wanted: 'allSet' | 'allClear' | 'anySet' | 'anyClear' }

/** The comparisons that use MongoDB's order of values. */
export type Comparison = '$eq' | '$gt' | '$gte' | '$lt' | '$lte'

/** A parsed query. */
export type Filter =
  | { readonly kind: 'and' | 'or' | 'nor'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | { readonly kind: 'test'; readonly path: Path; readonly test: ValueTest }
  | { readonly kind: 'expression'; readonly matches: (document: unknown) => boolean }

/** The filter that every document passes. */
export const everything: Filter = { kind: 'and', filters: [] }
