import { CommandError } from '../command-error.js'
import type { Engine } from '../engine/engine.js'
import type { BsonDocument } from '../values/document.js'
import type { Request } from '../wire/message.js'

/** What a command may use. */
export interface CommandContext {
  readonly engine: Engine
  readonly connectionId: number
}

/** An answer: a document to which `ok: 1` is added, or one that is encoded already. */
export type Reply = BsonDocument | Buffer

/** A command of the wire protocol. */
export interface Command {
  /** The fields it knows besides those every command may have; any other is refused. */
  readonly fields: readonly string[]
  /** Whether it changes anything: then its answer waits for the change to be safe. */
  readonly writes: boolean
  /** Set where it may have to save in the middle of its work: then it shares its group with no other command. */
  readonly alone?: boolean
  run(request: Request, context: CommandContext): Reply
}

/** Commands by name. */
export type CommandTable = Readonly<Record<string, Command>>

/** The name of the collection a command is for. Throws BadValue where it is no string. */
export function collectionNameOf(request: Request): string {
  const name = request.body[request.command]
  if (typeof name !== 'string') throw new CommandError(73, `collection name has invalid type ${typeof name}`)
  if (name === '') throw new CommandError(73, `Invalid namespace specified '${request.database}.'`)
  return name
}
