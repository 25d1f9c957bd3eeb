import { randomBytes } from 'node:crypto'
import { TawasulError } from '../../models/tawasul-error.js'
import type { GraphEmulator } from '../graph/graph-emulator.js'
import type { GraphAction, GraphMessage } from '../graph/graph-messages.js'
import { Listeners } from '../listeners.js'
import type { MediaServer } from '../media-server.js'
import type { SeededRandom } from '../seeded-random.js'
import type { XEmulator } from '../x/x-emulator.js'
import type { XDirectMessage, XPost } from '../x/x-messages.js'
import { EventLog } from './event-log.js'
import { type PhoneProfile, phoneProfile } from './messenger-profile.js'
import { messengerBubble, photoPath, publicPost } from './phone-message.js'
import { inventResident, type PhoneResident } from './phone-resident.js'
import type { NumberedEvent, PhoneChannel, PhoneChoice, PhoneMessage } from './thread-events.js'

/** What the phones talk to. */
export interface PhonesOptions {
  readonly x: XEmulator
  readonly graph: GraphEmulator
  readonly media: MediaServer
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly random: SeededRandom
}

interface Holder {
  readonly resident: PhoneResident
  readonly log: EventLog
  /** Ids of public posts of this person. */
  readonly posts: Set<string>
}

interface Doing {
  readonly id: string
  readonly delivered: Promise<{ readonly status: number | null } | undefined>
}

const mostHolders = 1000

/** The phones of everybody who has the page open: each browser's key stands for a person of its own. */
export class Phones {
  readonly #options: PhonesOptions
  readonly #start = randomBytes(4).toString('hex')
  readonly #holders = new Map<string, Holder>()
  readonly #byAddress = new Map<string, Holder>()
  readonly #byPost = new Map<string, Holder>()
  readonly #underWay = new Map<string, Holder>()
  readonly #endings: (() => void)[]
  readonly #closing = new Listeners<void>()

  constructor(options: PhonesOptions) {
    const { x, graph } = options
    this.#options = options
    this.#endings = [
      x.onAccepted((accepted) =>
        accepted.kind === 'dm' ? this.#showDirectMessage(accepted) : this.#showPost(accepted),
      ),
      graph.onAccepted((message) => this.#showMessage(message)),
      graph.onAction((action) => this.#showAction(action)),
      x.onWebhook(({ id, attempt, status }) => this.#showAttempt('x', id, attempt, status)),
      graph.onWebhook(({ id, attempt, status }) => this.#showAttempt('messenger', id, attempt, status)),
    ]
  }

  /** Who a key stands for. */
  resident(key: string): PhoneResident {
    return this.#holder(key).resident
  }

  /** The municipality's account on X. */
  get account(): { readonly username: string; readonly id: string } {
    return this.#options.x.account
  }

  /** Sends a text from one of the phones. */
  say(key: string, channel: PhoneChannel, text: string): string {
    const holder = this.#holder(key)
    const { x, graph } = this.#options
    const doing = channel === 'x' ? x.say(holder.resident.xId, text) : graph.say(holder.resident.psid, text)
    return this.#did(holder, channel, doing, { text })
  }

  /** Sends a photo, with or without words. */
  sendPhoto(key: string, channel: PhoneChannel, bytes: Buffer, contentType: string, text: string): string {
    const holder = this.#holder(key)
    const { x, graph, media, now } = this.#options
    const url = media.add(bytes, contentType, now())
    const doing =
      channel === 'x'
        ? x.say(holder.resident.xId, text, { photoUrl: url })
        : graph.sendPhoto(holder.resident.psid, url, text || undefined)
    return this.#did(holder, channel, doing, { text, photo: photoPath(url) })
  }

  /** Taps a quick reply of a message. Errors: `phones.no_such_choice`. */
  tapQuickReply(key: string, messageId: string, payload: string): string {
    const holder = this.#holder(key)
    const { title } = this.#choice(holder, messageId, payload, ({ quickReplies }) => quickReplies)
    return this.#did(holder, 'messenger', this.#options.graph.tapQuickReply(holder.resident.psid, title, payload), {
      text: title,
    })
  }

  /** Presses a button of a message. Errors: `phones.no_such_choice`. */
  pressButton(key: string, messageId: string, payload: string): string {
    const holder = this.#holder(key)
    const { title } = this.#choice(holder, messageId, payload, ({ buttons }) => buttons)
    return this.#did(holder, 'messenger', this.#options.graph.postback(holder.resident.psid, title, payload), {
      text: title,
    })
  }

  /** What Messenger shows of the Page's profile. */
  get profile(): PhoneProfile {
    return phoneProfile((field) => this.#options.graph.profile(field))
  }

  /** Presses a starter or an item of the menu. Errors: `phones.no_such_choice`. */
  pressProfile(key: string, payload: string): string {
    const holder = this.#holder(key)
    const { starters, menu } = this.profile
    const choice = [...starters, ...menu].find((one) => 'payload' in one && one.payload === payload)
    if (!choice) throw noSuchChoice()
    const doing = this.#options.graph.postback(holder.resident.psid, choice.title, payload)
    return this.#did(holder, 'messenger', doing, { text: choice.title })
  }

  /** Writes a public post; one that names the account is told to the bot. */
  post(key: string, text: string): string {
    const holder = this.#holder(key)
    const doing = this.#options.x.mention(holder.resident.xId, text)
    holder.posts.add(doing.id)
    this.#byPost.set(doing.id, holder)
    return this.#did(holder, 'x', doing, { type: 'post', text })
  }

  /** A photo that was sent from the page, by the path the page knows. */
  photo(path: string): { readonly bytes: Buffer; readonly contentType: string } | undefined {
    return this.#options.media.find(`http://${this.#options.media.host}/${path}`)
  }

  /** Tells what happened after `lastId` and whatever comes; the returned function ends that. */
  follow(key: string, lastId: string | undefined, listener: (event: NumberedEvent) => void): () => void {
    return this.#holder(key).log.follow(lastId, listener)
  }

  /** Hears when the phones are put away; the returned function ends that. */
  onClose(listener: () => void): () => void {
    return this.#closing.add(listener)
  }

  /** Stops listening to the emulators and ends every open event stream. */
  close(): void {
    for (const end of this.#endings) end()
    this.#closing.tell()
  }

  #holder(key: string): Holder {
    const known = this.#holders.get(key)
    if (known) return known
    const resident = inventResident(this.#options.random, key)
    const holder = { resident, log: new EventLog(this.#start), posts: new Set<string>() }
    this.#holders.set(key, holder)
    this.#byAddress.set(`x:${resident.xId}`, holder).set(`messenger:${resident.psid}`, holder)
    this.#options.x.nameResident({
      id: resident.xId,
      name: `${resident.firstName} ${resident.lastName}`,
      username: resident.username,
    })
    this.#options.graph.nameResident({ id: resident.psid, firstName: resident.firstName, lastName: resident.lastName })
    this.#forgetOldest()
    return holder
  }

  #forgetOldest(): void {
    const [oldest] = this.#holders.entries()
    if (this.#holders.size <= mostHolders || !oldest) return
    const [key, { resident, posts }] = oldest
    this.#holders.delete(key)
    this.#byAddress.delete(`x:${resident.xId}`)
    this.#byAddress.delete(`messenger:${resident.psid}`)
    for (const post of posts) this.#byPost.delete(post)
  }

  #did(
    holder: Holder,
    channel: PhoneChannel,
    doing: Doing,
    shown: Pick<PhoneMessage, 'text'> & Partial<PhoneMessage>,
  ): string {
    const { id } = doing
    holder.log.add({ type: 'message', channel, id, mine: true, at: this.#options.now(), ...shown })
    holder.log.add({ type: 'status', channel, id, status: 'sent' })
    this.#underWay.set(id, holder)
    void doing.delivered.then((outcome) => {
      this.#underWay.delete(id)
      holder.log.add({ type: 'status', channel, id, status: outcome?.status === 200 ? 'delivered' : 'failed' })
    })
    return id
  }

  #choice(
    holder: Holder,
    id: string,
    payload: string,
    of: (message: GraphMessage) => GraphMessage['quickReplies'] | GraphMessage['buttons'],
  ): PhoneChoice {
    const message = this.#options.graph.message(id)
    const choice =
      message?.threadId === holder.resident.psid ? of(message).find((one) => one.payload === payload) : undefined
    if (!choice) throw noSuchChoice()
    return { title: choice.title ?? '', payload }
  }

  #showDirectMessage(message: XDirectMessage): void {
    const { id, text, at } = message
    this.#byAddress.get(`x:${message.threadId}`)?.log.add({ type: 'message', channel: 'x', id, mine: false, text, at })
  }

  #showPost(post: XPost): void {
    this.#byPost.get(post.inReplyTo ?? '')?.log.add(publicPost(post))
  }

  #showMessage(message: GraphMessage): void {
    const log = this.#byAddress.get(`messenger:${message.threadId}`)?.log
    if (!log) return
    const { graph, media } = this.#options
    const author = message.personaId ? graph.persona(message.personaId)?.name : undefined
    log.add(messengerBubble(message, author, media.host))
  }

  #showAction({ threadId, action }: GraphAction): void {
    const log = this.#byAddress.get(`messenger:${threadId}`)?.log
    if (action === 'mark_seen') log?.add({ type: 'seen', channel: 'messenger' })
    if (action.startsWith('typing')) log?.add({ type: 'typing', channel: 'messenger', on: action === 'typing_on' })
  }

  #showAttempt(channel: PhoneChannel, id: string, attempt: number, status: number | null): void {
    if (attempt === 1 && status !== 200)
      this.#underWay.get(id)?.log.add({ type: 'status', channel, id, status: 'waiting' })
  }
}

const noSuchChoice = (): TawasulError =>
  new TawasulError('phones.no_such_choice', 'the message offers no such choice', {
    retryable: false,
    hint: 'Reload the page: the choice belongs to an older message.',
  })
