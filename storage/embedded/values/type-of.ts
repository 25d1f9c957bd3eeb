import { bsonClassOf } from './document.js'

/** The BSON types by the aliases that `$type` uses; `missing` stands for a field that is not there. */
export type TypeName =
  | 'missing'
  | 'minKey'
  | 'undefined'
  | 'null'
  | 'int'
  | 'double'
  | 'long'
  | 'decimal'
  | 'string'
  | 'symbol'
  | 'object'
  | 'array'
  | 'binData'
  | 'objectId'
  | 'bool'
  | 'date'
  | 'timestamp'
  | 'regex'
  | 'javascript'
  | 'maxKey'

const classTypes: Readonly<Record<string, TypeName>> = {
  Int32: 'int',
  Double: 'double',
  Long: 'long',
  Decimal128: 'decimal',
  ObjectId: 'objectId',
  Binary: 'binData',
  Timestamp: 'timestamp',
  BSONRegExp: 'regex',
  BSONSymbol: 'symbol',
  Code: 'javascript',
  MinKey: 'minKey',
  MaxKey: 'maxKey',
  DBRef: 'object',
}

/** The BSON type of a value in memory; `undefined` counts as a missing field. */
export function typeOf(value: unknown): TypeName {
  switch (typeof value) {
    case 'string':
      return 'string'
    case 'boolean':
      return 'bool'
    case 'number':
      return 'double'
    case 'bigint':
      return 'long'
    case 'object':
      return value === null ? 'null' : typeOfObject(value)
    default:
      return 'missing'
  }
}

function typeOfObject(value: object): TypeName {
  if (Array.isArray(value)) return 'array'
  if (value instanceof Date) return 'date'
  const name = bsonClassOf(value)
  return name === undefined ? 'object' : (classTypes[name] ?? 'object')
}

/** MongoDB's order of types; values of one rank are compared with each other. */
export const typeRank: Readonly<Record<TypeName, number>> = {
  minKey: 0x10,
  undefined: 0x14,
  missing: 0x18,
  null: 0x18,
  int: 0x20,
  double: 0x20,
  long: 0x20,
  decimal: 0x20,
  string: 0x28,
  symbol: 0x28,
  object: 0x30,
  array: 0x38,
  binData: 0x40,
  objectId: 0x48,
  bool: 0x50,
  date: 0x58,
  timestamp: 0x60,
  regex: 0x68,
  javascript: 0x70,
  maxKey: 0xf0,
}

/** The numbers that `$type` takes for the aliases. */
export const typeNumbers: Readonly<Record<number, TypeName>> = {
  [-1]: 'minKey',
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  6: 'undefined',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  13: 'javascript',
  14: 'symbol',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  127: 'maxKey',
}

/** Tells whether a type is one of the four kinds of number. */
export function isNumberType(type: TypeName): boolean {
  return typeRank[type] === typeRank.int
}
