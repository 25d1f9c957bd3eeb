import type { Activity, AttachmentData, AttachmentInfo, ConversationReference, ResourceResponse } from './activity.js'
import { BaseAdapter, TurnContext } from './activity.js'
import type { ChannelId, InboundEvent } from './inbound-event.js'
import type {
  HistoryStart,
  OutboundMessage,
  OutboundPurpose,
  OutboundTarget,
  Reply,
  SendResult,
  SentHistory,
} from './outbound.js'

/** A webhook request as the server read it: nothing parsed yet. */
export interface WebhookRequest {
  readonly rawBody: Buffer
  /** Lower-case header names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** The answer to a platform's GET on the webhook. */
export interface HandshakeAnswer {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** What a turn needs besides its replies to give them their final form. */
export interface RenderContext {
  /** Prefix of the messages' keys, the same again when the turn is run again. */
  readonly keyPrefix: string
  readonly target: OutboundTarget
  readonly purpose: OutboundPurpose
}

/** When a message may still go out, judged at the moment of sending. */
export type WindowVerdict = { readonly open: true } | { readonly open: false; readonly reason: string }

/** Something that `npm run connect` looked at. */
export interface ConnectCheck {
  readonly name: string
  readonly state: 'ok' | 'wrong' | 'missing' | 'unknown'
  /** What was found, in words for an operator; no secret in it. */
  readonly found: string
  /** The next step, when it is not ok. */
  readonly nextStep?: string
  /** Mends it; only called after the operator agreed. Throws when it does not succeed. */
  readonly mend?: () => Promise<string>
}

/**
 * One channel: all a platform's facts live behind this. Extends the Agents SDK's `BaseAdapter`, so that turns run in its `TurnContext`
 * with its middleware; what a turn sends is handed to the turn's collector (committed to the outbox), never to the platform directly.
 */
export abstract class ChannelAdapter extends BaseAdapter {
  constructor() {
    super()
    // The SDK's own would log the words of the error and answer with a trace of it; a failed turn is the lane's to judge.
    this.onTurnError = (_context, error) => Promise.reject(error)
  }

  abstract readonly channel: ChannelId

  /** Whether the request is signed by the platform; over the raw bytes, compared in constant time. */
  abstract verify(request: WebhookRequest): boolean
  /** Answers the platform's check of the webhook address (CRC, hub.challenge). */
  abstract handshake(query: URLSearchParams): HandshakeAnswer
  /** Pure: a parsed JSON body into events. Never throws; what it does not know becomes a `notice` of kind `unknown`. */
  abstract parse(body: unknown): InboundEvent[]
  /** Pure: a turn's replies in the channel's form (merged, split, numbered, cut to its limits). */
  abstract render(replies: readonly Reply[], context: RenderContext): OutboundMessage[]
  /** Whether the platform's rules let this message go out now. Times in epoch ms; `lastInboundAt` is the resident's last event's own time. */
  abstract windowVerdict(message: OutboundMessage, lastInboundAt: number, now: number): WindowVerdict
  /** Sends one message. Never throws: every error is classified. `signal` aborts the call when the outcome has become known otherwise. */
  abstract send(message: OutboundMessage, signal: AbortSignal): Promise<SendResult>
  /** What the platform's history shows as sent to this person from `start` on. Never throws. */
  abstract sentAfter(personId: string, start: HistoryStart): Promise<SentHistory>
  /** The address at which a person begins a private thread with the account, for public replies; null where the channel has none. */
  abstract privateLink(): string | null
  /** Shows that the message was seen and an answer is being written, where the channel can. Best effort, never throws. */
  abstract indicateTyping(personId: string): Promise<void>
  /** How a file of this channel is fetched: headers to send, or null when its host is not one that files may be copied from. `url` is checked again at every redirect. */
  abstract mediaAccess(url: URL): { readonly headers: Readonly<Record<string, string>> } | null
  /** What an operator should know of this channel's set-up. Only reads. */
  abstract connectChecks(): Promise<readonly ConnectCheck[]>

  /** Runs a turn in a `TurnContext` with the middleware around it; what the logic sends goes to `collect`. */
  async runTurn(
    activity: Activity,
    collect: (activities: Activity[]) => ResourceResponse[],
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    const context = new TurnContext(this, activity)
    context.turnState.set(collectorKey, collect)
    await this.runMiddleware(context, logic)
  }

  override async sendActivities(context: TurnContext, activities: Activity[]): Promise<ResourceResponse[]> {
    const collect: unknown = context.turnState.get(collectorKey)
    if (typeof collect !== 'function') throw new Error('activities are sent within runTurn only')
    return collect(activities)
  }

  override updateActivity(_context: TurnContext, _activity: Activity): Promise<ResourceResponse | undefined> {
    return Promise.reject(new Error(`${this.channel} messages cannot be changed after they were sent`))
  }

  override deleteActivity(_context: TurnContext, _reference: Partial<ConversationReference>): Promise<void> {
    return Promise.reject(new Error(`${this.channel} messages cannot be taken back`))
  }

  override continueConversation(): Promise<void> {
    return Promise.reject(new Error('proactive turns start from an event in the inbox'))
  }

  override uploadAttachment(
    _context: TurnContext,
    _conversationId: string,
    _data: AttachmentData,
  ): Promise<ResourceResponse> {
    return Promise.reject(new Error('attachments are sent by address'))
  }

  override getAttachmentInfo(_context: TurnContext, _attachmentId: string): Promise<AttachmentInfo> {
    return Promise.reject(new Error('attachments are copied at receipt'))
  }

  override getAttachment(
    _context: TurnContext,
    _attachmentId: string,
    _viewId: string,
  ): Promise<NodeJS.ReadableStream> {
    return Promise.reject(new Error('attachments are copied at receipt'))
  }
}

const collectorKey = Symbol('turn collector')
