import type { MongoClientOptions } from 'mongodb'
import { selectionTimeout } from './selection-timeout.js'

/**
 * How long a connection waits, in milliseconds, so that no call hangs for ever on a server that has frozen: 5000 for a server and for a
 * connection, 8000 for an answer, unless the URI says otherwise. An answer that is not there is asked for once more by the driver.
 */
export function connectionLimits(uri: string): MongoClientOptions {
  const names = new Set([...uri.matchAll(/[?&]([a-z]+)=/gi)].map(([, name]) => name?.toLowerCase()))
  return {
    ...selectionTimeout(uri),
    ...(names.has('connecttimeoutms') ? {} : { connectTimeoutMS: 5000 }),
    ...(names.has('sockettimeoutms') ? {} : { socketTimeoutMS: 8000 }),
  }
}
