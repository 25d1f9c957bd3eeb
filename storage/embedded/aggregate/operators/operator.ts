import { CommandError } from '../../command-error.js'
import { type BsonDocument, isDocument } from '../../values/document.js'
import type { Expression, Scope } from '../expression.js'

/** Compiles one operator from what is written beside its name. */
export type Operator = (operand: unknown, compile: (source: unknown) => Expression) => Expression

/** Operators by name. */
export type OperatorTable = Readonly<Record<string, Operator>>

/** An operator whose arguments are all computed first; `[least, most]` of them. */
export function withArguments(
  name: string,
  [least, most]: readonly [number, number],
  compute: (values: readonly unknown[], scope: Scope) => unknown,
): Operator {
  return (operand, compile) => {
    const sources: readonly unknown[] = Array.isArray(operand) ? operand : [operand]
    if (sources.length < least || sources.length > most) {
      const wanted = least === most ? `exactly ${least} arguments` : `at least ${least} arguments, and at most ${most}`
      throw new CommandError(
        least === most ? 16020 : 28667,
        `Expression ${name} takes ${wanted}. ${sources.length} were passed in.`,
      )
    }
    const expressions = sources.map(compile)
    return (scope) =>
      compute(
        expressions.map((expression) => expression(scope)),
        scope,
      )
  }
}

/** An operator with named arguments; those not given are undefined. */
export function withFields(
  name: string,
  fields: { readonly required: readonly string[]; readonly optional: readonly string[] },
  compute: (argument: (field: string) => unknown, scope: Scope) => unknown,
): Operator {
  return (operand, compile) => {
    const given = namedArguments(name, operand, fields)
    const expressions = new Map(Object.entries(given).map(([field, source]) => [field, compile(source)]))
    return (scope) => compute((field) => expressions.get(field)?.(scope), scope)
  }
}

/** Checks named arguments. Throws code 9 on a missing or unknown one. */
export function namedArguments(
  name: string,
  operand: unknown,
  fields: { readonly required: readonly string[]; readonly optional: readonly string[] },
): BsonDocument {
  if (!isDocument(operand)) throw new CommandError(9, `${name} only supports an object as its argument`)
  for (const field of Object.keys(operand)) {
    if (!fields.required.includes(field) && !fields.optional.includes(field)) {
      throw new CommandError(9, `Unrecognized argument to ${name}: ${field}`)
    }
  }
  for (const field of fields.required) {
    if (!(field in operand)) throw new CommandError(9, `Missing '${field}' parameter to ${name}`)
  }
  return operand
}

/** Binds variables for an inner expression. */
export function bind(scope: Scope, variables: Readonly<Record<string, unknown>>): Scope {
  return { root: scope.root, variables: new Map([...scope.variables, ...Object.entries(variables)]) }
}

/** Tells whether a value is null or missing. */
export function isNullish(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

/** How many arguments where there is no upper bound. */
export const unlimited = Number.POSITIVE_INFINITY
