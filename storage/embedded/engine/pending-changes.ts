/** A change that is journalled but not yet in LMDB; a value of `undefined` means that the key is removed. */
export interface PendingChange {
  readonly key: Buffer
  readonly value: Buffer | undefined
}

/** The pending changes of one table in the order of their keys, the last change of a key alone. */
export class PendingChanges {
  #sorted: PendingChange[] = []

  get all(): readonly PendingChange[] {
    return this.#sorted
  }

  get(key: Buffer): PendingChange | undefined {
    const found = this.#sorted[this.#positionOf(key)]
    return found?.key.equals(key) ? found : undefined
  }

  /** Adds a change; gives the one of the same key it replaces. */
  set(change: PendingChange): PendingChange | undefined {
    const at = this.#positionOf(change.key)
    const found = this.#sorted[at]
    if (found?.key.equals(change.key)) {
      this.#sorted[at] = change
      return found
    }
    this.#sorted.splice(at, 0, change)
    return undefined
  }

  /** Undoes a `set`: puts back what it replaced, or takes the key out. */
  restore(key: Buffer, replaced: PendingChange | undefined): void {
    if (replaced) this.set(replaced)
    else this.#sorted.splice(this.#positionOf(key), 1)
  }

  /** The changes from a key (included) to another (left out). */
  between(from: Buffer, to: Buffer): readonly PendingChange[] {
    const start = this.#positionOf(from)
    const end = this.#positionOf(to)
    return start === end ? [] : this.#sorted.slice(start, end)
  }

  clear(): void {
    this.#sorted = []
  }

  /** Where a key is, or would be. */
  #positionOf(key: Buffer): number {
    let low = 0
    let high = this.#sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const found = this.#sorted[middle]
      if (found && Buffer.compare(found.key, key) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
