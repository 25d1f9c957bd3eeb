import type { GraphCredentials } from '../emulated-credentials.js'
import type { FaultBook } from '../fault-book.js'
import { Listeners } from '../listeners.js'
import { LoopbackServer } from '../loopback-server.js'
import { type GivenAnswer, type PlatformAnswer, PlatformRouter } from '../platform-router.js'
import type { PlatformCall } from '../read-call.js'
import { type CourierPatience, growingPauses, WebhookCourier, type WebhookOutcome } from '../webhook-courier.js'
import { graphAppRoutes, verifyCallback } from './graph-app-routes.js'
import { graphError, invalidToken } from './graph-error.js'
import type { GraphAction, GraphMessage, GraphPerson } from './graph-messages.js'
import { graphPageRoutes } from './graph-page-routes.js'
import { type GraphEcho, GraphPlatform } from './graph-platform.js'
import { GraphResidents } from './graph-residents.js'
import { graphSendRoute, type UnknownResidents } from './graph-send-route.js'

/** How a Graph emulator is made. */
export interface GraphEmulatorOptions {
  readonly credentials: GraphCredentials
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly port?: number
  /** Which events follow a message of the Page (default: all). */
  readonly events?: Partial<GraphEcho>
  /** Default `refuse`. */
  readonly unknownResidents?: UnknownResidents
  /** How many messages and residents are kept (default 20,000). */
  readonly capacity?: number
  readonly patience?: CourierPatience
}

/** Messenger on loopback: the Graph API's real routes on one side, residents on the other. */
export class GraphEmulator extends GraphResidents {
  readonly faults: FaultBook
  readonly #courier: WebhookCourier
  readonly #server: LoopbackServer
  readonly #answers = new Listeners<GivenAnswer>()

  constructor(options: GraphEmulatorOptions) {
    const { credentials, now, capacity = 20_000, unknownResidents = 'refuse' } = options
    const courier = new WebhookCourier(
      options.patience ?? { answerWithin: 5000, pauses: growingPauses(500, 60_000, 40) },
    )
    const events = { echoes: true, deliveries: true, reads: true, ...options.events }
    super(new GraphPlatform({ credentials, now, capacity, courier, events }))
    this.#courier = courier
    this.faults = this.platform.faults
    const router = new PlatformRouter(
      [
        graphSendRoute(this.platform, unknownResidents),
        ...graphPageRoutes(this.platform),
        ...graphAppRoutes(this.platform),
      ],
      {
        guard: (call) => this.#guard(call),
        fallback: ({ method, path }) => graphError(2500, `Unknown path components: ${method} ${path}`),
        headers: () => ({ 'content-type': 'application/json; charset=UTF-8' }),
        answered: (answer) => this.#answers.tell(answer),
      },
    )
    this.#server = new LoopbackServer((request, response) => {
      request.url = request.url?.replace(/^\/v\d+\.\d+(?=\/)/, '')
      return router.handle(request, response)
    }, options.port)
  }

  /** Where the API is: what `GRAPH_API_BASE_URL` is to say. */
  get url(): string {
    return this.#server.url
  }

  /** Where events go. */
  set webhookUrl(url: string | undefined) {
    this.platform.webhookUrl = url
  }

  /** Starts to listen; after `down` on the same port again. */
  up(): Promise<void> {
    return this.#server.up()
  }

  /** The Graph API is gone: connections are refused until `up`. Messages are kept, deliveries go on. */
  down(): Promise<void> {
    return this.#server.down()
  }

  /** Ends everything. */
  async close(): Promise<void> {
    this.#courier.close()
    await this.#server.down()
  }

  /** Hears of each message the moment it is accepted; the returned function ends that. */
  onAccepted(listener: (message: GraphMessage) => void): () => void {
    return this.platform.accepted.add(listener)
  }

  /** Hears of typing and seen marks. */
  onAction(listener: (action: GraphAction) => void): () => void {
    return this.platform.actions.add(listener)
  }

  /** Hears of each attempt to deliver a webhook. */
  onWebhook(listener: (outcome: WebhookOutcome) => void): () => void {
    return this.#courier.onOutcome(listener)
  }

  /** Hears of each answer the API gives. */
  onAnswer(listener: (answer: GivenAnswer) => void): () => void {
    return this.#answers.add(listener)
  }

  /** The Page's messages to a resident that are still kept, oldest first. */
  messagesTo(residentId: string): GraphMessage[] {
    return this.platform.messages.thread(residentId).filter(({ fromPage }) => fromPage)
  }

  /** A message by its id. */
  message(id: string): GraphMessage | undefined {
    return this.platform.messages.get(id)
  }

  /** The name and picture under which a persona speaks. */
  persona(id: string): { name: string; profile_picture_url?: string } | undefined {
    return this.platform.personas.get(id)
  }

  /** A field of the Messenger profile as the bot has set it. */
  profile(field: string): unknown {
    return this.platform.profile.get(field)
  }

  /** Gives a resident a name; without it one is made from the id. */
  nameResident(person: GraphPerson): void {
    this.platform.name(person)
  }

  /** Asks a URL to verify itself by the verify token. */
  checkWebhook(url: string): Promise<boolean> {
    return verifyCallback(url, this.platform.credentials.verifyToken)
  }

  #guard({ body, query, headers }: PlatformCall): PlatformAnswer | undefined {
    const { pageAccessToken, appId, appSecret } = this.platform.credentials
    const token =
      body.access_token ?? query.get('access_token') ?? /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
    if (!token) return graphError(104, 'An access token is required to request this resource.', { status: 400 })
    return token === pageAccessToken || token === `${appId}|${appSecret}` ? undefined : invalidToken()
  }
}
