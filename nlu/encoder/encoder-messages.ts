import { z } from 'zod'

/** What the engine's process is asked. */
export interface EncoderTask {
  readonly id: number
  readonly text: string
}

/** What the engine's process tells; sent with the structured clone, so vectors come as they are. */
export const encoderReport = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ broken: z.string() }),
  z.object({ id: z.number().int(), vector: z.instanceof(Float32Array).nullable() }),
])
export type EncoderReport = z.infer<typeof encoderReport>
