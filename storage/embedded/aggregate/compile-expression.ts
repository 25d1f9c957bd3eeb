import { CommandError } from '../command-error.js'
import { asDocument } from '../query/walk-path.js'
import { type BsonDocument, fieldOf, isDocument, setField } from '../values/document.js'
import type { Expression, Scope } from './expression.js'
import { findOperator } from './operators/find-operator.js'

/** Compiles an aggregation expression. Throws code 168 on an operator that is not known. */
export function compileExpression(source: unknown): Expression {
  if (typeof source === 'string') return source.startsWith('$') ? compileReference(source) : () => source
  if (Array.isArray(source)) {
    const elements = source.map(compileExpression)
    return (scope) => elements.map((element) => element(scope) ?? null)
  }
  return isDocument(source) ? compileDocument(source) : () => source
}

function compileDocument(source: BsonDocument): Expression {
  const entries = Object.entries(source)
  const [name, operand] = entries[0] ?? ['', undefined]
  if (!name.startsWith('$')) return compileObject(entries)
  if (entries.length > 1) {
    throw new CommandError(
      15983,
      `an expression specification must contain exactly one field, the name of the expression. Found ${entries.length} fields`,
    )
  }
  const operator = findOperator(name)
  if (!operator) throw new CommandError(168, `Unrecognized expression '${name}'`)
  return operator(operand, compileExpression)
}

function compileObject(entries: readonly [string, unknown][]): Expression {
  const fields = entries.map(([name, value]) => {
    if (name.startsWith('$')) throw new CommandError(16410, `FieldPath field names may not start with '$'`)
    if (name.includes('.')) throw new CommandError(16412, `FieldPath field names may not contain '.'`)
    return [name, compileExpression(value)] as const
  })
  return (scope) => {
    const result: BsonDocument = {}
    for (const [name, expression] of fields) {
      const value = expression(scope)
      if (value !== undefined) setField(result, name, value)
    }
    return result
  }
}

function compileReference(text: string): Expression {
  if (!text.startsWith('$$')) return compilePath((scope) => scope.root, splitPath(text.slice(1)))
  const [name = '', ...path] = splitPath(text.slice(2))
  return compilePath(variable(name), path)
}

function splitPath(text: string): string[] {
  const path = text.split('.')
  if (path.includes('')) throw new CommandError(40353, "FieldPath must not be empty or end with a '.'")
  if (path.slice(1).some((part) => part.startsWith('$')))
    throw new CommandError(16410, "FieldPath field names may not start with '$'")
  return path
}

function variable(name: string): (scope: Scope) => unknown {
  if (name === 'ROOT') return (scope) => (scope.variables.has('ROOT') ? scope.variables.get('ROOT') : scope.root)
  if (name === 'CURRENT') return (scope) => scope.root
  if (name === 'REMOVE') return () => undefined
  if (name === 'NOW') return (scope) => scope.variables.get('NOW')
  if (/^[A-Z]/.test(name)) throw new CommandError(17276, `Use of undefined variable: ${name}`)
  return (scope) => {
    if (!scope.variables.has(name)) throw new CommandError(17276, `Use of undefined variable: ${name}`)
    return scope.variables.get(name)
  }
}

function compilePath(base: (scope: Scope) => unknown, path: readonly string[]): Expression {
  const only = path[0]
  if (only === undefined) return base
  return (scope) => valueAtPath(base(scope), path)
}

/** The value an expression's path means: through an array it is the array of the elements' values. */
export function valueAtPath(value: unknown, path: readonly string[], at = 0): unknown {
  const name = path[at]
  if (name === undefined) return value
  if (Array.isArray(value)) {
    return value.flatMap((element) => {
      if (asDocument(element) === undefined && !Array.isArray(element)) return []
      const inner = valueAtPath(element, path, at)
      return inner === undefined ? [] : [inner]
    })
  }
  const document = asDocument(value)
  return document ? valueAtPath(fieldOf(document, name), path, at + 1) : undefined
}
