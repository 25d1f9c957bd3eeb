import { randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import path from 'node:path'
import { createPhotoCopier } from '../adapters/media/photo-copier.js'
import { createSharedRateBudgets } from '../bots/shared-rate-budgets.js'
import { startBot } from '../bots/start-bot.js'
import { projectRoot } from '../config/project-root.js'
import { loadServices } from '../config/services.js'
import type { Emulators } from '../emulators/start-emulators.js'
import { type Clock, systemClock, systemTimers } from '../models/clock.js'
import type { Log } from '../models/log.js'
import { createModels } from '../models/models.js'
import { TawasulError } from '../models/tawasul-error.js'
import { understandWithAzure } from '../nlu/azure/supply-azure.js'
import { politeEncoder } from '../nlu/encoder/polite-encoder.js'
import { supplyEncoder } from '../nlu/encoder/supply-encoder.js'
import { connectStorage } from '../storage/connect.js'
import { openStorage } from '../storage/open-storage.js'
import { createAdapters } from './create-adapters.js'
import { createApp } from './create-app.js'
import { createDialogs } from './create-dialogs.js'
import { createHealthRouter } from './create-health-router.js'
import { createLoadGauge } from './create-load-gauge.js'
import { createWebhookListener } from './create-webhook-listener.js'
import { createMetrics } from './metrics.js'
import { parseSettings, type Settings } from './settings.js'

/** The largest photo that is copied, MiB. */
const photoMegabytes = 15

/** Between two batches of writes, ms; measured in docs/benchmarks.md. */
const paceMs = 10

/** A running Tawasul. */
export interface Tawasul {
  /** Where it listens, e.g. `http://127.0.0.1:3978`. */
  readonly url: string
  readonly settings: Settings
  readonly emulators: Emulators | null
  /** Takes no more requests, lets what is under way end, and lets go of everything. */
  stop(): Promise<void>
}

export interface StartOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly log: Log
  /** Tells what is being done, a line each. */
  readonly onProgress: (line: string) => void
  readonly clock?: Clock
}

/** Starts everything on one machine; resolves when webhooks are taken. Throws a TawasulError that says what to mend. */
export async function startTawasul({ env, log, onProgress, clock = systemClock }: StartOptions): Promise<Tawasul> {
  const undo: (() => Promise<unknown> | unknown)[] = []
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const asked = parseSettings(env)
    const emulators = asked.emulators ? await emulate(asked, clock, onProgress) : null
    if (emulators) undo.push(() => emulators.close())
    const settings = emulators ? parseSettings({ ...env, ...emulators.settings, EMULATORS: 'off' }) : asked

    onProgress(settings.mongodbUri ? 'connecting to MongoDB' : `opening the embedded store in ${settings.dataDir}`)
    const storage = await openStorage({
      ...(settings.mongodbUri ? { uri: settings.mongodbUri } : {}),
      dataDir: settings.dataDir,
      onProgress,
    })
    undo.push(() => storage.close())
    const connection = await connectStorage(storage.uri)
    undo.push(() => connection.close())
    const models = await createModels(connection)

    onProgress('loading the understanding and the dialogs')
    const services = loadServices(settings.timeZone)
    const metrics = createMetrics()
    const gauge = createLoadGauge()
    undo.push(() => gauge.close())
    const supplied = await supplyEncoder({ root: projectRoot, mode: settings.encoder, log, onProgress })
    undo.push(() => supplied.close())
    const encoder = politeEncoder(supplied, gauge.isBusy)
    const encoding = { encoder, onEncoder: metrics.encoderAsked }
    const { engine, understander: embedded } = createDialogs(settings, services, photoMegabytes, encoding)
    const understander = understandWithAzure(
      embedded,
      new Set(services.all.map(({ id }) => id)),
      { ...settings.azure, clock, timers: systemTimers, log },
      metrics.understoodBy,
    )
    const adapters = createAdapters(settings, createSharedRateBudgets(connection, clock, log), clock)
    const bot = await startBot({
      models,
      adapters,
      engine,
      understander,
      services,
      copier: createPhotoCopier({
        directory: path.join(settings.dataDir, 'photos'),
        clock,
        maxBytes: photoMegabytes * 1024 * 1024,
        privateHosts: settings.mediaAllowedHosts,
      }),
      clock,
      timers: systemTimers,
      log,
      observer: metrics,
      defaultLanguage: settings.defaultLanguage,
      alone: storage.embedded,
      paceMs,
    })
    undo.push(() => bot.close())

    const channels = adapters.map(({ channel }) => channel)
    const phones = emulators ? await import('../emulators/phones/phones-router.js') : null
    const app = createApp(
      [
        createHealthRouter({
          connection,
          gate: bot.gate,
          channels,
          withoutChannel: bot.withoutChannel,
          metrics,
          clock,
        }),
        ...(phones && emulators ? [phones.createPhonesRouter(emulators)] : []),
      ],
      log,
    )
    const server = createServer(createWebhookListener({ adapters, inbox: bot.inbox, metrics, log, clock }, app))
    const url = await listen(server, settings)
    undo.push(() => close(server))
    emulators?.setWebhookBase(url)
    return { url, settings, emulators, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function emulate(settings: Settings, clock: Clock, onProgress: (line: string) => void): Promise<Emulators> {
  onProgress('starting the emulators of X and Messenger')
  const [{ startEmulators }, { roomyXLimits }] = await Promise.all([
    import('../emulators/start-emulators.js'),
    import('../emulators/x/x-budget.js'),
  ])
  if (settings.host !== '127.0.0.1' && settings.host !== 'localhost' && settings.host !== '::1')
    onProgress('note: the emulators answer on this machine only')
  return startEmulators({ clock, xLimits: roomyXLimits, seed: await keptSeed(settings.dataDir) })
}

/** The same residents and credentials again after a restart, so that the phones go on where they were. */
async function keptSeed(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'emulators.seed')
  const kept = await readFile(file, 'utf8').catch(() => null)
  if (kept) return kept
  const seed = randomUUID()
  // Where nothing can be written the store says so, with what to do about it.
  await mkdir(dataDir, { recursive: true })
    .then(() => writeFile(file, seed))
    .catch(() => undefined)
  return seed
}

function listen(server: Server, { host, port }: Settings): Promise<string> {
  server.keepAliveTimeout = 65_000
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const hint =
        cause.code === 'EADDRINUSE'
          ? `Something else listens on ${host}:${port}; stop it, or set PORT to another port.`
          : 'See HOST and PORT.'
      reject(
        new TawasulError('server.cannot-listen', `cannot listen on ${host}:${port} (${cause.code ?? cause.name})`, {
          retryable: false,
          hint,
          cause,
        }),
      )
    })
    server.listen(port, host, () => {
      const address = server.address()
      const actual = typeof address === 'object' && address ? address.port : port
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${actual}`)
    })
  })
}

/** No new connections, and an end to those that wait for nothing. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 1500).unref()
  })
}
