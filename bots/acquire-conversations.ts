import { type Collection, type Document, MongoBulkWriteError } from 'mongodb'
import { newConversation } from '../models/conversation.js'
import { isDuplicateKey } from '../models/is-duplicate-key.js'
import type { Conversation } from './conversation-store.js'
import { freeLease, leaseMs } from './lease.js'

/** A conversation that a lane wants. */
export interface WantedConversation {
  readonly id: string
  readonly channel: string
  readonly personId: string
}

type Conversations = Collection<Conversation & Document>

/** Takes the leases of these and gives the conversations, new ones where there were none; null for each that another process holds. */
export async function acquireConversations(
  collection: Conversations,
  wanted: readonly WantedConversation[],
  owner: string,
  now: number,
): Promise<(Conversation | null)[]> {
  const [only] = wanted
  if (wanted.length === 1 && only) return [await acquireOne(collection, only, owner, now)]
  try {
    const takes = wanted.map((one) => ({ updateOne: { ...takeOf(one, owner, now), upsert: true } }))
    await collection.bulkWrite(takes, { ordered: false })
  } catch (error) {
    if (!foundSomeTaken(error)) throw error
  }
  const ids = wanted.map(({ id }) => id)
  const taken = await collection
    .find({ _id: { $in: ids }, 'lease.owner': owner, 'lease.until': { $gt: now } })
    .toArray()
  const byId = new Map(taken.map((conversation) => [conversation._id, conversation]))
  return ids.map((id) => byId.get(id) ?? null)
}

async function acquireOne(
  collection: Conversations,
  wanted: WantedConversation,
  owner: string,
  now: number,
): Promise<Conversation | null> {
  const { filter, update } = takeOf(wanted, owner, now)
  try {
    return await collection.findOneAndUpdate(filter, update, { upsert: true, returnDocument: 'after' })
  } catch (error) {
    if (isDuplicateKey(error)) return null
    throw error
  }
}

/** An upsert that meets a held conversation runs into its `_id`, which tells that it is held. */
function takeOf({ id, channel, personId }: WantedConversation, owner: string, now: number) {
  const { _id, ...fresh } = newConversation(id, channel, personId)
  return {
    filter: { _id, ...freeLease(owner, now) },
    update: { $set: { lease: { owner, until: now + leaseMs } }, $inc: { rev: 1 }, $setOnInsert: fresh },
  }
}

function foundSomeTaken(error: unknown): boolean {
  if (!(error instanceof MongoBulkWriteError)) return false
  const failures = [error.writeErrors].flat()
  // Without any failure in it the error tells that the whole command failed.
  return failures.length > 0 && failures.every(({ code }) => code === 11000)
}
