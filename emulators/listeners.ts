/** A set of listeners to one kind of news; a listener that throws keeps nobody else from hearing. */
export class Listeners<News> {
  readonly #listeners = new Set<(news: News) => void>()

  /** Adds a listener; the returned function takes it away again. */
  add(listener: (news: News) => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** Tells everybody, in the order they were added. Errors of listeners are thrown on the next tick, where they end a test. */
  tell(news: News): void {
    for (const listener of this.#listeners) {
      try {
        listener(news)
      } catch (error) {
        process.nextTick(() => {
          throw error
        })
      }
    }
  }
}
