import { BoundedStore } from '../bounded-store.js'
import type { GraphCredentials } from '../emulated-credentials.js'
import { FaultBook } from '../fault-book.js'
import { Listeners } from '../listeners.js'
import { newMessageId, SnowflakeSource } from '../platform-ids.js'
import type { WebhookCourier, WebhookOutcome } from '../webhook-courier.js'
import { echoEvent, fromResident, pageBody } from './graph-events.js'
import type { GraphAction, GraphMessage, GraphPerson } from './graph-messages.js'
import { MessagingWindows } from './messaging-windows.js'
import { metaJson, signMetaBody } from './meta-json.js'

/** Which events follow a message of the Page. */
export interface GraphEcho {
  readonly echoes: boolean
  readonly deliveries: boolean
  readonly reads: boolean
}

/** What a Graph platform is made with. */
export interface GraphPlatformOptions {
  readonly credentials: GraphCredentials
  readonly now: () => number
  readonly courier: WebhookCourier
  /** How many messages and residents are kept. */
  readonly capacity: number
  readonly events: GraphEcho
}

/** The inside of the emulated Messenger: residents, messages, windows, and the events that tell of them. */
export class GraphPlatform {
  readonly credentials: GraphCredentials
  readonly now: () => number
  readonly ids: SnowflakeSource
  readonly faults = new FaultBook()
  readonly messages: BoundedStore<GraphMessage>
  readonly windows: MessagingWindows
  readonly accepted = new Listeners<GraphMessage>()
  readonly actions = new Listeners<GraphAction>()
  /** Persistent menu, get-started button and the like, as the bot has set them. */
  readonly profile = new Map<string, unknown>()
  readonly personas = new Map<string, { name: string; profile_picture_url?: string }>()
  /** Comments by id: whose they are, when they were made, and whether they have been answered privately. */
  readonly comments = new Map<string, { residentId: string; at: number; answered: boolean }>()
  readonly #people = new Map<string, GraphPerson>()
  readonly #options: GraphPlatformOptions
  webhookUrl: string | undefined
  /** The app that owns each thread that is not ours. */
  readonly owners = new Map<string, string>()

  constructor(options: GraphPlatformOptions) {
    this.#options = options
    this.credentials = options.credentials
    this.now = options.now
    this.ids = new SnowflakeSource(options.now)
    this.messages = new BoundedStore(options.capacity)
    this.windows = new MessagingWindows(options.capacity)
  }

  /** A resident by id; somebody nobody has named yet gets a name made of the id. */
  person(id: string): GraphPerson {
    return this.#people.get(id) ?? { id, firstName: 'Resident', lastName: id.slice(-4) }
  }

  /** Gives a resident a name. */
  name(person: GraphPerson): void {
    this.#people.set(person.id, person)
    const [oldest] = this.#people.keys()
    if (this.#people.size > this.#options.capacity && oldest) this.#people.delete(oldest)
  }

  /** A resident has commented; the newest `capacity` comments are remembered. */
  addComment(id: string, residentId: string, at: number): void {
    this.comments.set(id, { residentId, at, answered: false })
    const [oldest] = this.comments.keys()
    if (this.comments.size > this.#options.capacity && oldest) this.comments.delete(oldest)
  }

  /** Takes a message of the Page; a moment later the events that follow it are sent. */
  accept(message: Omit<GraphMessage, 'kind' | 'id' | 'fromPage' | 'at'>, appId = this.credentials.appId): GraphMessage {
    const taken: GraphMessage = { kind: 'message', id: newMessageId(), fromPage: true, at: this.now(), ...message }
    this.messages.add(taken)
    this.accepted.tell(taken)
    setImmediate(() => this.#follow(taken, appId))
    return taken
  }

  /** Signs a body and delivers it; resolves with the last outcome, undefined when nobody listens. */
  async publish(id: string, kind: string, lane: string, body: object): Promise<WebhookOutcome | undefined> {
    const url = this.webhookUrl
    if (!url) return undefined
    const bytes = Buffer.from(metaJson(body), 'ascii')
    const headers = signMetaBody(bytes, this.credentials.appSecret)
    return this.#options.courier.deliver({ id, kind, url, body: bytes, headers, lane })
  }

  #follow(message: GraphMessage, appId: string): void {
    const { pageId } = this.credentials
    const { echoes, deliveries, reads } = this.#options.events
    const { threadId: lane, id } = message
    const at = this.now()
    if (echoes) void this.publish(id, 'echo', lane, pageBody(pageId, at, [echoEvent(pageId, message, appId)]))
    const receipts = [
      ...(deliveries ? [fromResident(pageId, lane, at, { delivery: { mids: [id], watermark: message.at } })] : []),
      ...(reads ? [fromResident(pageId, lane, at, { read: { watermark: message.at } })] : []),
    ]
    if (receipts.length > 0) void this.publish(id, 'receipts', lane, pageBody(pageId, at, receipts))
  }
}
