import { createHmac } from 'node:crypto'
import type { XCredentials } from '../emulated-credentials.js'
import type { FaultBook } from '../fault-book.js'
import { Listeners } from '../listeners.js'
import { LoopbackServer } from '../loopback-server.js'
import { type GivenAnswer, type PlatformAnswer, PlatformRouter } from '../platform-router.js'
import type { PlatformCall } from '../read-call.js'
import { type CourierPatience, growingPauses, WebhookCourier, type WebhookOutcome } from '../webhook-courier.js'
import { verifyOAuth1 } from './verify-oauth1.js'
import { xAdminRoutes, xMediaRoutes } from './x-admin-routes.js'
import { documentedXLimits, type XLimits } from './x-budget.js'
import type { XDirectMessage, XPerson, XPost } from './x-messages.js'
import { XPlatform } from './x-platform.js'
import { notFound, unauthorized, type XProblem } from './x-problem.js'
import { xReadRoutes } from './x-read-routes.js'
import { XResidents } from './x-residents.js'
import { XSchemas } from './x-schemas.js'
import { xSendRoutes } from './x-send-routes.js'

/** How an X emulator is made. */
export interface XEmulatorOptions {
  readonly credentials: XCredentials
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly port?: number
  readonly limits?: XLimits
  /** Whether each accepted direct message comes back as `dm.sent` (default true). */
  readonly sentEvents?: boolean
  /** How many messages and posts are kept (default 20,000). */
  readonly capacity?: number
  readonly patience?: CourierPatience
}

/** X on loopback: the API's real routes on one side, residents on the other. */
export class XEmulator extends XResidents {
  readonly faults: FaultBook
  readonly #courier: WebhookCourier
  readonly #server: LoopbackServer
  readonly #answers = new Listeners<GivenAnswer>()
  readonly #bearer: string

  constructor(options: XEmulatorOptions) {
    const { credentials, now, limits = documentedXLimits, sentEvents = true, capacity = 20_000 } = options
    const courier = new WebhookCourier(
      options.patience ?? { answerWithin: 10_000, pauses: growingPauses(500, 60_000, 40) },
    )
    super(new XPlatform({ credentials, now, capacity, sentEvents, courier }))
    this.#courier = courier
    this.#bearer = `AAAAAAAAAAAAAAAAAAAAA${createHmac('sha256', credentials.apiSecret).update('app-only').digest('base64url')}`
    this.faults = this.platform.faults
    const schemas = new XSchemas()
    const router = new PlatformRouter(
      [
        ...xSendRoutes(this.platform, schemas, limits),
        ...xReadRoutes(this.platform, limits),
        ...xMediaRoutes(this.platform, schemas),
        ...xAdminRoutes(this.platform, schemas),
        {
          method: 'POST',
          route: '/oauth2/token',
          handle: () => ({ status: 200, body: { token_type: 'bearer', access_token: this.#bearer } }),
        },
      ],
      {
        guard: (call) => this.#guard(call),
        fallback: ({ method, path }) => problemAnswer(notFound('route', `${method} ${path}`, 'path')),
        headers: (status) => ({
          'content-type': `application/${status < 400 ? 'json' : 'problem+json'}; charset=utf-8`,
          ...(status === 401 ? {} : { 'x-access-level': 'read-write-directmessages' }),
        }),
        answered: (answer) => this.#answers.tell(answer),
      },
    )
    this.#server = new LoopbackServer((request, response) => router.handle(request, response), options.port)
  }

  /** Where the API is: what `X_API_BASE_URL` is to say. */
  get url(): string {
    return this.#server.url
  }

  /** Where events go while no webhook is registered. */
  set webhookUrl(url: string | undefined) {
    this.platform.webhooks.defaultUrl = url
  }

  /** Starts to listen; after `down` on the same port again. */
  up(): Promise<void> {
    return this.#server.up()
  }

  /** X is gone: connections are refused until `up`. Messages are kept, deliveries go on. */
  down(): Promise<void> {
    return this.#server.down()
  }

  /** Ends everything. */
  async close(): Promise<void> {
    this.#courier.close()
    await this.#server.down()
  }

  /** Hears of each message and post the moment it is accepted; the returned function ends that. */
  onAccepted(listener: (accepted: XDirectMessage | XPost) => void): () => void {
    return this.platform.accepted.add(listener)
  }

  /** Hears of each attempt to deliver a webhook. */
  onWebhook(listener: (outcome: WebhookOutcome) => void): () => void {
    return this.#courier.onOutcome(listener)
  }

  /** Hears of each answer the API gives. */
  onAnswer(listener: (answer: GivenAnswer) => void): () => void {
    return this.#answers.add(listener)
  }

  /** The municipality's messages to a resident that are still kept, oldest first. */
  messagesTo(residentId: string): XDirectMessage[] {
    return this.platform.messages.thread(residentId).filter(({ senderId }) => senderId === this.account.id)
  }

  /** The municipality's public replies to a post, oldest first. */
  repliesTo(postId: string): XPost[] {
    const thread = this.platform.posts.get(postId)?.threadId ?? postId
    return this.platform.posts.thread(thread).filter(({ inReplyTo }) => inReplyTo === postId)
  }

  /** The bytes the municipality uploaded under a media id. */
  uploadedMedia(mediaId: string): Buffer | undefined {
    return this.platform.uploads.bytes(mediaId)
  }

  /** Gives a resident a name and a handle; without it both are made from the id. */
  nameResident(person: XPerson): void {
    this.platform.name(person)
  }

  /** Runs the challenge-response check against a URL. */
  checkWebhook(url: string): Promise<boolean> {
    return this.platform.webhooks.check(url)
  }

  #guard(call: PlatformCall): PlatformAnswer | undefined {
    if (call.path === '/oauth2/token') return this.#isAppLogin(call) ? undefined : problemAnswer(unauthorized())
    const appOnly = /^\/2\/(webhooks|activity\/subscriptions)/.test(call.path)
    const isBearer = appOnly && call.headers.authorization === `Bearer ${this.#bearer}`
    const origins = [
      this.url,
      this.url.replace('127.0.0.1', 'localhost'),
      'https://api.x.com',
      'https://api.twitter.com',
      'https://upload.twitter.com',
    ]
    if (!isBearer && verifyOAuth1(call, this.platform.credentials, origins)) return problemAnswer(unauthorized())
    return call.path.startsWith('/1.1/') ? legacyRefusal : undefined
  }

  #isAppLogin({ headers }: PlatformCall): boolean {
    const { apiKey, apiSecret } = this.platform.credentials
    return headers.authorization === `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`
  }
}

const problemAnswer = (problem: XProblem): PlatformAnswer => ({ status: problem.status, body: problem })

/** What apps without v1.1 access hear. */
const legacyRefusal: PlatformAnswer = {
  status: 403,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: {
    errors: [
      {
        code: 453,
        message:
          'You currently have access to a subset of X API V2 endpoints and limited v1.1 endpoints (e.g. media post, oauth) only.',
      },
    ],
  },
}
