import { arithmeticOperators } from './arithmetic-operators.js'
import { arrayOperators } from './array-operators.js'
import { conditionalOperators } from './conditional-operators.js'
import { conversionOperators } from './conversion-operators.js'
import { dateOperators } from './date-operators.js'
import type { Operator } from './operator.js'
import { stringOperators } from './string-operators.js'

const operatorTables = [
  arithmeticOperators,
  conditionalOperators,
  arrayOperators,
  stringOperators,
  dateOperators,
  conversionOperators,
]

/** The expression operator of a name; undefined where the store has none. */
export function findOperator(name: string): Operator | undefined {
  const table = operatorTables.find((each) => Object.hasOwn(each, name))
  return table?.[name]
}
