import type { Collection, Document } from 'mongodb'
import type { Connection } from 'mongoose'
import { TawasulError } from './tawasul-error.js'

/** The driver's own collection under a model, for the paths where mongoose's documents would cost more than the write itself. `T` is what is stored there. */
export function nativeCollection<T extends object>(model: {
  readonly db: Connection
  readonly collection: { readonly collectionName: string }
}): Collection<T & Document> {
  const { db } = model.db
  if (!db)
    throw new TawasulError('storage.not-connected', 'the store is not connected', {
      retryable: true,
      hint: 'See whether the store is up.',
    })
  return db.collection<T & Document>(model.collection.collectionName)
}
