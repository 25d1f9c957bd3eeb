import { Binary, Long } from 'bson'
import { CommandError } from '../command-error.js'
import { type BsonDocument, isDocument } from '../values/document.js'

const mostSessions = 5000
const longestReply = 64 * 1024

interface LastWrite {
  readonly number: bigint
  readonly reply: Buffer
}

/**
 * Answers a write that carries a session and a number only once: sent again, it is given the answer of the first time.
 * Of each session the last number is remembered, in memory, as long as the store runs.
 */
export class RetryableWrites {
  readonly #last = new Map<string, LastWrite>()

  /** Runs a write, or gives the answer it had. Throws TransactionTooOld on a number below the session's last. */
  once(body: BsonDocument, run: () => Buffer): Buffer {
    const number = body.txnNumber
    if (!(number instanceof Long)) return run()
    const session = sessionOf(body.lsid)
    const last = this.#last.get(session)
    const wanted = number.toBigInt()
    if (last && last.number === wanted) return last.reply
    if (last && last.number > wanted) {
      throw new CommandError(
        225,
        `Retryable write with txnNumber ${wanted} is prohibited on session because a newer retryable write with txnNumber ${last.number} has already started.`,
      )
    }
    const reply = run()
    this.#last.delete(session)
    if (reply.length <= longestReply) this.#last.set(session, { number: wanted, reply })
    if (this.#last.size > mostSessions) this.#forgetOldest()
    return reply
  }

  /** Forgets all answers, after the writes of a group were taken back. */
  clear(): void {
    this.#last.clear()
  }

  #forgetOldest(): void {
    const [oldest] = this.#last.keys()
    if (oldest !== undefined) this.#last.delete(oldest)
  }
}

function sessionOf(lsid: unknown): string {
  const id = isDocument(lsid) ? lsid.id : undefined
  if (!(id instanceof Binary)) throw new CommandError(72, 'Transaction number may only be specified with a session id')
  return Buffer.from(id.buffer).toString('hex')
}
