import { createServer, type Server } from 'node:net'
import type { Clock } from '../../models/clock.js'
import { CommandError } from './command-error.js'
import { RetryableWrites } from './commands/retryable-writes.js'
import { encodeError, runCommand, runsAlone, wantsFlush } from './commands/run-command.js'
import { type Engine, openEngine, rollBack } from './engine/engine.js'
import { removeExpired } from './engine/remove-expired.js'
import { Connection } from './wire/connection.js'
import { type Request, replyMessage } from './wire/message.js'

/** What an embedded server is made from. */
export interface ServerOptions {
  /** The folder with its files; made when it is not there. */
  readonly folder: string
  readonly clock: Clock
  /** Told what went wrong where no client can be told: one line, without any data. */
  readonly onProblem: (line: string) => void
}

interface Waiting {
  readonly request: Request
  readonly connection: Connection
}

interface Answer extends Waiting {
  readonly reply: Buffer
}

const flushMilliseconds = 200
const checkpointMilliseconds = 1000
const expiryMilliseconds = 15_000

/** The embedded store as a server on a loopback port. What arrives in the same instant is carried out and saved together. */
export class EmbeddedServer {
  readonly #engine: Engine
  readonly #retryable = new RetryableWrites()
  readonly #connections = new Set<Connection>()
  readonly #server: Server
  readonly #onProblem: (line: string) => void
  #waiting: Waiting[] = []
  #closed = false
  #lastConnectionId = 0
  #checkpointTimer: NodeJS.Timeout | undefined
  #flushTimer: NodeJS.Timeout | undefined
  readonly #expiryTimer: NodeJS.Timeout

  constructor(options: ServerOptions) {
    this.#engine = openEngine(options.folder, options.clock)
    this.#onProblem = options.onProblem
    this.#server = createServer((socket) => {
      const connection = new Connection(++this.#lastConnectionId, socket, (request) =>
        this.#enqueue({ request, connection }),
      )
      this.#connections.add(connection)
      socket.on('close', () => this.#connections.delete(connection))
    })
    this.#expiryTimer = setInterval(() => this.removeExpired(), expiryMilliseconds)
    this.#expiryTimer.unref()
  }

  /** Begins to listen on 127.0.0.1; 0 lets the system choose. Gives the port. */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, '127.0.0.1', resolve)
    })
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('the server has no port')
    return address.port
  }

  /** Removes the documents whose time has come by a TTL index; gives how many. Runs by itself every 15 s, too. */
  removeExpired(): number {
    if (this.#closed) return 0
    this.#engine.cursors.closeIdle()
    try {
      const removed = removeExpired(this.#engine)
      this.#save()
      return removed
    } catch (error) {
      this.#takeBack(error)
      return 0
    }
  }

  /** Saves everything, ends all connections and closes the files. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    clearInterval(this.#expiryTimer)
    clearTimeout(this.#checkpointTimer)
    clearTimeout(this.#flushTimer)
    const ended = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const connection of this.#connections) connection.close()
    await ended
    await this.#engine.store.close()
  }

  #enqueue(waiting: Waiting): void {
    if (this.#closed) return
    this.#waiting.push(waiting)
    if (this.#waiting.length === 1) setImmediate(() => this.#runGroup())
  }

  #runGroup(): void {
    const group = this.#waiting
    this.#waiting = []
    if (this.#closed) return
    if (!group.some(({ request }) => runsAlone(request))) {
      this.#carryOut(group)
      return
    }
    for (const waiting of group) this.#carryOut([waiting])
  }

  #carryOut(group: readonly Waiting[]): void {
    try {
      const answers = group.map((waiting) => ({ ...waiting, reply: this.#answer(waiting) }))
      this.#save()
      const flushed = answers.filter(({ request }) => wantsFlush(request))
      send(answers.filter((answer) => !flushed.includes(answer)))
      if (flushed.length > 0) void this.#sendWhenFlushed(flushed)
    } catch (error) {
      const failure = this.#takeBack(error)
      if (group.length === 1) send(group.map((waiting) => ({ ...waiting, reply: encodeError(failure) })))
      // one by one, so that only the command at fault is refused
      else for (const waiting of group) this.#carryOut([waiting])
    }
  }

  #answer({ request, connection }: Waiting): Buffer {
    return runCommand(request, { engine: this.#engine, connectionId: connection.id }, this.#retryable)
  }

  /** Makes the group's changes safe, and sees to it that a flush and a checkpoint follow. */
  #save(): void {
    const { store } = this.#engine
    if (!store.hasChanges) return
    store.commitGroup()
    if (store.checkpointIsDue) {
      this.#checkpoint()
      return
    }
    this.#flushTimer ??= setTimeout(() => void this.#flush(), flushMilliseconds)
    this.#checkpointTimer ??= setTimeout(() => this.#checkpoint(), checkpointMilliseconds)
  }

  async #flush(): Promise<void> {
    this.#flushTimer = undefined
    try {
      await this.#engine.store.flush()
    } catch (error) {
      this.#onProblem(`flushing to the disk failed: ${messageOf(error)}`)
    }
  }

  #checkpoint(): void {
    clearTimeout(this.#checkpointTimer)
    this.#checkpointTimer = undefined
    if (this.#closed || !this.#engine.store.needsCheckpoint) return
    try {
      this.#engine.store.checkpoint()
    } catch (error) {
      this.#onProblem(`writing to the disk failed, it will be tried again: ${messageOf(error)}`)
      this.#checkpointTimer = setTimeout(() => this.#checkpoint(), checkpointMilliseconds * 2)
    }
  }

  async #sendWhenFlushed(answers: readonly Answer[]): Promise<void> {
    try {
      await this.#engine.store.flush()
      send(answers)
    } catch (error) {
      const failure = new CommandError(1, `flushing to the disk failed: ${messageOf(error)}`)
      send(answers.map((answer) => ({ ...answer, reply: encodeError(failure) })))
    }
  }

  /** After a failure nothing of the group may stay: neither stored nor remembered. */
  #takeBack(error: unknown): CommandError {
    this.#onProblem(`a group of commands failed and was taken back: ${messageOf(error)}`)
    this.#retryable.clear()
    rollBack(this.#engine)
    const full = /ENOSPC|EDQUOT|MDB_MAP_FULL|No space left/.test(messageOf(error))
    return new CommandError(full ? 14031 : 1, `the embedded store could not carry this out: ${messageOf(error)}`)
  }
}

function send(answers: readonly Answer[]): void {
  for (const { request, connection, reply } of answers) {
    if (request.wantsReply) connection.send(replyMessage(request, reply))
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
