/** Named values of an expression: those of `let`, and `$$this` and the like while they are bound. */
export type Variables = ReadonlyMap<string, unknown>

/** What an expression is computed for. */
export interface Scope {
  readonly root: unknown
  readonly variables: Variables
}

/** A compiled aggregation expression; gives undefined where MongoDB says "missing". */
export type Expression = (scope: Scope) => unknown
