import { rmSync } from 'node:fs'
import { MongoClient } from 'mongodb'
import { EmbeddedServer } from '../../../storage/embedded/server.js'
import { temporaryFolder } from '../storage-under-test.js'

/** An embedded server in this thread, with a clock to set, and a client connected to it. */
export interface InProcessServer {
  readonly server: EmbeddedServer
  readonly client: MongoClient
  readonly problems: readonly string[]
  /** Epoch milliseconds. */
  time: number
  close(): Promise<void>
}

/** Starts a server on a new folder. */
export async function startInProcess(): Promise<InProcessServer> {
  const folder = temporaryFolder()
  const problems: string[] = []
  const started = { time: Date.UTC(2024, 0, 1) }
  const server = new EmbeddedServer({
    folder,
    clock: { now: () => started.time },
    onProblem: (line) => problems.push(line),
  })
  const port = await server.listen(0)
  const client = await new MongoClient(`mongodb://127.0.0.1:${port}/test`).connect()
  return Object.assign(started, {
    server,
    client,
    problems,
    async close() {
      await client.close()
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  })
}
