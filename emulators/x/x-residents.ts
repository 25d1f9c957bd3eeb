import { randomBytes } from 'node:crypto'
import type { WebhookOutcome } from '../webhook-courier.js'
import * as events from './x-events.js'
import { shortenLinks, shortLink, type XDirectMessage, type XPerson, type XPost } from './x-messages.js'
import type { XPlatform } from './x-platform.js'

/** Something a resident did: its id, and how its webhook fared in the end (undefined when nobody listens). */
export interface Doing {
  readonly id: string
  readonly delivered: Promise<WebhookOutcome | undefined>
}

/** What a resident's message holds besides its text. */
export interface XSaying {
  /** A photo to send along. */
  readonly photoUrl?: string
  /** The message's own time, epoch milliseconds; now when left out. */
  readonly at?: number
  /** Deliver it in the older Account Activity envelope. */
  readonly legacy?: boolean
}

/** What residents do on X; each doing is told to the bot by a signed webhook. */
export class XResidents {
  readonly account: XPerson
  protected readonly platform: XPlatform

  constructor(platform: XPlatform) {
    this.platform = platform
    this.account = platform.account
  }

  /** A resident's direct message: `dm.received`. */
  say(residentId: string, text: string, saying: XSaying = {}): Doing {
    const { photoUrl, legacy = false } = saying
    const base = this.platform.messageBetween(residentId, this.account.id)
    const short = shortenLinks(text)
    const start = [...short.text].length + 1
    const link = photoUrl ? shortLink(`https://x.com/messages/media/${base.id}`, 'pic.x.com/photo', start) : undefined
    const message: XDirectMessage = {
      ...base,
      at: saying.at ?? base.at,
      text,
      wireText: link ? `${short.text} ${link.url}` : short.text,
      links: short.links,
      mediaIds: [],
      ...(photoUrl && link ? { photo: { mediaId: this.platform.ids.next(), url: photoUrl, link } } : {}),
    }
    this.platform.messages.add(message)
    const people = [this.platform.person(residentId), this.account]
    const event = legacy
      ? events.accountActivityEvent(this.account.id, message, people)
      : events.directMessageEvent(this.account.id, message, people)
    return {
      id: message.id,
      delivered: this.platform.publish(legacy ? { ...event, type: 'dm.received' } : event, residentId),
    }
  }

  /** A resident's public post: `post.mention.create` when it names the account, unheard of otherwise. */
  mention(residentId: string, text: string): Doing {
    return this.#post('post.mention.create', residentId, text)
  }

  /** A resident's public reply to a post of the account: `post.reply.create`. */
  reply(residentId: string, text: string, inReplyTo: string): Doing {
    return this.#post('post.reply.create', residentId, text, inReplyTo)
  }

  /** An encrypted message the old API cannot read: `chat.received`. */
  sayEncrypted(residentId: string): Doing {
    const id = this.platform.ids.next()
    const event = events.encryptedChatEvent(this.account, residentId, id, randomBytes(96).toString('base64'))
    return { id, delivered: this.platform.publish(event, residentId) }
  }

  /** The account withdraws the app's access: `oauth.revoke`. */
  revoke(): Doing {
    const event = events.revokeEvent(this.account, this.platform.now())
    return { id: event.id, delivered: this.platform.publish(event, this.account.id) }
  }

  #post(type: 'post.mention.create' | 'post.reply.create', authorId: string, text: string, inReplyTo?: string): Doing {
    const id = this.platform.ids.next()
    const threadId = (inReplyTo && this.platform.posts.get(inReplyTo)?.threadId) ?? inReplyTo ?? id
    const post: XPost = {
      kind: 'post',
      id,
      threadId,
      authorId,
      text,
      ...(inReplyTo ? { inReplyTo } : {}),
      at: this.platform.now(),
    }
    this.platform.posts.add(post)
    const isUnheard = type === 'post.mention.create' && !this.platform.isSummoned(text)
    if (isUnheard) return { id, delivered: Promise.resolve(undefined) }
    const event = events.postEvent(type, this.account, post, this.platform.person(authorId))
    return { id, delivered: this.platform.publish(event, authorId) }
  }
}
