import { boundedJson } from '../adapters/bounded-json.js'
import type { Clock } from '../models/clock.js'
import type { DeadLetterRecord } from '../models/dead-letter.js'
import { isDuplicateKey } from '../models/is-duplicate-key.js'
import type { Log } from '../models/log.js'
import type { Models } from '../models/models.js'
import { nativeCollection } from '../models/native-collection.js'
import { refusedForGood } from '../models/refused-for-good.js'
import { messageDigest } from './message-digest.js'
import type { TurnObserver } from './turn-observer.js'

/** What is put aside. */
export type DeadLetter = Pick<DeadLetterRecord, 'kind' | 'conversationId' | 'code'> & {
  readonly id: string
  readonly content: unknown
}

/** Puts aside what the store refuses for good, and tells of it. */
export interface DeadLetters {
  /** Rejects while the store cannot be reached. */
  putAside(letter: DeadLetter): Promise<void>
}

export interface DeadLettersParts {
  readonly models: Pick<Models, 'deadLetters'>
  readonly clock: Clock
  readonly log: Log
  readonly observer: Pick<TurnObserver, 'alarm'>
}

/** Dead letters in the store, for an operator to look at. */
export function createDeadLetters({ models, clock, log, observer }: DeadLettersParts): DeadLetters {
  const collection = nativeCollection<DeadLetterRecord>(models.deadLetters)
  return {
    async putAside({ id, kind, conversationId, code, content }) {
      const _id = `${kind}:${id.length <= 500 ? id : messageDigest(id)}`
      const letter = { _id, kind, conversationId, code, content: boundedJson(content), at: new Date(clock.now()) }
      let kept = true
      try {
        await collection.insertOne(letter)
      } catch (error) {
        if (isDuplicateKey(error)) return
        if (refusedForGood(error) === null) throw error
        kept = false
      }
      const channel = conversationId.split(/[:-]/)[0] ?? ''
      observer.alarm(channel, 'bookkeeping.refused')
      log.error(
        { channel, kind, code, kept, letter: messageDigest(id) },
        'the store refuses a note for good; it is put aside',
      )
    },
  }
}
