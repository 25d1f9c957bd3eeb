import type { GraphCredentials } from '../emulated-credentials.js'
import type { FaultBook } from '../fault-book.js'
import { Listeners } from '../listeners.js'
import { LoopbackServer } from '../loopback-server.js'
import { newMessageId } from '../platform-ids.js'
import { type GivenAnswer, type PlatformAnswer, PlatformRouter } from '../platform-router.js'
import type { PlatformCall } from '../read-call.js'
import { type CourierPatience, growingPauses, WebhookCourier, type WebhookOutcome } from '../webhook-courier.js'
import { graphAppRoutes, verifyCallback } from './graph-app-routes.js'
import { graphError, invalidToken } from './graph-error.js'
import * as events from './graph-events.js'
import type { GraphAction, GraphMessage, GraphPerson } from './graph-messages.js'
import { graphPageRoutes } from './graph-page-routes.js'
import { type GraphEcho, GraphPlatform } from './graph-platform.js'
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

/** Something that happened on the resident's side: its id, and how its webhook fared in the end (undefined when nobody listens). */
export interface GraphDoing {
  readonly id: string
  readonly delivered: Promise<WebhookOutcome | undefined>
}

/** What a resident's message holds besides its text. */
export interface GraphSaying {
  /** The message's own time, epoch milliseconds; now when left out. */
  readonly at?: number
  /** The message it answers. */
  readonly replyTo?: string
}

/** Messenger on loopback: the Graph API's real routes on one side, residents on the other. */
export class GraphEmulator {
  readonly faults: FaultBook
  readonly #platform: GraphPlatform
  readonly #courier: WebhookCourier
  readonly #server: LoopbackServer
  readonly #answers = new Listeners<GivenAnswer>()

  constructor(options: GraphEmulatorOptions) {
    const { credentials, now, capacity = 20_000, unknownResidents = 'refuse' } = options
    this.#courier = new WebhookCourier(
      options.patience ?? { answerWithin: 5000, pauses: growingPauses(500, 60_000, 40) },
    )
    this.#platform = new GraphPlatform({
      credentials,
      now,
      capacity,
      courier: this.#courier,
      events: { echoes: true, deliveries: true, reads: true, ...options.events },
    })
    this.faults = this.#platform.faults
    const router = new PlatformRouter(
      [
        graphSendRoute(this.#platform, unknownResidents),
        ...graphPageRoutes(this.#platform),
        ...graphAppRoutes(this.#platform),
      ],
      {
        guard: (call) => this.#guard(call),
        fallback: ({ method, path }) => graphError(2500, `Unknown path components: ${method} ${path}`),
        contentType: () => 'application/json; charset=UTF-8',
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
    this.#platform.webhookUrl = url
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
    return this.#platform.accepted.add(listener)
  }

  /** Hears of typing and seen marks. */
  onAction(listener: (action: GraphAction) => void): () => void {
    return this.#platform.actions.add(listener)
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
    return this.#platform.messages.thread(residentId).filter(({ fromPage }) => fromPage)
  }

  /** A message by its id. */
  message(id: string): GraphMessage | undefined {
    return this.#platform.messages.get(id)
  }

  /** The name and picture under which a persona speaks. */
  persona(id: string): { name: string; profile_picture_url?: string } | undefined {
    return this.#platform.personas.get(id)
  }

  /** A field of the Messenger profile as the bot has set it. */
  profile(field: string): unknown {
    return this.#platform.profile.get(field)
  }

  /** Gives a resident a name; without it one is made from the id. */
  nameResident(person: GraphPerson): void {
    this.#platform.name(person)
  }

  /** Asks a URL to verify itself by the verify token. */
  checkWebhook(url: string): Promise<boolean> {
    return verifyCallback(url, this.#platform.credentials.verifyToken)
  }

  /** A resident writes. */
  say(residentId: string, text: string, { at, replyTo }: GraphSaying = {}): GraphDoing {
    const id = newMessageId()
    return this.#write(residentId, id, text, { text, ...(replyTo ? { reply_to: { mid: replyTo } } : {}) }, at)
  }

  /** A resident taps a quick reply: its title as text, and its payload. */
  tapQuickReply(residentId: string, title: string, payload: string): GraphDoing {
    return this.#write(residentId, newMessageId(), title, { text: title, quick_reply: { payload } })
  }

  /** A resident presses a button of a template, a menu or Get Started. */
  postback(residentId: string, title: string, payload: string, referral?: object): GraphDoing {
    const mid = newMessageId()
    return this.#event(residentId, mid, 'postback', {
      postback: { mid, title, payload, ...(referral ? { referral } : {}) },
    })
  }

  /** A resident sends a photo that lies at `url`. */
  sendPhoto(residentId: string, url: string, text?: string): GraphDoing {
    const attachments = [{ type: 'image', payload: { url } }]
    return this.#write(residentId, newMessageId(), text ?? '', { ...(text ? { text } : {}), attachments })
  }

  /** A resident sends the thumbs-up, in the form of after 2026-08-30. */
  sendSticker(residentId: string): GraphDoing {
    const payload = { url: 'https://scontent.xx.fbcdn.net/v/t39.1997-6/39178562_n.png', sticker_id: 369239263222822 }
    return this.#write(residentId, newMessageId(), '', { attachments: [{ type: 'sticker', payload }] })
  }

  /** A resident shares a place, as older clients still do. */
  sendLocation(residentId: string, lat: number, long: number): GraphDoing {
    const attachments = [{ type: 'location', payload: { coordinates: { lat, long } } }]
    return this.#write(residentId, newMessageId(), '', { attachments })
  }

  /** A resident changes what they wrote. */
  edit(residentId: string, messageId: string, text: string, count = 1): GraphDoing {
    return this.#event(residentId, messageId, 'message_edit', {
      message_edit: { mid: messageId, text, num_edit: count },
    })
  }

  /** A resident reacts to a message of the Page. */
  react(residentId: string, messageId: string, emoji = '❤'): GraphDoing {
    return this.#event(residentId, messageId, 'reaction', {
      reaction: { mid: messageId, action: 'react', reaction: 'love', emoji },
    })
  }

  /** A resident comes back by an m.me link. */
  refer(residentId: string, ref: string): GraphDoing {
    return this.#event(residentId, newMessageId(), 'referral', {
      referral: { ref, source: 'SHORTLINK', type: 'OPEN_THREAD' },
    })
  }

  /** A resident has read everything up to now. */
  read(residentId: string): GraphDoing {
    const id = newMessageId()
    const at = this.#platform.now()
    return this.#send(
      residentId,
      id,
      'read',
      events.fromResident(this.#pageId, residentId, at, { read: { watermark: at } }),
    )
  }

  /** A resident writes while another app owns the thread: the event comes as `standby`. */
  sayOnStandby(residentId: string, text: string): GraphDoing {
    const id = newMessageId()
    const at = this.#platform.now()
    const event = events.fromResident(this.#pageId, residentId, at, { message: { mid: id, text } })
    this.#platform.windows.note(residentId, at)
    const body = events.pageBody(this.#pageId, at, [event], 'standby')
    return { id, delivered: this.#platform.publish(id, 'standby', residentId, body) }
  }

  /** A person of the municipality answers in the Page Inbox: the bot sees an echo of another app. */
  answerInInbox(residentId: string, text: string): GraphMessage {
    return this.#platform.accept({ threadId: residentId, text, quickReplies: [], buttons: [] }, events.pageInboxAppId)
  }

  /** Another app takes the thread from ours. */
  takeThread(residentId: string): GraphDoing {
    this.#platform.owners.set(residentId, events.pageInboxAppId)
    const previous_owner_app_id = this.#platform.credentials.appId
    const take_thread_control = { previous_owner_app_id, new_owner_app_id: events.pageInboxAppId, metadata: '' }
    return this.#event(residentId, newMessageId(), 'take_thread_control', { take_thread_control })
  }

  /** A resident comments on a post of the Page. */
  comment(residentId: string, text: string): GraphDoing {
    const postId = `${this.#pageId}_${this.#platform.ids.next()}`
    const id = `${postId.split('_')[1]}_${this.#platform.ids.next()}`
    const at = this.#platform.now()
    this.#platform.comments.set(id, { residentId, at, answered: false })
    const { firstName, lastName } = this.#platform.person(residentId)
    const from = { id: residentId, name: `${firstName} ${lastName}` }
    return {
      id,
      delivered: this.#platform.publish(
        id,
        'feed',
        residentId,
        events.commentBody(this.#pageId, { id, postId, text, from, at }),
      ),
    }
  }

  get #pageId(): string {
    return this.#platform.credentials.pageId
  }

  #write(residentId: string, id: string, text: string, content: object, at = this.#platform.now()): GraphDoing {
    this.#platform.messages.add({
      kind: 'message',
      id,
      threadId: residentId,
      fromPage: false,
      text,
      quickReplies: [],
      buttons: [],
      at,
    })
    return this.#event(residentId, id, 'message', { message: { mid: id, ...content } }, at)
  }

  #event(residentId: string, id: string, kind: string, event: object, at = this.#platform.now()): GraphDoing {
    if (kind !== 'message_edit' && kind !== 'take_thread_control') this.#platform.windows.note(residentId, at)
    return this.#send(residentId, id, kind, events.fromResident(this.#pageId, residentId, at, event), at)
  }

  #send(residentId: string, id: string, kind: string, event: object, at = this.#platform.now()): GraphDoing {
    return { id, delivered: this.#platform.publish(id, kind, residentId, events.pageBody(this.#pageId, at, [event])) }
  }

  #guard({ body, query, headers }: PlatformCall): PlatformAnswer | undefined {
    const { pageAccessToken, appId, appSecret } = this.#platform.credentials
    const token =
      body.access_token ?? query.get('access_token') ?? /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
    if (!token) return graphError(104, 'An access token is required to request this resource.', { status: 400 })
    return token === pageAccessToken || token === `${appId}|${appSecret}` ? undefined : invalidToken()
  }
}
