import { PrivateAddressError } from './open-download.js'
import type { PhotoMediaType } from './photo-type.js'

/**
 * What became of a copy. `file`: name within the directory, made from the content. `host`: may not be fetched from there (redirects
 * included). `size`: too big. `type`: no photo by its bytes. `gone`: expired or not there. `network`: platform or line. `disk`: no room here.
 */
export type CopyResult =
  | {
      readonly ok: true
      readonly file: string
      readonly bytes: number
      readonly mediaType: PhotoMediaType
      readonly sha256: string
    }
  | {
      readonly ok: false
      readonly reason: 'host' | 'size' | 'type' | 'gone' | 'network' | 'disk'
      readonly retryable: boolean
    }

/** A copy that did not come about. */
export type Refusal = Extract<CopyResult, { ok: false }>

/** Says why there is no copy; `retryable` when the same copy may succeed later. */
export function refused(reason: Refusal['reason'], retryable = false): Refusal {
  return { ok: false, reason, retryable }
}

const diskCodes = new Set([
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'EACCES',
  'EPERM',
  'EMFILE',
  'ENFILE',
  'EIO',
  'ENOTDIR',
  'EFBIG',
])

/** Tells faults of our own disk from those of the line. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof PrivateAddressError) return refused('host')
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const onDisk =
    error instanceof Error &&
    'syscall' in error &&
    /^(?:open|write|rename|mkdir|fsync|scandir|stat|unlink|close)$/.test(String(error.syscall))
  return refused(onDisk && diskCodes.has(code) ? 'disk' : 'network', true)
}
