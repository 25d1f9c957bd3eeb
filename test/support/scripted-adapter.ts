import {
  ChannelAdapter,
  type ConnectCheck,
  type HandshakeAnswer,
  type RenderContext,
  type WebhookRequest,
  type WindowVerdict,
} from '../../adapters/channel-adapter.js'
import type { ChannelId, InboundEvent } from '../../adapters/inbound-event.js'
import type {
  HistoryStart,
  OutboundMessage,
  Reply,
  SendResult,
  SentHistory,
  SentRecord,
} from '../../adapters/outbound.js'

/** One call of `send`. */
export interface SendCall {
  readonly message: OutboundMessage
  readonly signal: AbortSignal
  /** 0 for the first call of this adapter. */
  readonly number: number
}

/** A channel that does what it is told and remembers what was asked of it. */
export class ScriptedAdapter extends ChannelAdapter {
  readonly channel: ChannelId
  readonly sends: OutboundMessage[] = []
  readonly historyAsked: { personId: string; after: string | null }[] = []
  /** What becomes of a send; taken with the ids sent-1, sent-2 ... unless told. */
  onSend: (call: SendCall) => SendResult | Promise<SendResult> = ({ number }) => ({
    outcome: 'sent',
    messageId: `sent-${number + 1}`,
  })
  /** What the platform has taken, in order; its history unless told otherwise. */
  readonly taken: (SentRecord & { readonly personId: string })[] = []
  /** The whole history, null where it cannot be read now, or what else it is to say. */
  onHistory: (personId: string, after: string | null) => readonly SentRecord[] | SentHistory | null = (
    personId,
    after,
  ) =>
    this.taken
      .slice(this.taken.findLastIndex(({ messageId }) => messageId === after) + 1)
      .filter((record) => record.personId === personId)
  onWindow: (message: OutboundMessage, lastInboundAt: number, now: number) => WindowVerdict = () => ({ open: true })
  onVerify: (request: WebhookRequest) => boolean = () => true
  onParse: (body: unknown) => InboundEvent[] = () => []
  link: string | null = 'https://example.org/private'

  constructor(channel: ChannelId = 'messenger') {
    super()
    this.channel = channel
  }

  get texts(): string[] {
    return this.sends.map(({ text }) => text)
  }

  /** What was sent to one person, in order. */
  textsTo(personId: string): string[] {
    return this.sends.filter(({ target }) => target.personId === personId).map(({ text }) => text)
  }

  verify(request: WebhookRequest): boolean {
    return this.onVerify(request)
  }

  handshake(query: URLSearchParams): HandshakeAnswer {
    const challenge = query.get('challenge')
    return challenge === null
      ? { status: 403, contentType: 'text/plain', body: '' }
      : { status: 200, contentType: 'text/plain', body: challenge }
  }

  parse(body: unknown): InboundEvent[] {
    return this.onParse(body)
  }

  render(replies: readonly Reply[], { keyPrefix, target, purpose }: RenderContext): OutboundMessage[] {
    return replies.map(({ text, choices }, index) => ({
      channel: this.channel,
      key: `${keyPrefix}/${index}`,
      target,
      purpose,
      text,
      ...(choices ? { choices } : {}),
    }))
  }

  windowVerdict(message: OutboundMessage, lastInboundAt: number, now: number): WindowVerdict {
    return this.onWindow(message, lastInboundAt, now)
  }

  async send(message: OutboundMessage, signal: AbortSignal): Promise<SendResult> {
    const number = this.sends.push(message) - 1
    const result = await this.onSend({ message, signal, number })
    if (result.outcome === 'sent')
      this.taken.push({ messageId: result.messageId, text: message.text, personId: message.target.personId })
    return result
  }

  async sentAfter(personId: string, { messageId }: HistoryStart): Promise<SentHistory> {
    this.historyAsked.push({ personId, after: messageId })
    const told = this.onHistory(personId, messageId)
    if (told === null) return { records: [], reach: 'not-now' }
    return 'reach' in told ? told : { records: told, reach: 'whole' }
  }

  privateLink(): string | null {
    return this.link
  }

  async indicateTyping(): Promise<void> {
    // Nothing is shown on this channel.
  }

  mediaAccess(url: URL): { readonly headers: Readonly<Record<string, string>> } | null {
    return url.hostname === 'media.example.org' ? { headers: {} } : null
  }

  async connectChecks(): Promise<readonly ConnectCheck[]> {
    return []
  }
}

/** A promise that is settled from outside. */
export function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let settle: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolve) => {
    settle = resolve
  })
  return { promise, resolve: settle }
}
