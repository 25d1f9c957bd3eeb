import { randomInt } from 'node:crypto'
import { Long } from 'bson'
import { CommandError } from '../../command-error.js'
import { parseSort, sortKeyOf } from '../../index/sort-key.js'
import { compileFilter } from '../../query/compile-filter.js'
import { parseFilter } from '../../query/parse-filter.js'
import { type BsonDocument, isDocument } from '../../values/document.js'
import { toInteger } from '../../values/numbers.js'
import { valueAtPath } from '../compile-expression.js'
import { truthy } from '../truthy.js'
import { withValueAt } from '../with-value-at.js'
import type { StageParser } from './stage-parser.js'

/** `$match`. */
export const matchStage: StageParser = (operand, { variables }) => {
  if (!isDocument(operand)) throw new CommandError(15959, 'the match filter must be an expression in an object')
  const filter = parseFilter(operand, variables)
  const matches = compileFilter(filter)
  return {
    name: '$match',
    filter,
    *run(documents) {
      for (const document of documents) if (matches(document)) yield document
    },
  }
}

/** `$sort`. */
export const sortStage: StageParser = (operand) => {
  if (!isDocument(operand)) throw new CommandError(15973, 'the $sort key specification must be an object')
  const sort = parseSort(operand)
  if (sort.length === 0) throw new CommandError(15976, '$sort stage must have at least one sort key')
  return {
    name: '$sort',
    sort,
    *run(documents) {
      const keyed = [...documents].map((document) => ({ document, key: sortKeyOf(sort, document) }))
      keyed.sort((a, b) => Buffer.compare(a.key, b.key))
      for (const { document } of keyed) yield document
    },
  }
}

/** `$limit`. */
export const limitStage: StageParser = (operand) => {
  const limit = toInteger(operand)
  if (limit === undefined) throw new CommandError(5107201, 'invalid argument to $limit stage: Expected an integer')
  if (limit <= 0) throw new CommandError(15958, 'the limit must be positive')
  return {
    name: '$limit',
    limit,
    *run(documents) {
      let left = limit
      for (const document of documents) {
        yield document
        if (--left === 0) return
      }
    },
  }
}

/** `$skip`. */
export const skipStage: StageParser = (operand) => {
  const skip = toInteger(operand)
  if (skip === undefined || skip < 0)
    throw new CommandError(5107200, 'invalid argument to $skip stage: Expected a non-negative number')
  return {
    name: '$skip',
    skip,
    *run(documents) {
      let left = skip
      for (const document of documents) if (left-- <= 0) yield document
    },
  }
}

/** `$sample`. */
export const sampleStage: StageParser = (operand) => {
  const size = isDocument(operand) ? toInteger(operand.size) : undefined
  if (size === undefined || size <= 0)
    throw new CommandError(28747, 'size argument to $sample must be a positive integer')
  return {
    name: '$sample',
    *run(documents) {
      const all = [...documents]
      for (let left = Math.min(size, all.length); left > 0; left--) {
        const [drawn] = all.splice(randomInt(all.length), 1)
        if (drawn) yield drawn
      }
    },
  }
}

/** `$unwind`. */
export const unwindStage: StageParser = (operand) => {
  const given: BsonDocument = isDocument(operand) ? operand : { path: operand }
  const { path: text, includeArrayIndex, preserveNullAndEmptyArrays } = given
  if (typeof text !== 'string') throw new CommandError(28808, 'expected a string as the path for $unwind stage')
  if (!text.startsWith('$'))
    throw new CommandError(28818, `path option to $unwind stage should be prefixed with a '$': ${text}`)
  const path = text.slice(1).split('.')
  const indexPath = typeof includeArrayIndex === 'string' ? includeArrayIndex.split('.') : undefined
  const keepsEmpty = truthy(preserveNullAndEmptyArrays)
  const withIndex = (document: BsonDocument, index: unknown) =>
    indexPath ? withValueAt(document, indexPath, index) : document
  return {
    name: '$unwind',
    *run(documents) {
      for (const document of documents) {
        const value = valueAtPath(document, path)
        if (!Array.isArray(value)) {
          const empty = value === null || value === undefined
          if (!empty || keepsEmpty) yield withIndex(document, null)
        } else if (value.length === 0) {
          if (keepsEmpty) yield withIndex(withValueAt(document, path, undefined), null)
        } else {
          for (const [i, element] of value.entries())
            yield withIndex(withValueAt(document, path, element), Long.fromNumber(i))
        }
      }
    },
  }
}
