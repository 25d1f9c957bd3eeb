import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock, Timers } from '../../../models/clock.js'
import type { Log } from '../../../models/log.js'

export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: AzureBody
}

/** What the calls send, as far as tests look at it; each call has its part of it. */
export interface AzureBody {
  readonly kind: string
  readonly analysisInput: {
    readonly conversationItem: { readonly text: string }
    readonly documents: readonly { readonly id: string; readonly text: string }[]
  }
  readonly parameters: object
  readonly inputs: readonly { readonly text: string }[]
}

export type Answer = (received: Received, response: ServerResponse) => void

/** A local server in Azure's place; it answers as the test says. */
export interface AzureServer {
  readonly endpoint: string
  readonly received: Received[]
  answer: Answer
  close(): Promise<void>
}

export async function startAzureServer(answer: Answer): Promise<AzureServer> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as AzureBody
      const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body }
      received.push(one)
      self.answer(one, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const self: AzureServer = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return self
}

/** Answers with JSON. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return (_received, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
}

/** CLU's answer with these scores. */
export function clu(scores: Readonly<Record<string, number>>): Answer {
  return (received, response) =>
    json({
      kind: 'ConversationResult',
      result: {
        query: received.body.analysisInput.conversationItem.text,
        detectedLanguage: 'ar',
        prediction: {
          topIntent: Object.keys(scores)[0],
          projectKind: 'Conversation',
          intents: Object.entries(scores).map(([category, confidenceScore]) => ({ category, confidenceScore })),
          entities: [],
        },
      },
    })(received, response)
}

export interface ManualClock extends Clock {
  set(ms: number): void
}
export function manualClock(start = 1_800_000_000_000): ManualClock {
  let now = start
  return {
    now: () => now,
    set: (ms) => {
      now = ms
    },
  }
}

/** Timers that fire when the test says so. */
export function manualTimers(): Timers & { fire(): void; readonly waiting: number } {
  const actions = new Set<() => void>()
  return {
    after(_ms, action) {
      actions.add(action)
      return () => actions.delete(action)
    },
    fire() {
      for (const action of [...actions]) {
        actions.delete(action)
        action()
      }
    },
    get waiting() {
      return actions.size
    },
  }
}

/** Keeps what is logged, to look for what must not be there. */
export function keepingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = []
  const keep = (facts: object, sentence: string) => void lines.push(`${JSON.stringify(facts)} ${sentence}`)
  return { lines, debug: keep, info: keep, warn: keep, error: keep }
}
