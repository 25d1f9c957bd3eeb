import type { Collection, Document } from 'mongodb'
import type { OutboundMessage } from '../adapters/outbound.js'
import type { DialogState } from '../dialogs/dialog-types.js'
import type { Clock } from '../models/clock.js'
import type { ConversationRecord } from '../models/conversation.js'
import type { Models } from '../models/models.js'
import { nativeCollection } from '../models/native-collection.js'
import { acquireConversations, type WantedConversation } from './acquire-conversations.js'
import { Batcher } from './batcher.js'
import { holdingUntil, leaseMs, nobodysLease } from './lease.js'

/** A conversation as the bot holds it. */
export type Conversation = ConversationRecord<DialogState, OutboundMessage>

/** Conversations in the store, each held by one process at a time. */
export interface ConversationStore {
  /** Takes the lease and gives the conversation, a new one if there was none; null while another process holds it. */
  acquire(id: string, channel: string, personId: string): Promise<Conversation | null>
  /** Writes everything by compare-and-set on `rev`, counts it up and renews the lease; false when another process has taken over. */
  commit(conversation: Conversation): Promise<boolean>
  /** Gives leases back, each only while its conversation is as it was when it was let go: a release that arrives late must not end a lease that was taken anew. */
  release(conversations: readonly Pick<Conversation, '_id' | 'rev'>[]): Promise<void>
  /** Renews leases that no commit has renewed for a while. */
  renew(ids: readonly string[]): Promise<void>
  /** Ends the leases of processes that are known to be gone (this one was the only one). */
  endForeignLeases(): Promise<void>
  /** Of these, those that another process holds now. */
  heldElsewhere(ids: readonly string[]): Promise<ReadonlySet<string>>
  /** Conversations of these channels with something to send whose lease nobody holds; what this process holds its lanes look after. */
  unattended(
    channels: readonly string[],
    limit: number,
  ): Promise<readonly Pick<Conversation, '_id' | 'channel' | 'personId'>[]>
}

/** The store of conversations; `owner` names this process among all. */
export function createConversationStore(
  models: Pick<Models, 'conversations'>,
  clock: Clock,
  owner: string,
  paceMs?: number,
): ConversationStore {
  const collection = nativeCollection<Conversation>(models.conversations)
  const commits = new Batcher<Conversation, boolean>(
    (batch) => commitAll(collection, batch, owner, clock.now() + leaseMs),
    undefined,
    paceMs,
  )
  const acquisitions = new Batcher<WantedConversation, Conversation | null>(
    (batch) => acquireConversations(collection, batch, owner, clock.now()),
    undefined,
    paceMs,
  )

  return {
    acquire: (id, channel, personId) => acquisitions.add({ id, channel, personId }),
    commit: (conversation) => commits.add(conversation),
    async release(conversations) {
      await collection.bulkWrite(
        conversations.map(({ _id, rev }) => ({
          updateOne: { filter: { _id, rev, 'lease.owner': owner }, update: { $set: { lease: null } } },
        })),
        { ordered: false },
      )
    },
    async renew(ids) {
      const until = clock.now() + leaseMs
      await collection.updateMany({ _id: { $in: [...ids] }, 'lease.owner': owner }, { $set: { 'lease.until': until } })
    },
    async endForeignLeases() {
      await collection.updateMany({ 'lease.owner': { $exists: true, $ne: owner } }, { $set: { lease: null } })
    },
    async heldElsewhere(ids) {
      const held = await collection
        .find({
          _id: { $in: [...ids] },
          'lease.owner': { $exists: true, $ne: owner },
          'lease.until': holdingUntil(clock.now()),
        })
        .project<{ _id: string }>({ _id: 1 })
        .toArray()
      return new Set(held.map(({ _id }) => _id))
    },
    async unattended(channels, limit) {
      return collection
        .find({ pending: { $gt: 0 }, channel: { $in: [...channels] }, ...nobodysLease(clock.now()) })
        .project<Pick<Conversation, '_id' | 'channel' | 'personId'>>({ channel: 1, personId: 1 })
        .limit(limit)
        .toArray()
    },
  }
}

async function commitAll(
  collection: Collection<Conversation & Document>,
  batch: readonly Conversation[],
  owner: string,
  until: number,
): Promise<boolean[]> {
  const lease = { owner, until }
  const result = await collection.bulkWrite(
    batch.map(({ _id, rev, ...rest }) => ({
      updateOne: { filter: { _id, rev }, update: { $set: { ...rest, lease, rev: rev + 1 } } },
    })),
    { ordered: false },
  )
  const won = result.matchedCount === batch.length ? null : await whoWon(collection, batch, owner)
  return batch.map((conversation) => {
    const mine = won === null || won.has(conversation._id)
    if (mine) Object.assign(conversation, { rev: conversation.rev + 1, lease })
    return mine
  })
}

/** Only the holder of the lease writes, so the next revision under our own name is our write, even when its answer was lost. */
async function whoWon(
  collection: Collection<Conversation & Document>,
  batch: readonly Conversation[],
  owner: string,
): Promise<ReadonlySet<string>> {
  const now = await collection
    .find({ _id: { $in: batch.map(({ _id }) => _id) } })
    .project<{ _id: string; rev: number; lease: { owner: string } | null }>({ rev: 1, lease: 1 })
    .toArray()
  const expected = new Map(batch.map(({ _id, rev }) => [_id, rev + 1]))
  return new Set(
    now.filter(({ _id, rev, lease }) => expected.get(_id) === rev && lease?.owner === owner).map(({ _id }) => _id),
  )
}
