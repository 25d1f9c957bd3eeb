import { BoundedStore } from '../bounded-store.js'
import type { XCredentials } from '../emulated-credentials.js'
import { FaultBook } from '../fault-book.js'
import { Listeners } from '../listeners.js'
import { SnowflakeSource } from '../platform-ids.js'
import type { WebhookCourier, WebhookOutcome } from '../webhook-courier.js'
import { signXBody } from './sign-x-body.js'
import type { XEvent } from './x-events.js'
import { directMessageEvent } from './x-events.js'
import { xJson } from './x-json.js'
import type { XDirectMessage, XPerson, XPost } from './x-messages.js'
import { conversationOf, shortenLinks } from './x-messages.js'
import { XUploads } from './x-uploads.js'
import { XWebhooks } from './x-webhooks.js'

/** What an X platform is made with. */
export interface XPlatformOptions {
  readonly credentials: XCredentials
  readonly now: () => number
  readonly courier: WebhookCourier
  /** How many messages and how many posts are kept. */
  readonly capacity: number
  /** Whether each accepted message comes back as `dm.sent`. */
  readonly sentEvents: boolean
}

/** The inside of the emulated X: people, messages, posts, and the events that tell of them. */
export class XPlatform {
  readonly account: XPerson
  readonly credentials: XCredentials
  readonly now: () => number
  readonly ids: SnowflakeSource
  readonly faults = new FaultBook()
  readonly messages: BoundedStore<XDirectMessage>
  readonly posts: BoundedStore<XPost>
  readonly uploads: XUploads
  readonly webhooks: XWebhooks
  readonly accepted = new Listeners<XDirectMessage | XPost>()
  readonly #people = new Map<string, XPerson>()
  readonly #options: XPlatformOptions

  constructor(options: XPlatformOptions) {
    const { credentials, now, capacity } = options
    this.#options = options
    this.credentials = credentials
    this.now = now
    this.ids = new SnowflakeSource(now)
    this.account = { id: credentials.userId, name: 'مركز بلاغات 940', username: credentials.username }
    this.messages = new BoundedStore(capacity)
    this.posts = new BoundedStore(capacity)
    this.uploads = new XUploads(this.ids)
    this.webhooks = new XWebhooks(credentials.apiSecret, now)
  }

  /** A person by id; somebody nobody has named yet gets a name made of the id. */
  person(id: string): XPerson {
    if (id === this.account.id) return this.account
    return this.#people.get(id) ?? { id, name: `Resident ${id.slice(-4)}`, username: `u${id.slice(-10)}` }
  }

  /** Gives a person a name; the newest `capacity` are remembered. */
  name(person: XPerson): void {
    this.#people.set(person.id, person)
    const [oldest] = this.#people.keys()
    if (this.#people.size > this.#options.capacity && oldest) this.#people.delete(oldest)
  }

  /** Takes a message of the municipality and, a moment later, tells of it by `dm.sent`. */
  acceptMessage(recipientId: string, text: string, mediaIds: readonly string[]): XDirectMessage {
    const { text: wireText, links } = shortenLinks(text)
    const message: XDirectMessage = {
      ...this.messageBetween(this.account.id, recipientId),
      text,
      wireText,
      links,
      mediaIds,
    }
    this.messages.add(message)
    this.accepted.tell(message)
    if (this.#options.sentEvents) {
      const event = directMessageEvent(this.account.id, message, [this.account, this.person(recipientId)])
      setImmediate(() => void this.publish(event, recipientId))
    }
    return message
  }

  /** Whether a post names the account, without which it may not answer publicly. */
  isSummoned(text: string): boolean {
    return text.toLowerCase().includes(`@${this.account.username.toLowerCase()}`)
  }

  /** Takes a post of the municipality. */
  acceptPost(text: string, inReplyTo: string | undefined, directMessageLink: string | undefined): XPost {
    const id = this.ids.next()
    const threadId = (inReplyTo && this.posts.get(inReplyTo)?.threadId) ?? id
    const post: XPost = {
      kind: 'post',
      id,
      threadId,
      authorId: this.account.id,
      text,
      ...(inReplyTo ? { inReplyTo } : {}),
      ...(directMessageLink ? { directMessageLink } : {}),
      at: this.now(),
    }
    this.posts.add(post)
    this.accepted.tell(post)
    return post
  }

  /** The parts of a message that its two sides give. */
  messageBetween(
    senderId: string,
    recipientId: string,
  ): Omit<XDirectMessage, 'text' | 'wireText' | 'links' | 'mediaIds'> {
    const threadId = senderId === this.account.id ? recipientId : senderId
    const conversationId = conversationOf(senderId, recipientId)
    return { kind: 'dm', id: this.ids.next(), threadId, conversationId, senderId, recipientId, at: this.now() }
  }

  /** Signs an event and delivers it to whoever is subscribed; resolves with the last outcome, undefined when nobody is. */
  async publish(event: XEvent, lane: string): Promise<WebhookOutcome | undefined> {
    const body = Buffer.from(xJson(event.body), 'utf8')
    const headers = signXBody(body, this.credentials.apiSecret)
    const outcomes = this.webhooks
      .targets(event.type)
      .map((url) => this.#options.courier.deliver({ id: event.id, kind: event.type, url, body, headers, lane }))
    return (await Promise.all(outcomes))[0]
  }
}
