import http from 'node:http'
import { Listeners } from './listeners.js'

/** One attempt to deliver a webhook. */
export interface WebhookOutcome {
  /** The id of the message, post or the like that the event is about. */
  readonly id: string
  /** What kind of event it was, in the platform's words (`dm.received`, `message`, `echo`, ...). */
  readonly kind: string
  /** 1 for the first attempt. */
  readonly attempt: number
  /** The bot's answer; null when it could not be reached or took too long. */
  readonly status: number | null
  /** Milliseconds from sending to the answer. */
  readonly ms: number
}

/** A webhook on its way. */
export interface WebhookParcel {
  readonly id: string
  readonly kind: string
  readonly url: string
  /** The exact bytes that are signed and sent. */
  readonly body: Buffer
  readonly headers: Readonly<Record<string, string>>
  /** First attempts of one lane (a resident) are made one after the other. */
  readonly lane: string
}

/** How patient a courier is, all in milliseconds. */
export interface CourierPatience {
  /** How long the bot may take to answer. */
  readonly answerWithin: number
  /** Pauses before the second, third, ... attempt; after the last one it gives up. */
  readonly pauses: readonly number[]
}

/** Delivers webhooks as the platforms do: again and again, with growing pauses, until the bot answers 200. */
export class WebhookCourier {
  readonly #patience: CourierPatience
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 64 })
  readonly #lanes = new Map<string, Promise<unknown>>()
  readonly #pausing = new Map<NodeJS.Timeout, () => void>()
  readonly #outcomes = new Listeners<WebhookOutcome>()
  #closed = false

  constructor(patience: CourierPatience) {
    this.#patience = patience
  }

  /** Hears of every attempt; the returned function ends that. */
  onOutcome(listener: (outcome: WebhookOutcome) => void): () => void {
    return this.#outcomes.add(listener)
  }

  /** Delivers one webhook; resolves with the last attempt's outcome: 200, given up, or closed meanwhile. */
  async deliver(parcel: WebhookParcel): Promise<WebhookOutcome> {
    const before = this.#lanes.get(parcel.lane)
    const first = before ? before.then(() => this.#attempt(parcel, 1)) : this.#attempt(parcel, 1)
    this.#lanes.set(parcel.lane, first)
    let outcome = await first
    if (this.#lanes.get(parcel.lane) === first) this.#lanes.delete(parcel.lane)
    for (const [at, pause] of this.#patience.pauses.entries()) {
      if (outcome.status === 200 || this.#closed) break
      await this.#pause(pause)
      if (!this.#closed) outcome = await this.#attempt(parcel, at + 2)
    }
    return outcome
  }

  /** Ends every delivery that is under way or pausing. */
  close(): void {
    this.#closed = true
    for (const [timer, resume] of this.#pausing) {
      clearTimeout(timer)
      resume()
    }
    this.#pausing.clear()
    this.#agent.destroy()
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#pausing.delete(timer)
        resolve()
      }, ms).unref()
      this.#pausing.set(timer, resolve)
    })
  }

  async #attempt(parcel: WebhookParcel, attempt: number): Promise<WebhookOutcome> {
    const started = performance.now()
    const status = await this.#post(parcel)
    const outcome = { id: parcel.id, kind: parcel.kind, attempt, status, ms: performance.now() - started }
    this.#outcomes.tell(outcome)
    return outcome
  }

  #post({ url, body, headers }: WebhookParcel): Promise<number | null> {
    if (this.#closed) return Promise.resolve(null)
    return new Promise((resolve) => {
      const request = http.request(url, {
        method: 'POST',
        agent: this.#agent,
        timeout: this.#patience.answerWithin,
        headers: { 'content-type': 'application/json', 'content-length': body.length, ...headers },
      })
      request.on('response', (response) => {
        response.resume()
        response.once('end', () => resolve(response.statusCode ?? null))
        response.once('close', () => resolve(null))
      })
      request.on('timeout', () => request.destroy())
      request.on('error', () => resolve(null))
      request.on('close', () => resolve(null))
      request.end(body)
    })
  }
}

/** Pauses that double from `first` to at most `longest` milliseconds, `count` of them. */
export const growingPauses = (first: number, longest: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => Math.min(longest, first * 2 ** at))
