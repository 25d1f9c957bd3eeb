import { type Request, type Response, Router } from 'express'
import type { Connection } from 'mongoose'
import type { ChannelGate } from '../bots/channel-gate.js'
import { answerWithin } from '../models/answer-within.js'
import type { Clock } from '../models/clock.js'
import { TawasulError } from '../models/tawasul-error.js'
import type { Metrics } from './metrics.js'
import { readStoreFigures } from './store-figures.js'

export interface HealthParts {
  readonly connection: Connection
  readonly gate: ChannelGate
  readonly channels: readonly string[]
  /** Events that wait for a channel which is not set up, by channel. */
  readonly withoutChannel: ReadonlyMap<string, number>
  readonly metrics: Metrics
  readonly clock: Clock
}

/** Something that keeps the bot from doing its work, or a part of it. */
interface Trouble {
  readonly what: string
  readonly why: string
  readonly hint: string
}

const pingMs = 2000

const storeAway = (why: string): Trouble => ({
  what: 'store',
  why,
  hint: 'Look at the MongoDB server (MONGODB_URI), or at the disk of DATA_DIR where none is set.',
})

/**
 * `GET /health/live` (the process is up), `GET /health/ready` (200 when it can take events; 503 and why when not; a channel that
 * is out of order is named with 200, since the others go on) and `GET /metrics`.
 */
export function createHealthRouter(parts: HealthParts): Router {
  const { connection, gate, channels, withoutChannel, metrics, clock } = parts
  const router = Router()

  const storeTrouble = async (): Promise<Trouble | null> => {
    try {
      const { db } = connection
      if (!db) return storeAway('storage.not-connected')
      await answerWithin(pingMs, db.command({ ping: 1 }))
      return null
    } catch (error) {
      if (error instanceof TawasulError) return storeAway(error.code)
      return storeAway(error instanceof Error ? error.name : 'unknown')
    }
  }
  const channelTroubles = (): Trouble[] =>
    channels.flatMap((channel) => {
      const broken = gate.brokenBy(channel)
      return broken ? [{ what: channel, why: broken.reason, hint: broken.hint ?? '' }] : []
    })

  const missingChannels = (): Trouble[] =>
    [...withoutChannel].map(([channel, events]) => ({
      what: channel,
      why: `${events} events wait for it, and it is not set up`,
      hint: 'Put its settings back (.env.example names them); the events are kept until then.',
    }))

  router.get('/health/live', (_request: Request, response: Response) => {
    response.json({ status: 'live' })
  })
  router.get('/health/ready', async (_request: Request, response: Response) => {
    const store = await storeTrouble()
    const channelsOut = [...channelTroubles(), ...missingChannels()]
    const status = store ? 'not-ready' : channelsOut.length > 0 ? 'degraded' : 'ready'
    response.status(store ? 503 : 200).json({ status, wrong: [...(store ? [store] : []), ...channelsOut] })
  })
  router.get('/metrics', async (_request: Request, response: Response) => {
    const figures = await answerWithin(pingMs, readStoreFigures(connection, clock)).catch(() => null)
    response.type(metrics.contentType).send(await metrics.text(figures))
  })
  return router
}
