import { parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '../../models/clock.js'
import { EmbeddedServer } from './server.js'
import { type WorkerMessage, workerDataSchema } from './worker-messages.js'

// the thread in which the embedded store runs; any message from the main thread closes it
const port = parentPort
if (!port) throw new Error('this file runs in a worker thread only')
const tell = (message: WorkerMessage) => port.postMessage(message)

try {
  const { folder } = workerDataSchema.parse(workerData)
  const server = new EmbeddedServer({
    folder,
    clock: systemClock,
    onProblem: (line) => tell({ kind: 'problem', line }),
  })
  tell({ kind: 'listening', port: await server.listen(0) })
  port.once('message', () => {
    void server.close().then(() => {
      tell({ kind: 'closed' })
      port.close()
    })
  })
} catch (error) {
  tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
  port.close()
}
