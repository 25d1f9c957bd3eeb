import { aggregate, count } from './aggregate.js'
import { create, drop, dropDatabase, listCollections, listDatabases } from './collection-commands.js'
import type { CommandTable } from './command.js'
import { getMore, killCursors } from './cursor-commands.js'
import { deleteCommand } from './delete.js'
import { distinct } from './distinct.js'
import { explain } from './explain.js'
import { find } from './find.js'
import { findAndModify } from './find-and-modify.js'
import { createIndexes, dropIndexes, listIndexes } from './index-commands.js'
import { insert } from './insert.js'
import { buildInfo, connectionStatus, hello, ping, serverStatus, sessionCommand } from './server-commands.js'
import { update } from './update.js'

/** Every command the store has. */
export const commands: CommandTable = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping,
  buildInfo,
  buildinfo: buildInfo,
  serverStatus,
  connectionStatus,
  endSessions: sessionCommand,
  refreshSessions: sessionCommand,
  killSessions: sessionCommand,
  find,
  getMore,
  killCursors,
  insert,
  update,
  delete: deleteCommand,
  findAndModify,
  findandmodify: findAndModify,
  aggregate,
  count,
  distinct,
  explain,
  create,
  drop,
  dropDatabase,
  listCollections,
  listDatabases,
  createIndexes,
  listIndexes,
  dropIndexes,
}
