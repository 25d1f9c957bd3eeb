import { type Clock, systemClock } from '../models/clock.js'
import {
  type GraphCredentials,
  inventGraphCredentials,
  inventXCredentials,
  type XCredentials,
} from './emulated-credentials.js'
import { GraphEmulator } from './graph/graph-emulator.js'
import type { GraphEcho } from './graph/graph-platform.js'
import type { UnknownResidents } from './graph/graph-send-route.js'
import { MediaServer } from './media-server.js'
import { Phones } from './phones/phones.js'
import { SeededRandom } from './seeded-random.js'
import type { CourierPatience } from './webhook-courier.js'
import type { XLimits } from './x/x-budget.js'
import { XEmulator } from './x/x-emulator.js'

/** How the emulators are started; everything may be left out. */
export interface EmulatorsOptions {
  readonly clock?: Clock
  /** The bot's own address, `http://127.0.0.1:3978`; can be told later by `setWebhookBase`. */
  readonly webhookBase?: string
  /** The same seed gives the same credentials and residents again; without one they are new at each start. */
  readonly seed?: string
  readonly xCredentials?: XCredentials
  readonly graphCredentials?: GraphCredentials
  /** Ports; 0, the default, lets the system choose. */
  readonly xPort?: number
  readonly graphPort?: number
  readonly mediaPort?: number
  /** X's budgets; the documented ones when left out. */
  readonly xLimits?: XLimits
  /** Whether accepted direct messages come back as `dm.sent` (default true). */
  readonly sentEvents?: boolean
  /** Which events follow a message of the Page (default all). */
  readonly graphEvents?: Partial<GraphEcho>
  /** Residents who have not written since the start: `accept` (default) suits a start after which the bot still knows older ones. */
  readonly unknownResidents?: UnknownResidents
  /** How many messages each platform keeps (default 20,000). */
  readonly capacity?: number
  readonly patience?: CourierPatience
}

/** The emulated platforms, on loopback. */
export interface Emulators {
  readonly x: XEmulator
  readonly graph: GraphEmulator
  readonly media: MediaServer
  readonly phones: Phones
  /** The settings with which the bot finds them: invented credentials and addresses. */
  readonly settings: Readonly<Record<string, string>>
  /** Tells where the bot takes its webhooks: its origin, to which `/webhooks/twitter` and `/webhooks/messenger` are added. */
  setWebhookBase(url: string): void
  close(): Promise<void>
}

/** Starts X, the Graph API and a media host on 127.0.0.1. Errors: `emulators.port_taken`. */
export async function startEmulators(options: EmulatorsOptions = {}): Promise<Emulators> {
  const { clock = systemClock, unknownResidents = 'accept' } = options
  const random = new SeededRandom(options.seed)
  const xCredentials = options.xCredentials ?? inventXCredentials(random.branch('x'))
  const graphCredentials = options.graphCredentials ?? inventGraphCredentials(random.branch('graph'))
  const now = () => clock.now()
  const shared = {
    now,
    ...(options.capacity === undefined ? {} : { capacity: options.capacity }),
    ...(options.patience ? { patience: options.patience } : {}),
  }
  const x = new XEmulator({
    ...shared,
    credentials: xCredentials,
    port: options.xPort ?? 0,
    sentEvents: options.sentEvents ?? true,
    ...(options.xLimits ? { limits: options.xLimits } : {}),
  })
  const graph = new GraphEmulator({
    ...shared,
    credentials: graphCredentials,
    port: options.graphPort ?? 0,
    unknownResidents,
    ...(options.graphEvents ? { events: options.graphEvents } : {}),
  })
  const media = new MediaServer(options.mediaPort)
  const phones = new Phones({ x, graph, media, now, random: random.branch('residents') })
  const close = async (): Promise<void> => {
    phones.close()
    await Promise.all([x.close(), graph.close(), media.close()])
  }
  try {
    await Promise.all([x.up(), graph.up(), media.up()])
  } catch (error) {
    await close()
    throw error
  }
  const setWebhookBase = (url: string): void => {
    x.webhookUrl = new URL('/webhooks/twitter', url).href
    graph.webhookUrl = new URL('/webhooks/messenger', url).href
  }
  if (options.webhookBase) setWebhookBase(options.webhookBase)
  const settings = {
    ...xSettings(xCredentials),
    ...graphSettings(graphCredentials),
    X_API_BASE_URL: x.url,
    GRAPH_API_BASE_URL: graph.url,
    MEDIA_ALLOWED_HOSTS: media.host,
  }
  return { x, graph, media, phones, settings, setWebhookBase, close }
}

const xSettings = (credentials: XCredentials): Record<string, string> => ({
  X_API_KEY: credentials.apiKey,
  X_API_SECRET: credentials.apiSecret,
  X_ACCESS_TOKEN: credentials.accessToken,
  X_ACCESS_SECRET: credentials.accessSecret,
  X_USER_ID: credentials.userId,
  X_USERNAME: credentials.username,
})

const graphSettings = (credentials: GraphCredentials): Record<string, string> => ({
  MESSENGER_APP_SECRET: credentials.appSecret,
  MESSENGER_PAGE_ACCESS_TOKEN: credentials.pageAccessToken,
  MESSENGER_VERIFY_TOKEN: credentials.verifyToken,
  MESSENGER_PAGE_ID: credentials.pageId,
  MESSENGER_APP_ID: credentials.appId,
})
