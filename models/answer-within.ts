import { TawasulError } from './tawasul-error.js'

/**
 * The store's answer, if it comes within `ms` milliseconds; else rejects with TawasulError `storage.slow`. The call itself goes on, since
 * the driver (7.x) cannot call it off: its own limits end it.
 */
export function answerWithin<T>(ms: number, call: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () =>
        reject(
          new TawasulError('storage.slow', `the store has not answered within ${ms} ms`, {
            retryable: true,
            hint: 'Look at the MongoDB server (MONGODB_URI) and the line to it, or at the disk of DATA_DIR where none is set.',
          }),
        ),
      ms,
    )
    call.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
