import { createInterface } from 'node:readline'
import { z } from 'zod'
import { loadPlaces } from '../../config/places.js'
import { projectRoot } from '../../config/project-root.js'
import { createUnderstander } from '../../nlu/create-understander.js'
import { noEncoder } from '../../nlu/encoder/encoder.js'
import { encoderFolder, findEncoder } from '../../nlu/encoder/encoder-files.js'
import { startReadyEncoder } from '../../nlu/encoder/start-ready-encoder.js'
import type { Understander } from '../../nlu/understanding.js'

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  text: z.string(),
  channel: z.string().nullish(),
  expecting: z.string().nullish(),
  language: z.string().nullish(),
  now: z.iso
    .datetime({ offset: true })
    .or(z.iso.date())
    .or(z.iso.datetime({ local: true }))
    .nullish(),
})

const timeZone = process.env.TIME_ZONE ?? 'Asia/Riyadh'
// With the encoder where it is installed, and each message waits for it: what is measured is what it understands, not how busy it is.
const wanted = process.env.ENCODER !== 'off' && findEncoder(encoderFolder(projectRoot)) !== null
const encoder = wanted ? await startReadyEncoder(projectRoot) : noEncoder
const understander = createUnderstander({ places: loadPlaces(), timeZone, encoder })

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader has gone away (`| head`): nothing left to say to it.
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  if (line.trim() === '') continue
  if (!process.stdout.write(`${JSON.stringify(await answer(understander, line))}\n`)) {
    await new Promise((resolve) => process.stdout.once('drain', resolve))
  }
}

await encoder.close()

/** One line's answer; a line that is not as agreed gets one too, so that answers stay in step with the lines. */
async function answer(by: Understander, line: string): Promise<object> {
  const parsed = lineSchema.safeParse(parseJson(line))
  if (!parsed.success) return { id: null, error: 'not a line {"id","text","channel"?,"expecting"?,"now"?}' }
  const { id, text, expecting, language, now } = parsed.data
  const understood = await by.understand(text, {
    now: now == null ? Date.now() : Date.parse(now),
    ...(expecting == null ? {} : { expecting }),
    ...(language == null ? {} : { language }),
  })
  return {
    id: id ?? null,
    language: understood.language,
    intent: understood.intent,
    confidence: rounded(understood.confidence),
    decision: understood.decision,
    service: understood.service,
    serviceConfidence: rounded(understood.serviceConfidence),
    services: understood.services.map(({ id: service, p }) => ({ id: service, p: rounded(p) })),
    urgent: understood.urgent,
    entities: understood.entities.map(({ start: _start, end: _end, ...entity }) => entity),
    us: understood.us,
    encoder: understood.encoder,
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function rounded(p: number): number {
  return Math.round(p * 10_000) / 10_000
}
