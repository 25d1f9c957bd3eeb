import {
  ChannelAdapter,
  type ConnectCheck,
  type HandshakeAnswer,
  type RenderContext,
  type WebhookRequest,
  type WindowVerdict,
} from '../channel-adapter.js'
import type { InboundEvent } from '../inbound-event.js'
import type { HistoryStart, OutboundMessage, Reply, SendResult, SentHistory } from '../outbound.js'
import { answerVerification } from './answer-verification.js'
import { checkConnection } from './connect-checks.js'
import { createGraphClient, type GraphClient } from './graph-client.js'
import type { GraphTransport } from './graph-exchange.js'
import { createGraphTransport } from './graph-transport.js'
import { createTypingIndicator, type TypingIndicator } from './indicate-typing.js'
import { accessMedia } from './media-access.js'
import type { MessengerSettings } from './messenger-settings.js'
import { parseInbound } from './parse-inbound.js'
import { renderReplies } from './render-replies.js'
import { sendMessage } from './send-message.js'
import { findSentAfter } from './sent-after.js'
import { verifySignature } from './verify-signature.js'
import { judgeWindow } from './window-policy.js'

export type { MessengerSettings }

/** What may be exchanged, for tests. */
export interface MessengerDeps {
  readonly transport?: GraphTransport
}

/** Facebook Messenger as a channel: one page, one app. Holds kept-alive connections and nothing else. */
export function createMessengerAdapter(settings: MessengerSettings, deps: MessengerDeps = {}): ChannelAdapter {
  return new MessengerAdapter(settings, createGraphClient(settings, deps.transport ?? createGraphTransport()))
}

class MessengerAdapter extends ChannelAdapter {
  override readonly channel = 'messenger'
  readonly #settings: MessengerSettings
  readonly #client: GraphClient
  readonly #showTyping: TypingIndicator

  constructor(settings: MessengerSettings, client: GraphClient) {
    super()
    this.#settings = settings
    this.#client = client
    this.#showTyping = createTypingIndicator(client, settings.clock)
  }

  override verify({ rawBody, headers }: WebhookRequest): boolean {
    return verifySignature(rawBody, headers['x-hub-signature-256'], this.#settings.appSecret)
  }

  override handshake(query: URLSearchParams): HandshakeAnswer {
    return answerVerification(query, this.#settings.verifyToken)
  }

  override parse(body: unknown): InboundEvent[] {
    const { pageId, appId, clock } = this.#settings
    return parseInbound(body, { pageId, now: clock.now(), ...(appId === undefined ? {} : { appId }) })
  }

  override render(replies: readonly Reply[], context: RenderContext): OutboundMessage[] {
    return renderReplies(replies, context)
  }

  override windowVerdict(message: OutboundMessage, lastInboundAt: number, now: number): WindowVerdict {
    return judgeWindow(message, lastInboundAt, now)
  }

  override send(message: OutboundMessage, signal: AbortSignal): Promise<SendResult> {
    return sendMessage(this.#client, message, signal, () => this.#settings.clock.now())
  }

  override sentAfter(personId: string, start: HistoryStart): Promise<SentHistory> {
    const { pageId, clock } = this.#settings
    return findSentAfter(this.#client, { pageId, now: () => clock.now() }, personId, start)
  }

  override privateLink(): string {
    return `https://m.me/${this.#settings.pageId}`
  }

  override indicateTyping(personId: string): Promise<void> {
    return this.#showTyping(personId)
  }

  override mediaAccess(url: URL): { readonly headers: Readonly<Record<string, string>> } | null {
    return accessMedia(url, this.#settings.mediaAllowedHosts)
  }

  override connectChecks(): Promise<readonly ConnectCheck[]> {
    return checkConnection(this.#client, this.#settings)
  }
}
