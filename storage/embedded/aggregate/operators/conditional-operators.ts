import { Int32 } from 'bson'
import { CommandError } from '../../command-error.js'
import { compareValues } from '../../values/compare.js'
import { type BsonDocument, isDocument, setField } from '../../values/document.js'
import { truthy } from '../truthy.js'
import { isNullish, namedArguments, type Operator, type OperatorTable, unlimited, withArguments } from './operator.js'

/** Comparisons, logic, choices and literals. */
export const conditionalOperators: OperatorTable = {
  $eq: comparison('$eq', (order) => order === 0),
  $ne: comparison('$ne', (order) => order !== 0),
  $gt: comparison('$gt', (order) => order > 0),
  $gte: comparison('$gte', (order) => order >= 0),
  $lt: comparison('$lt', (order) => order < 0),
  $lte: comparison('$lte', (order) => order <= 0),
  $cmp: withArguments('$cmp', [2, 2], ([a, b]) => new Int32(Math.sign(compareWithMissing(a, b)))),
  $and: (operand, compile) => {
    const expressions = listOf(operand).map(compile)
    return (scope) => expressions.every((expression) => truthy(expression(scope)))
  },
  $or: (operand, compile) => {
    const expressions = listOf(operand).map(compile)
    return (scope) => expressions.some((expression) => truthy(expression(scope)))
  },
  $not: withArguments('$not', [1, 1], ([value]) => !truthy(value)),
  $cond: (operand, compile) => {
    const [test, yes, no] = condParts(operand).map(compile)
    return (scope) => (truthy(test?.(scope)) ? yes?.(scope) : no?.(scope))
  },
  $ifNull: (operand, compile) => {
    const expressions = listOf(operand).map(compile)
    if (expressions.length < 2) throw new CommandError(1257300, '$ifNull needs at least two arguments')
    return (scope) => {
      let value: unknown
      for (const expression of expressions) {
        value = expression(scope)
        if (!isNullish(value)) return value
      }
      return value
    }
  },
  $switch: compileSwitch,
  $literal: (operand) => () => operand,
  $let: (operand, compile) => {
    const given = namedArguments('$let', operand, { required: ['vars', 'in'], optional: [] })
    if (!isDocument(given.vars)) throw new CommandError(16876, 'invalid parameter: expected an object (vars)')
    const bound = Object.entries(given.vars).map(([name, source]) => [name, compile(source)] as const)
    const inner = compile(given.in)
    return (scope) => {
      const values = bound.map(([name, expression]): [string, unknown] => [name, expression(scope)])
      return inner({ root: scope.root, variables: new Map([...scope.variables, ...values]) })
    }
  },
  $mergeObjects: withArguments('$mergeObjects', [0, unlimited], (values) => mergeObjects(values)),
}

/** Merges embedded documents, later ones winning; null and missing are passed over. */
export function mergeObjects(values: readonly unknown[]): BsonDocument {
  const list: readonly unknown[] = values.length === 1 && Array.isArray(values[0]) ? values[0] : values
  const merged: BsonDocument = {}
  for (const value of list) {
    if (isNullish(value)) continue
    if (!isDocument(value)) throw new CommandError(40400, '$mergeObjects requires object inputs')
    for (const [name, field] of Object.entries(value)) setField(merged, name, field)
  }
  return merged
}

function comparison(name: string, accepts: (order: number) => boolean): Operator {
  return withArguments(name, [2, 2], ([a, b]) => accepts(compareWithMissing(a, b)))
}

/** Expressions put a missing field below null. */
function compareWithMissing(a: unknown, b: unknown): number {
  if (a === undefined && b === null) return -1
  if (a === null && b === undefined) return 1
  return compareValues(a, b)
}

function listOf(operand: unknown): readonly unknown[] {
  return Array.isArray(operand) ? operand : [operand]
}

function condParts(operand: unknown): readonly unknown[] {
  if (Array.isArray(operand)) {
    if (operand.length !== 3)
      throw new CommandError(16020, `Expression $cond takes exactly 3 arguments. ${operand.length} were passed in.`)
    return operand
  }
  const given = namedArguments('$cond', operand, { required: ['if', 'then', 'else'], optional: [] })
  return [given.if, given.then, given.else]
}

function compileSwitch(...[operand, compile]: Parameters<Operator>): ReturnType<Operator> {
  const given = namedArguments('$switch', operand, { required: ['branches'], optional: ['default'] })
  if (!Array.isArray(given.branches)) throw new CommandError(40060, "$switch expected an array for 'branches'")
  const branches = given.branches.map((branch: unknown) => {
    const { case: test, then } = namedArguments('$switch', branch, { required: ['case', 'then'], optional: [] })
    return { test: compile(test), result: compile(then) }
  })
  const otherwise = 'default' in given ? compile(given.default) : undefined
  return (scope) => {
    const branch = branches.find(({ test }) => truthy(test(scope)))
    if (branch) return branch.result(scope)
    if (otherwise) return otherwise(scope)
    throw new CommandError(
      40066,
      '$switch could not find a matching branch for an input, and no default was specified.',
    )
  }
}
