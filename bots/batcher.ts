/** The least time from one batch to the next, ms, unless told: alone an item goes at once, in a crowd several go together. */
const defaultPaceMs = 5

/** Collects what comes while the last batch is under way, and does it together: one round trip for many. One batch at a time, so the order is kept. */
export class Batcher<Item, Result> {
  readonly #run: (items: readonly Item[]) => Promise<readonly Result[]>
  readonly #most: number
  readonly #paceMs: number
  #waiting: { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }[] = []
  #busy = false
  #lastBegan = 0

  /** `run` gets at most `most` items and gives one result each, in order; when it rejects, every item of that batch rejects. */
  constructor(run: (items: readonly Item[]) => Promise<readonly Result[]>, most = 500, paceMs = defaultPaceMs) {
    this.#run = run
    this.#most = most
    this.#paceMs = paceMs
  }

  /** Resolves with the item's own result. */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject })
      if (!this.#busy) {
        this.#busy = true
        this.#later()
      }
    })
  }

  #later(): void {
    const wait = this.#lastBegan + this.#paceMs - performance.now()
    if (wait > 0) setTimeout(() => void this.#drain(), wait)
    else setImmediate(() => void this.#drain())
  }

  async #drain(): Promise<void> {
    if (this.#waiting.length > 0) {
      this.#lastBegan = performance.now()
      const batch = this.#waiting.splice(0, this.#most)
      try {
        const results = await this.#run(batch.map(({ item }) => item))
        for (const [index, { resolve, reject }] of batch.entries()) {
          const result = results[index]
          if (result === undefined) reject(new Error('a batch gave fewer results than it had items'))
          else resolve(result)
        }
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    if (this.#waiting.length > 0) this.#later()
    else this.#busy = false
  }
}
