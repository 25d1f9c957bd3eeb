import { z } from 'zod'

/** What the worker is started with. */
export const workerDataSchema = z.object({ folder: z.string() })

/** What the worker tells: that it listens, that it could not start, that something went wrong, that it has closed. */
export const workerMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('listening'), port: z.number().int() }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
  z.object({ kind: z.literal('problem'), line: z.string() }),
  z.object({ kind: z.literal('closed') }),
])
/** See workerMessageSchema. */
export type WorkerMessage = z.infer<typeof workerMessageSchema>
