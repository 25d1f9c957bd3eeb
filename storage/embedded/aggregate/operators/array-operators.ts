import { Int32 } from 'bson'
import { CommandError } from '../../command-error.js'
import { encodeValue } from '../../index/key-writer.js'
import { sortedBy } from '../../update/sort-array.js'
import { equalValues } from '../../values/compare.js'
import { type BsonDocument, isDocument, setField } from '../../values/document.js'
import { toInteger } from '../../values/numbers.js'
import { typeOf } from '../../values/type-of.js'
import { sliceArray } from '../slice-array.js'
import { truthy } from '../truthy.js'
import {
  bind,
  isNullish,
  namedArguments,
  type OperatorTable,
  unlimited,
  withArguments,
  withFields,
} from './operator.js'

/** Operators on arrays and on the fields of documents. */
export const arrayOperators: OperatorTable = {
  $isArray: withArguments('$isArray', [1, 1], ([value]) => Array.isArray(value)),
  $size: withArguments('$size', [1, 1], ([value]) => {
    if (!Array.isArray(value))
      throw new CommandError(17124, `The argument to $size must be an array, but was of type: ${typeOf(value)}`)
    return new Int32(value.length)
  }),
  $arrayElemAt: withArguments('$arrayElemAt', [2, 2], ([array, position]) => {
    if (isNullish(array) || isNullish(position)) return null
    const at = toInteger(position)
    if (!Array.isArray(array))
      throw new CommandError(28689, `$arrayElemAt's first argument must be an array, but is ${typeOf(array)}`)
    if (at === undefined)
      throw new CommandError(28690, "$arrayElemAt's second argument must be representable as a 32-bit integer")
    return array.at(at)
  }),
  $first: endOf('$first', 0),
  $last: endOf('$last', -1),
  $in: withArguments('$in', [2, 2], ([value, array]) => {
    if (!Array.isArray(array))
      throw new CommandError(40081, `$in requires an array as a second argument, found: ${typeOf(array)}`)
    return array.some((each) => equalValues(each, value))
  }),
  $indexOfArray: withArguments('$indexOfArray', [2, 2], ([array, value]) => {
    if (isNullish(array)) return null
    if (!Array.isArray(array)) throw new CommandError(40090, '$indexOfArray requires an array as a first argument')
    return new Int32(array.findIndex((each) => equalValues(each, value)))
  }),
  $concatArrays: withArguments('$concatArrays', [0, unlimited], (values) => {
    if (values.some(isNullish)) return null
    return values.flatMap((value) => arrayOr(value, 28664, '$concatArrays only supports arrays'))
  }),
  $reverseArray: withArguments('$reverseArray', [1, 1], ([value]) =>
    isNullish(value) ? null : [...arrayOr(value, 34435, 'The argument to $reverseArray must be an array')].reverse(),
  ),
  $slice: withArguments('$slice', [2, 3], ([array, from, count]) => {
    if (isNullish(array) || isNullish(from)) return null
    return sliceArray(
      arrayOr(array, 28724, 'First argument to $slice must be an array'),
      integerOr(from),
      count === undefined ? undefined : integerOr(count),
    )
  }),
  $range: withArguments('$range', [2, 3], ([from, to, step]) => {
    const [start, end, by] = [integerOr(from), integerOr(to), step === undefined ? 1 : integerOr(step)]
    if (by === 0) throw new CommandError(34449, '$range requires a non-zero step value')
    const length = Math.max(0, Math.ceil((end - start) / by))
    return Array.from({ length }, (_, i) => new Int32(start + i * by))
  }),
  $filter: (operand, compile) => {
    const given = namedArguments('$filter', operand, { required: ['input', 'cond'], optional: ['as', 'limit'] })
    const [input, condition] = [compile(given.input), compile(given.cond)]
    const limit = given.limit === undefined ? undefined : compile(given.limit)
    const name = nameOr(given.as, 'this')
    return (scope) => {
      const array = input(scope)
      if (isNullish(array)) return null
      const kept = arrayOr(array, 28651, 'input to $filter must be an array').filter((each) =>
        truthy(condition(bind(scope, { [name]: each }))),
      )
      const most = limit?.(scope)
      return isNullish(most) ? kept : kept.slice(0, integerOr(most))
    }
  },
  $map: (operand, compile) => {
    const given = namedArguments('$map', operand, { required: ['input', 'in'], optional: ['as'] })
    const [input, each] = [compile(given.input), compile(given.in)]
    const name = nameOr(given.as, 'this')
    return (scope) => {
      const array = input(scope)
      if (isNullish(array)) return null
      return arrayOr(array, 16883, 'input to $map must be an array').map(
        (value) => each(bind(scope, { [name]: value })) ?? null,
      )
    }
  },
  $reduce: (operand, compile) => {
    const given = namedArguments('$reduce', operand, { required: ['input', 'initialValue', 'in'], optional: [] })
    const [input, initial, step] = [compile(given.input), compile(given.initialValue), compile(given.in)]
    return (scope) => {
      const array = input(scope)
      if (isNullish(array)) return null
      return arrayOr(array, 40080, '$reduce requires that input be an array').reduce(
        (value: unknown, each) => step(bind(scope, { value, this: each })),
        initial(scope),
      )
    }
  },
  $sortArray: (operand, compile) => {
    const given = namedArguments('$sortArray', operand, { required: ['input', 'sortBy'], optional: [] })
    const input = compile(given.input)
    return (scope) => {
      const array = input(scope)
      return isNullish(array)
        ? null
        : sortedBy(arrayOr(array, 2942504, 'The input argument to $sortArray must be an array'), given.sortBy)
    }
  },
  $setUnion: withArguments('$setUnion', [0, unlimited], (values) => {
    if (values.some(isNullish)) return null
    return distinct(values.flatMap((value) => arrayOr(value, 17043, 'All operands of $setUnion must be arrays')))
  }),
  $setIntersection: withArguments('$setIntersection', [0, unlimited], (values) => {
    if (values.some(isNullish)) return null
    const [first = [], ...others] = values.map((value) =>
      arrayOr(value, 17047, 'All operands of $setIntersection must be arrays'),
    )
    return distinct(first).filter((each) => others.every((other) => other.some((value) => equalValues(value, each))))
  }),
  $setDifference: withArguments('$setDifference', [2, 2], ([left, right]) => {
    if (isNullish(left) || isNullish(right)) return null
    const others = arrayOr(right, 17049, 'both operands of $setDifference must be arrays')
    return distinct(arrayOr(left, 17048, 'both operands of $setDifference must be arrays')).filter(
      (each) => !others.some((other) => equalValues(other, each)),
    )
  }),
  $setIsSubset: withArguments('$setIsSubset', [2, 2], ([left, right]) => {
    const others = arrayOr(right, 17042, 'both operands of $setIsSubset must be arrays')
    return arrayOr(left, 17046, 'both operands of $setIsSubset must be arrays').every((each) =>
      others.some((other) => equalValues(other, each)),
    )
  }),
  $anyElementTrue: withArguments('$anyElementTrue', [1, 1], ([value]) =>
    arrayOr(value, 17041, "$anyElementTrue's argument must be an array").some(truthy),
  ),
  $allElementsTrue: withArguments('$allElementsTrue', [1, 1], ([value]) =>
    arrayOr(value, 17040, "$allElementsTrue's argument must be an array").every(truthy),
  ),
  $objectToArray: withArguments('$objectToArray', [1, 1], ([value]) => {
    if (isNullish(value)) return null
    if (!isDocument(value))
      throw new CommandError(40390, `$objectToArray requires a document input, found: ${typeOf(value)}`)
    return Object.entries(value).map(([k, v]) => ({ k, v }))
  }),
  $arrayToObject: withArguments('$arrayToObject', [1, 1], ([value]) =>
    isNullish(value) ? null : objectFrom(arrayOr(value, 40386, '$arrayToObject requires an array input')),
  ),
  $getField: (operand, compile) => {
    const given: BsonDocument = isDocument(operand) && 'field' in operand ? operand : { field: operand }
    const name = given.field
    if (typeof name !== 'string')
      throw new CommandError(5654602, "$getField requires 'field' to evaluate to a constant string")
    const input = compile('input' in given ? given.input : '$$CURRENT')
    return (scope) => {
      const value = input(scope)
      return isDocument(value) && Object.hasOwn(value, name) ? value[name] : undefined
    }
  },
  $setField: withFields('$setField', { required: ['field', 'input', 'value'], optional: [] }, (argument) => {
    const [input, field] = [argument('input'), argument('field')]
    if (isNullish(input)) return null
    if (!isDocument(input) || typeof field !== 'string')
      throw new CommandError(4161105, '$setField requires an object and a field name')
    const result = { ...input }
    const value = argument('value')
    if (value === undefined) delete result[field]
    else setField(result, field, value)
    return result
  }),
}

function endOf(name: string, at: 0 | -1) {
  return withArguments(name, [1, 1], ([value]) => {
    if (isNullish(value)) return null
    return arrayOr(value, 28689, `${name}'s argument must be an array`).at(at)
  })
}

function arrayOr(value: unknown, code: number, message: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new CommandError(code, `${message}, found: ${typeOf(value)}`)
  return value
}

function integerOr(value: unknown): number {
  const integer = toInteger(value)
  if (integer === undefined) throw new CommandError(28726, 'a value representable as a 32-bit integer is needed')
  return integer
}

function nameOr(given: unknown, otherwise: string): string {
  return typeof given === 'string' ? given : otherwise
}

function distinct(values: readonly unknown[]): unknown[] {
  const byKey = new Map(values.map((value) => [encodeValue(value).toString('latin1'), value]))
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)
}

function objectFrom(array: readonly unknown[]): BsonDocument {
  const result: BsonDocument = {}
  for (const each of array) {
    const [name, value]: readonly unknown[] = Array.isArray(each) ? each : isDocument(each) ? [each.k, each.v] : []
    if (typeof name !== 'string')
      throw new CommandError(
        40394,
        '$arrayToObject requires an array of key-value pairs, where the key must be of type string',
      )
    setField(result, name, value)
  }
  return result
}
