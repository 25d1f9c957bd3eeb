import { Int32 } from 'bson'
import { maxDocumentBytes } from '../values/codec.js'
import type { BsonDocument } from '../values/document.js'
import { maxMessageBytes, type Request } from '../wire/message.js'
import type { Command, CommandContext } from './command.js'
import { maxWriteBatchSize } from './write-errors.js'

/** The MongoDB version whose protocol and answers are followed. */
export const productVersion = '7.0.0'
const wireVersion = 21

/**
 * `hello`: a standalone server, which it is. Drivers send retryable writes and transactions to replica sets only; a
 * client that numbers its writes all the same is answered once for each number.
 */
export const hello: Command = {
  fields: [
    ...[
      'helloOk',
      'client',
      'compression',
      'loadBalanced',
      'topologyVersion',
      'maxAwaitTimeMS',
      'hostInfo',
      'backpressure',
    ],
    ...['saslSupportedMechs', 'speculativeAuthenticate', 'internalClient'],
  ],
  writes: false,
  run: helloReply,
}

function helloReply(request: Request, { engine, connectionId }: CommandContext): BsonDocument {
  return {
    helloOk: true,
    ...(request.command === 'hello' ? { isWritablePrimary: true } : { ismaster: true }),
    maxBsonObjectSize: new Int32(maxDocumentBytes),
    maxMessageSizeBytes: new Int32(maxMessageBytes),
    maxWriteBatchSize: new Int32(maxWriteBatchSize),
    localTime: new Date(engine.clock.now()),
    logicalSessionTimeoutMinutes: new Int32(30),
    connectionId: new Int32(connectionId),
    minWireVersion: new Int32(0),
    maxWireVersion: new Int32(wireVersion),
    readOnly: false,
  }
}

/** `ping`. */
export const ping: Command = { fields: [], writes: false, run: () => ({}) }

/** `buildInfo`. */
export const buildInfo: Command = {
  fields: [],
  writes: false,
  run: () => ({
    version: productVersion,
    versionArray: productVersion.split('.').map(Number).concat(0),
    modules: ['embedded'],
    gitVersion: 'tawasul',
    bits: 64,
    maxBsonObjectSize: maxDocumentBytes,
    storageEngines: ['lmdb'],
  }),
}

/** `serverStatus`: only what the store knows of itself. */
export const serverStatus: Command = {
  fields: [],
  writes: false,
  run: (_request, { engine }) => ({
    version: productVersion,
    process: 'tawasul-embedded',
    pid: process.pid,
    uptime: process.uptime(),
    localTime: new Date(engine.clock.now()),
    storageEngine: { name: 'lmdb', persistent: true },
  }),
}

/** `connectionStatus`: nobody signs in here. */
export const connectionStatus: Command = {
  fields: ['showPrivileges'],
  writes: false,
  run: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } }),
}

/** `startSession`, `refreshSessions`, `endSessions` and `killSessions`: sessions are names here, nothing is held for them. */
export const sessionCommand: Command = { fields: [], writes: false, run: () => ({}) }
