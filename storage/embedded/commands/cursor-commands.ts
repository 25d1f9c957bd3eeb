import { Long } from 'bson'
import { CommandError } from '../command-error.js'
import { encodeCursorReply } from '../wire/cursor-reply.js'
import { countArgument } from './arguments.js'
import { type Command, collectionNameOf } from './command.js'

/** `getMore`. */
export const getMore: Command = {
  fields: ['collection', 'batchSize'],
  writes: false,
  run(request, { engine }) {
    const { collection } = request.body
    if (typeof collection !== 'string') throw new CommandError(14, "BSON field 'getMore.collection' must be a string")
    const namespace = `${request.database}.${collection}`
    const batch = engine.cursors.more(
      cursorIdOf(request.body.getMore),
      namespace,
      countArgument(request.body, 'batchSize'),
    )
    return encodeCursorReply({ ...batch, batchName: 'nextBatch', namespace })
  },
}

/** `killCursors`. */
export const killCursors: Command = {
  fields: ['cursors'],
  writes: false,
  run(request, { engine }) {
    collectionNameOf(request)
    const cursors: readonly unknown[] = Array.isArray(request.body.cursors) ? request.body.cursors : []
    const killed = cursors.filter((each) => engine.cursors.kill(cursorIdOf(each)))
    const cursorsNotFound = cursors.filter((each) => !killed.includes(each))
    return { cursorsKilled: killed, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] }
  },
}

function cursorIdOf(value: unknown): bigint {
  if (value instanceof Long) return value.toBigInt()
  throw new CommandError(14, 'a cursor id must be a long')
}
