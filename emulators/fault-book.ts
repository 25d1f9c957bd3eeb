/** What can be made to go wrong with a message sent to an emulated platform. */
export type FaultKind =
  | 'rate-limited'
  | 'server-error'
  | 'html-error'
  | 'slow'
  | 'timeout-before-success'
  | 'timeout-after-success'
  | 'dropped-before-success'
  | 'dropped-after-success'
  | 'refused'
  | 'window-closed'
  | 'unauthorized'

/** Whom a fault meets, how often, and how long it takes. */
export interface FaultOptions {
  /** Only messages to this resident (on X: or replies to this post); everybody when left out. */
  readonly recipient?: string
  /** How many messages it meets before it ends by itself; without end when left out. */
  readonly times?: number
  /** Milliseconds: how slow (`slow`), how long unanswered (`timeout-...`), or how far away the reset is (`rate-limited`). */
  readonly ms?: number
}

/** A fault that is switched on. */
export interface Fault {
  readonly kind: FaultKind
  readonly options: FaultOptions
  /** How many messages it has met. */
  readonly hits: number
  /** Switches it off. */
  off(): void
}

/** The faults of one emulated platform; the first that fits a message is carried out. */
export class FaultBook {
  #faults: OpenFault[] = []

  /** Switches a fault on and returns its handle. */
  add(kind: FaultKind, options: FaultOptions = {}): Fault {
    const fault = new OpenFault(kind, options, (ended) => {
      this.#faults = this.#faults.filter((other) => other !== ended)
    })
    this.#faults.push(fault)
    return fault
  }

  /** Takes the fault that a message to `recipient` meets, and counts it; undefined when all goes well. */
  take(recipient: string | undefined): Fault | undefined {
    const fault = this.#faults.find(({ options }) => options.recipient === undefined || options.recipient === recipient)
    fault?.hit()
    return fault
  }

  /** Switches every fault off. */
  clear(): void {
    this.#faults = []
  }
}

class OpenFault implements Fault {
  readonly kind: FaultKind
  readonly options: FaultOptions
  hits = 0
  readonly #end: (fault: OpenFault) => void

  constructor(kind: FaultKind, options: FaultOptions, end: (fault: OpenFault) => void) {
    this.kind = kind
    this.options = options
    this.#end = end
  }

  hit(): void {
    this.hits += 1
    if (this.options.times !== undefined && this.hits >= this.options.times) this.off()
  }

  off(): void {
    this.#end(this)
  }
}
