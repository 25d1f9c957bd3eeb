import { newMessageId } from '../platform-ids.js'
import type { WebhookOutcome } from '../webhook-courier.js'
import * as events from './graph-events.js'
import type { GraphMessage } from './graph-messages.js'
import type { GraphPlatform } from './graph-platform.js'

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

/** What residents, and people of the municipality in the Page Inbox, do on Messenger; each doing is told to the bot by a signed webhook. */
export class GraphResidents {
  protected readonly platform: GraphPlatform

  constructor(platform: GraphPlatform) {
    this.platform = platform
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
    const at = this.platform.now()
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
    const at = this.platform.now()
    const event = events.fromResident(this.#pageId, residentId, at, { message: { mid: id, text } })
    this.platform.windows.note(residentId, at)
    const body = events.pageBody(this.#pageId, at, [event], 'standby')
    return { id, delivered: this.platform.publish(id, 'standby', residentId, body) }
  }

  /** A person of the municipality answers in the Page Inbox: the bot sees an echo of another app. */
  answerInInbox(residentId: string, text: string): GraphMessage {
    return this.platform.accept({ threadId: residentId, text, quickReplies: [], buttons: [] }, events.pageInboxAppId)
  }

  /** Another app takes the thread from ours. */
  takeThread(residentId: string): GraphDoing {
    this.platform.owners.set(residentId, events.pageInboxAppId)
    const previous_owner_app_id = this.platform.credentials.appId
    const take_thread_control = { previous_owner_app_id, new_owner_app_id: events.pageInboxAppId, metadata: '' }
    return this.#event(residentId, newMessageId(), 'take_thread_control', { take_thread_control })
  }

  /** A resident comments on a post of the Page. */
  comment(residentId: string, text: string): GraphDoing {
    const postId = `${this.#pageId}_${this.platform.ids.next()}`
    const id = `${postId.split('_')[1]}_${this.platform.ids.next()}`
    const at = this.platform.now()
    this.platform.addComment(id, residentId, at)
    const { firstName, lastName } = this.platform.person(residentId)
    const from = { id: residentId, name: `${firstName} ${lastName}` }
    return {
      id,
      delivered: this.platform.publish(
        id,
        'feed',
        residentId,
        events.commentBody(this.#pageId, { id, postId, text, from, at }),
      ),
    }
  }

  get #pageId(): string {
    return this.platform.credentials.pageId
  }

  #write(residentId: string, id: string, text: string, content: object, at = this.platform.now()): GraphDoing {
    this.platform.messages.add({
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

  #event(residentId: string, id: string, kind: string, event: object, at = this.platform.now()): GraphDoing {
    if (kind !== 'message_edit' && kind !== 'take_thread_control') this.platform.windows.note(residentId, at)
    return this.#send(residentId, id, kind, events.fromResident(this.#pageId, residentId, at, event), at)
  }

  #send(residentId: string, id: string, kind: string, event: object, at = this.platform.now()): GraphDoing {
    return { id, delivered: this.platform.publish(id, kind, residentId, events.pageBody(this.#pageId, at, [event])) }
  }
}
