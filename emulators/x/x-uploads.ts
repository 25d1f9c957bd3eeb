import type { SnowflakeSource } from '../platform-ids.js'

interface Upload {
  readonly id: string
  readonly category: string
  chunks: Buffer[]
  finished: boolean
}

const kept = 200

/** Media the municipality has uploaded to X, the newest 200. */
export class XUploads {
  readonly #ids: SnowflakeSource
  readonly #uploads = new Map<string, Upload>()

  constructor(ids: SnowflakeSource) {
    this.#ids = ids
  }

  /** Begins an upload and returns its media id. */
  begin(category: string): string {
    const id = this.#ids.next()
    this.#uploads.set(id, { id, category, chunks: [], finished: false })
    const [oldest] = this.#uploads.keys()
    if (this.#uploads.size > kept && oldest) this.#uploads.delete(oldest)
    return id
  }

  /** Adds a chunk; false when there is no such upload. */
  append(id: string, chunk: Buffer): boolean {
    const upload = this.#uploads.get(id)
    upload?.chunks.push(chunk)
    return upload !== undefined
  }

  /** Ends an upload; undefined when there is none. */
  finish(id: string): object | undefined {
    const upload = this.#uploads.get(id)
    if (!upload) return undefined
    upload.finished = true
    return this.status(id)
  }

  /** What X tells about a finished upload. */
  status(id: string): object | undefined {
    const upload = this.#uploads.get(id)
    if (!upload) return undefined
    return { id, media_key: `3_${id}`, expires_after_secs: 86_400, size: this.bytes(id)?.length ?? 0 }
  }

  /** Why a message with this media is refused; undefined when it is not. */
  refusal(id: string, category: string): string | undefined {
    const upload = this.#uploads.get(id)
    if (!upload?.finished) return 'Your media IDs are invalid.'
    return upload.category === category ? undefined : 'You are not permitted to attach this media to a DM event.'
  }

  /** The uploaded bytes. */
  bytes(id: string): Buffer | undefined {
    const upload = this.#uploads.get(id)
    return upload && Buffer.concat(upload.chunks)
  }
}
