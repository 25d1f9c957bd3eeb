import type { ChannelAdapter } from '../adapters/channel-adapter.js'
import type { MessageEvent } from '../adapters/inbound-event.js'
import type { PhotoCopier } from '../adapters/media/photo-copier.js'
import type { Log } from '../models/log.js'
import type { Models } from '../models/models.js'
import { nativeCollection } from '../models/native-collection.js'
import type { PhotoRecord } from '../models/photo.js'

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
  /** Goes on with copies that a crash or a fault has interrupted. */
  resume(limit: number): Promise<void>
}

export interface PhotoDeskParts {
  readonly models: Pick<Models, 'photos'>
  readonly copier: PhotoCopier
  readonly adapterOf: (channel: string) => ChannelAdapter | undefined
  readonly log: Log
  /** How long a turn waits for its photos, ms. */
  readonly patienceMs?: number
}

/** More than these of one message are counted as unusable. */
const mostPhotos = 10

/** The desk over the stored photos. */
export function createPhotoDesk({ models, copier, adapterOf, log, patienceMs = 3000 }: PhotoDeskParts): PhotoDesk {
  const collection = nativeCollection<PhotoRecord>(models.photos)

  const copy = async (photo: PhotoRecord): Promise<PhotoRecord['state']> => {
    const access = (url: URL) => adapterOf(photo.channel)?.mediaAccess(url) ?? null
    const result = await copier.copy(photo.url, access)
    if (!result.ok && result.retryable) return 'pending'
    const outcome = result.ok
      ? { state: 'copied' as const, file: result.file, bytes: result.bytes, mediaType: result.mediaType }
      : { state: 'failed' as const, reason: result.reason }
    await collection.updateOne({ _id: photo._id }, { $set: outcome })
    if (!result.ok) log.warn({ channel: photo.channel, reason: result.reason }, 'a photo could not be copied')
    return outcome.state
  }

  /** The copy's state, or `pending` when it takes longer than a resident should wait; it goes on all the same. */
  const copyWithin = (photo: PhotoRecord): Promise<PhotoRecord['state']> => {
    const copying = copy(photo).catch((error: unknown) => {
      log.warn({ err: error, channel: photo.channel }, 'copying a photo failed; it is tried again')
      return 'pending' as const
    })
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve('pending'), patienceMs)
      void copying.then((state) => {
        clearTimeout(timer)
        resolve(state)
      })
    })
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
      }))
      if (photos.length > 0) {
        await collection.bulkWrite(
          photos.map(({ _id, ...rest }) => ({
            updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true },
          })),
        )
      }
      const states = await Promise.all(photos.map(copyWithin))
      return {
        photos: photos.filter((_, index) => states[index] !== 'failed').map(({ _id }) => ({ id: _id })),
        unusable: event.attachments.length - photos.length + states.filter((state) => state === 'failed').length,
      }
    },
    async resume(limit) {
      const waiting = await collection.find({ state: 'pending' }).sort({ at: 1 }).limit(limit).toArray()
      for (const photo of waiting) await copyWithin(photo)
    },
  }
}
