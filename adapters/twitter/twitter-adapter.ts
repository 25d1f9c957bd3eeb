import type { RenderContext, WebhookRequest, WindowVerdict } from '../channel-adapter.js'
import { ChannelAdapter, type ConnectCheck, type HandshakeAnswer } from '../channel-adapter.js'
import type { InboundEvent } from '../inbound-event.js'
import type { HistoryStart, OutboundMessage, Reply, SendResult, SentHistory } from '../outbound.js'
import type { RateBudgets } from '../rate-budget.js'
import { answerCrc } from './answer-crc.js'
import { connectChecks } from './connect-checks.js'
import { createClient, type XClient } from './create-client.js'
import { deepLink } from './deep-link.js'
import { mediaAccess } from './media-access.js'
import { parseInbound } from './parse-inbound.js'
import { renderReplies } from './render-replies.js'
import { sendMessage } from './send-message.js'
import { sentAfter } from './sent-after.js'
import type { TwitterSettings } from './twitter-settings.js'
import { verifySignature } from './verify-signature.js'
import { windowVerdict } from './window-policy.js'

/** The X channel: events of the X Activity and Account Activity APIs, direct messages and public replies by the API v2. */
export class TwitterAdapter extends ChannelAdapter {
  override readonly channel = 'twitter'
  readonly #settings: TwitterSettings
  readonly #budgets: RateBudgets
  readonly #client: XClient

  constructor(settings: TwitterSettings, budgets: RateBudgets) {
    super()
    this.#settings = settings
    this.#budgets = budgets
    this.#client = createClient(settings)
  }

  override verify(request: WebhookRequest): boolean {
    return verifySignature(request, this.#settings.apiSecret)
  }

  override handshake(query: URLSearchParams): HandshakeAnswer {
    return answerCrc(query, this.#settings.apiSecret)
  }

  override parse(body: unknown): InboundEvent[] {
    const { userId, username, clock } = this.#settings
    return parseInbound(body, { userId, username, receivedAt: clock.now() })
  }

  override render(replies: readonly Reply[], context: RenderContext): OutboundMessage[] {
    return renderReplies(replies, context, this.#settings.userId)
  }

  override windowVerdict(message: OutboundMessage, lastInboundAt: number): WindowVerdict {
    return windowVerdict(message, lastInboundAt)
  }

  override send(message: OutboundMessage, signal: AbortSignal): Promise<SendResult> {
    return sendMessage(message, signal, { client: this.#client, budgets: this.#budgets, settings: this.#settings })
  }

  override sentAfter(personId: string, start: HistoryStart): Promise<SentHistory> {
    return sentAfter({ client: this.#client, budgets: this.#budgets, settings: this.#settings }, personId, start)
  }

  override privateLink(): string {
    return deepLink(this.#settings.userId)
  }

  override indicateTyping(): Promise<void> {
    // X shows typing and read marks only in encrypted chat.
    return Promise.resolve()
  }

  override mediaAccess(url: URL): { readonly headers: Readonly<Record<string, string>> } | null {
    return mediaAccess(url, this.#settings)
  }

  override connectChecks(): Promise<readonly ConnectCheck[]> {
    return connectChecks(this.#client, this.#settings)
  }
}
