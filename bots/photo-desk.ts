import type { ChannelAdapter } from '../adapters/channel-adapter.js'
import type { MessageEvent } from '../adapters/inbound-event.js'
import type { CopyResult, PhotoCopier } from '../adapters/media/photo-copier.js'
import type { Clock } from '../models/clock.js'
import type { Log } from '../models/log.js'
import type { Models } from '../models/models.js'
import { nativeCollection } from '../models/native-collection.js'
import type { PhotoRecord } from '../models/photo.js'
import { atMost } from './at-most.js'

/** What came of a message's files within the time a resident may be kept waiting. */
export interface PhotosReceived {
  /** Ids of photos that are copied or still being copied. */
  readonly photos: readonly { readonly id: string }[]
  /** Files that are none, too big or not to be had. */
  readonly unusable: number
}

/** Copies photos at receipt, since the platforms' addresses expire. */
export interface PhotoDesk {
  receive(storedId: string, event: MessageEvent): Promise<PhotosReceived>
  /** Goes on with copies that a crash or a fault has interrupted and whose time has come; at most `limit` of them. */
  resume(limit: number): Promise<void>
}

export interface PhotoDeskParts {
  readonly models: Pick<Models, 'photos'>
  readonly copier: PhotoCopier
  readonly adapterOf: (channel: string) => ChannelAdapter | undefined
  readonly clock: Clock
  readonly log: Log
  /** How long a turn waits for its photos, ms. */
  readonly patienceMs?: number
}

type State = PhotoRecord['state']

/** More than these of one message are counted as unusable. */
const mostPhotos = 10
/** Copies under way at once in this process; a crowd of photos must not take its connections, files and memory. */
const mostCopies = 24

const minute = 60_000
/** From one try to the next; the last goes on. The first is longer than a copy takes, so that none is begun twice. */
const waits = [minute, 5 * minute, 30 * minute, 120 * minute] as const
/** A photo that came longer ago is given up once the short waits are over. */
const giveUpAfter = 24 * 60 * minute

/** The time of the try after the one that begins now, as the `attempts`-th. */
const nextTry = (now: number, attempts: number): number => now + (waits[attempts - 1] ?? waits[3])

/**
 * The desk over the stored photos. A try is claimed before it begins by moving the time of the next one forward: no two processes copy
 * the same photo, a process that dies has it tried again by another, and photos that keep failing do not keep others waiting.
 */
export function createPhotoDesk({
  models,
  copier,
  adapterOf,
  clock,
  log,
  patienceMs = 3000,
}: PhotoDeskParts): PhotoDesk {
  const collection = nativeCollection<PhotoRecord>(models.photos)
  const underWay = new Map<string, Promise<State>>()
  const inTurn = atMost(mostCopies)

  const fetch = async ({ url, channel }: PhotoRecord): Promise<CopyResult | 'defect'> => {
    try {
      return await copier.copy(url, (address) => adapterOf(channel)?.mediaAccess(address) ?? null)
    } catch (error) {
      log.warn({ err: error, channel }, 'copying a photo failed; it is tried again')
      return 'defect'
    }
  }

  const copy = async (photo: PhotoRecord): Promise<State> => {
    const { _id, channel, at, attempts } = photo
    const result = await fetch(photo)
    if (result !== 'defect' && result.ok) {
      const { file, bytes, mediaType } = result
      await collection.updateOne({ _id }, { $set: { state: 'copied', file, bytes, mediaType } })
      return 'copied'
    }
    const mayComeYet = result === 'defect' || result.retryable
    if (mayComeYet && (attempts < waits.length || clock.now() - at < giveUpAfter)) return 'pending'
    const reason = result === 'defect' ? result : result.reason
    // Another process may have had it by now.
    await collection.updateOne({ _id, state: 'pending' }, { $set: { state: 'failed', reason } })
    log.warn({ channel, reason, attempts }, 'a photo could not be copied')
    return 'failed'
  }

  const begin = (photo: PhotoRecord): Promise<State> => {
    const copying = inTurn(() => copy(photo))
      .catch((error: unknown) => {
        log.warn({ err: error, channel: photo.channel }, 'a photo could not be noted; it is tried again')
        return 'pending' as const
      })
      .finally(() => underWay.delete(photo._id))
    underWay.set(photo._id, copying)
    return copying
  }

  /** Takes the next try of a photo for this process; null when another process has it, or it is settled. */
  const claim = async ({ _id, attempts, nextAt }: PhotoRecord): Promise<PhotoRecord | null> => {
    const taken = { attempts: attempts + 1, nextAt: nextTry(clock.now(), attempts + 1) }
    const found = await collection.findOneAndUpdate(
      { _id, state: 'pending', attempts, nextAt },
      { $set: taken },
      { returnDocument: 'after' },
    )
    return found && { ...found, _id }
  }

  /** The state of a photo that an earlier run of the turn has stored. */
  const resumeOne = async (photo: PhotoRecord): Promise<State> => {
    const running = underWay.get(photo._id)
    if (running) return running
    if (photo.state !== 'pending' || photo.nextAt > clock.now()) return photo.state
    const claimed = await claim(photo)
    return claimed ? begin(claimed) : 'pending'
  }

  /** The state that comes of it, or `pending` when it takes longer than a resident should wait; it goes on all the same. */
  const within = (copying: Promise<State>): Promise<State> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve('pending'), patienceMs)
      copying.then(resolve, reject).finally(() => clearTimeout(timer))
    })

  /** Stores the photos with their first try claimed; those that were there before come back as they are. */
  const store = async (photos: readonly PhotoRecord[]): Promise<Promise<State>[]> => {
    if (photos.length === 0) return []
    const { upsertedIds } = await collection.bulkWrite(
      photos.map(({ _id, ...rest }) => ({
        updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true },
      })),
    )
    const isNew = (index: number) => upsertedIds[index] !== undefined
    const known = photos.filter((_, index) => !isNew(index)).map(({ _id }) => _id)
    const before = known.length > 0 ? await collection.find<PhotoRecord>({ _id: { $in: known } }).toArray() : []
    return photos.map((photo, index) =>
      isNew(index) ? begin(photo) : resumeOne(before.find(({ _id }) => _id === photo._id) ?? photo),
    )
  }

  return {
    async receive(storedId, event) {
      const files = event.attachments.filter(({ kind }) => kind === 'photo')
      const photos: PhotoRecord[] = files.slice(0, mostPhotos).map(({ url }, index) => ({
        _id: `${storedId}#${index}`,
        conversationId: event.conversationId,
        channel: event.channel,
        url,
        at: event.at,
        state: 'pending',
        attempts: 1,
        nextAt: nextTry(clock.now(), 1),
      }))
      const states = await Promise.all((await store(photos)).map(within))
      return {
        photos: photos.filter((_, index) => states[index] !== 'failed').map(({ _id }) => ({ id: _id })),
        unusable: event.attachments.length - photos.length + states.filter((state) => state === 'failed').length,
      }
    },
    async resume(limit) {
      const due = await collection
        .find<PhotoRecord>({ state: 'pending', nextAt: { $lte: clock.now() } })
        .sort({ nextAt: 1 })
        .limit(limit)
        .toArray()
      for (const photo of due) {
        if (underWay.has(photo._id)) continue
        const claimed = await claim(photo)
        if (claimed) await within(begin(claimed))
      }
    },
  }
}
