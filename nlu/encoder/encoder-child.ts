// The engine's own process: a crash in native code ends this one and not the bot. Started by `start-encoder.ts` with the
// engine's and the weights' paths; takes `EncoderTask`s, tells `EncoderReport`s.
import os from 'node:os'
import koffi from 'koffi'
import { z } from 'zod'
import { vectorLength } from './encoder.js'
import type { EncoderReport } from './encoder-messages.js'

const taskSchema = z.object({ id: z.number().int(), text: z.string() })
const [enginePath, weightsPath] = process.argv.slice(2)
/**
 * The lowest priority there is: while anything else of this machine wants the cores, the engine gets next to nothing of them.
 * A text then times out, and an answer without the encoder is better than a bot that is late for everybody.
 */
const niceness = 19

const tell = (report: EncoderReport): void => {
  if (process.connected) process.send?.(report)
}

process.on('disconnect', () => process.exit(0))
// Whoever stops the bot in a terminal stops it by the parent's word, not by the same key.
process.on('SIGINT', () => undefined)

try {
  os.setPriority(niceness)
  const engine = koffi.load(enginePath ?? '')
  const load = engine.func('void *e5_load(const char *path)')
  const embed = engine.func('int e5_embed(void *m, const char *text, int is_query, _Out_ float *out)')
  const model: unknown = load(weightsPath)
  if (model === null) throw new Error('the weights could not be read')
  process.on('message', (message) => {
    const task = taskSchema.safeParse(message)
    if (!task.success) return
    const { id, text } = task.data
    const vector = new Float32Array(vectorLength)
    embed.async(model, text, 1, vector, (error: unknown, code: unknown) => {
      tell({ id, vector: error == null && code === 0 ? vector : null })
    })
  })
  tell({ ready: true })
} catch (error) {
  tell({ broken: error instanceof Error ? error.message : String(error) })
  setTimeout(() => process.exit(1), 50)
}
