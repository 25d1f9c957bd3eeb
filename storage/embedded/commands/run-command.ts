import { CommandError, notImplemented } from '../command-error.js'
import { encodeDocument } from '../values/codec.js'
import { type BsonDocument, isDocument } from '../values/document.js'
import { toNumber } from '../values/numbers.js'
import type { Request } from '../wire/message.js'
import type { Command, CommandContext, Reply } from './command.js'
import { commands } from './commands.js'
import type { RetryableWrites } from './retryable-writes.js'

const everyCommandsFields = new Set([
  ...['$db', 'lsid', 'txnNumber', 'startTransaction', 'autocommit', 'readConcern', 'writeConcern', '$readPreference'],
  ...['$clusterTime', 'apiVersion', 'apiStrict', 'apiDeprecationErrors', 'comment', 'maxTimeMS', 'stmtId', 'stmtIds'],
])

/** Carries out one command and encodes its answer. What fails in a write other than by MongoDB's errors is thrown. */
export function runCommand(request: Request, context: CommandContext, retryable: RetryableWrites): Buffer {
  try {
    const command = findCommand(request)
    refuseTransactions(request.body)
    checkFields(request, command)
    checkConcerns(request.body)
    const run = () => encodeReply(command.run(request, context))
    return command.writes ? retryable.once(request.body, run) : run()
  } catch (error) {
    if (error instanceof CommandError) return encodeError(error)
    if (isWrite(request)) throw error
    return encodeError(new CommandError(1, error instanceof Error ? error.message : String(error)))
  }
}

/** Encodes an error as the answer to a command. */
export function encodeError(error: CommandError): Buffer {
  return encodeDocument({ ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.details })
}

function encodeReply(reply: Reply): Buffer {
  return Buffer.isBuffer(reply) ? reply : encodeDocument({ ...reply, ok: 1 })
}

/** Tells whether a command must not share a group with others. */
export function runsAlone(request: Request): boolean {
  return Object.hasOwn(commands, request.command) && commands[request.command]?.alone === true
}

function isWrite(request: Request): boolean {
  return Object.hasOwn(commands, request.command) && commands[request.command]?.writes === true
}

function findCommand(request: Request): Command {
  const command = Object.hasOwn(commands, request.command) ? commands[request.command] : undefined
  if (request.legacy && command !== commands.hello)
    throw new CommandError(352, 'Unsupported OP_QUERY command: the client driver may require an upgrade.')
  if (!command && request.command !== 'commitTransaction' && request.command !== 'abortTransaction') {
    throw new CommandError(59, `no such command: '${request.command}'`)
  }
  if (request.database === '' && !request.legacy)
    throw new CommandError(40571, 'OP_MSG requests require a $db argument')
  if (!command) throw noTransactions()
  return command
}

function noTransactions(): CommandError {
  return new CommandError(20, 'Transaction numbers are only allowed on a replica set member or mongos')
}

function refuseTransactions(body: BsonDocument): void {
  if (body.startTransaction !== undefined || body.autocommit !== undefined) throw noTransactions()
}

function checkFields(request: Request, command: Command): void {
  for (const name of Object.keys(request.body)) {
    if (name === request.command || everyCommandsFields.has(name) || command.fields.includes(name)) continue
    throw new CommandError(40415, `BSON field '${request.command}.${name}' is an unknown field.`)
  }
}

function checkConcerns(body: BsonDocument): void {
  const { readConcern, writeConcern } = body
  if (isDocument(readConcern)) {
    const { level } = readConcern
    if (level === 'snapshot' || level === 'linearizable') throw notImplemented(`the read concern ${level}`)
    if (readConcern.afterClusterTime !== undefined || readConcern.atClusterTime !== undefined)
      throw notImplemented('causal consistency')
  }
  if (isDocument(writeConcern)) {
    const members = toNumber(writeConcern.w)
    if (members !== undefined && members > 1)
      throw new CommandError(2, "cannot use 'w' > 1 when a host is not replicated")
  }
}

/** Tells whether a command asks that its effect be on the disk before it is answered. */
export function wantsFlush(request: Request): boolean {
  const { writeConcern } = request.body
  return isDocument(writeConcern) && (writeConcern.j === true || writeConcern.fsync === true)
}
