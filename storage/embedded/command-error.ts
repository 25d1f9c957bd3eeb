import type { BsonDocument } from './values/document.js'

const codeNames: Readonly<Record<number, string>> = {
  1: 'InternalError',
  2: 'BadValue',
  9: 'FailedToParse',
  11: 'UserNotFound',
  13: 'Unauthorized',
  14: 'TypeMismatch',
  15: 'Overflow',
  16: 'InvalidLength',
  20: 'IllegalOperation',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField',
  54: 'NotSingleValueField',
  56: 'EmptyFieldName',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  68: 'IndexAlreadyExists',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  115: 'CommandNotSupported',
  168: 'InvalidPipelineOperator',
  171: 'CannotIndexParallelArrays',
  197: 'InvalidIndexSpecificationOption',
  225: 'TransactionTooOld',
  238: 'NotImplemented',
  241: 'ConversionFailure',
  292: 'QueryExceededMemoryLimitNoDiskUseAllowed',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  14031: 'OutOfDiskSpace',
  17280: 'KeyTooLong',
}

/** An answer of MongoDB's kind to a command or a single write that cannot be done: `code`, `codeName`, `errmsg`. */
export class CommandError extends Error {
  readonly code: number
  readonly details: BsonDocument

  constructor(code: number, message: string, details: BsonDocument = {}) {
    super(message)
    this.code = code
    this.details = details
  }

  get codeName(): string {
    return codeNames[this.code] ?? `Location${this.code}`
  }
}

/** The error for a value that a command cannot take (code 2). */
export function badValue(message: string): CommandError {
  return new CommandError(2, message)
}

/** The error for something of MongoDB's that this store leaves out (code 238). */
export function notImplemented(what: string): CommandError {
  return new CommandError(238, `${what} is not supported by the embedded store; set MONGODB_URI to use MongoDB`)
}
