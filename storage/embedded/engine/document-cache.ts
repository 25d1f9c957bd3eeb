import type { BsonDocument } from '../values/document.js'

const maxDocuments = 4000
const maxBytes = 4 * 1024 * 1024
const largestBytes = 128 * 1024

interface Cached {
  readonly document: BsonDocument
  readonly bytes: number
}

/** The decoded documents used last, bounded by number and by encoded size. They are shared: nobody changes one in place. */
export class DocumentCache {
  readonly #documents = new Map<string, Cached>()
  #bytes = 0

  get(key: string): BsonDocument | undefined {
    const cached = this.#documents.get(key)
    if (!cached) return undefined
    this.#documents.delete(key)
    this.#documents.set(key, cached)
    return cached.document
  }

  set(key: string, document: BsonDocument, bytes: number): void {
    this.delete(key)
    if (bytes > largestBytes) return
    this.#documents.set(key, { document, bytes })
    this.#bytes += bytes
    if (this.#bytes > maxBytes || this.#documents.size > maxDocuments) this.#shrink()
  }

  delete(key: string): void {
    const cached = this.#documents.get(key)
    if (!cached) return
    this.#documents.delete(key)
    this.#bytes -= cached.bytes
  }

  clear(): void {
    this.#documents.clear()
    this.#bytes = 0
  }

  #shrink(): void {
    for (const key of this.#documents.keys()) {
      if (this.#bytes <= maxBytes && this.#documents.size <= maxDocuments) return
      this.delete(key)
    }
  }
}
