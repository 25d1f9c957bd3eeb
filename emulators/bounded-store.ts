interface Stored {
  readonly id: string
  readonly threadId: string
}

/** Keeps the newest `capacity` messages, findable by id and by thread; older ones are forgotten. */
export class BoundedStore<Message extends Stored> {
  readonly #capacity: number
  readonly #byId = new Map<string, Message>()
  readonly #byThread = new Map<string, Set<Message>>()

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** Adds a message as the newest. */
  add(message: Message): void {
    this.#byId.set(message.id, message)
    const thread = this.#byThread.get(message.threadId)
    if (thread) thread.add(message)
    else this.#byThread.set(message.threadId, new Set([message]))
    if (this.#byId.size > this.#capacity) this.#forgetOldest()
  }

  /** The message with this id, or undefined. */
  get(id: string): Message | undefined {
    return this.#byId.get(id)
  }

  /** The messages of one thread, oldest first. */
  thread(threadId: string): Message[] {
    return [...(this.#byThread.get(threadId) ?? [])]
  }

  /** Everything kept, oldest first. */
  all(): Message[] {
    return [...this.#byId.values()]
  }

  #forgetOldest(): void {
    const [oldest] = this.#byId.values()
    if (!oldest) return
    this.#byId.delete(oldest.id)
    const thread = this.#byThread.get(oldest.threadId)
    thread?.delete(oldest)
    if (thread?.size === 0) this.#byThread.delete(oldest.threadId)
  }
}
