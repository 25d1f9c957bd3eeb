import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Clock } from '../../models/clock.js'
import { type CopyResult, refusalOf, refused } from './copy-result.js'
import { followRedirects, type Limits, type MediaAccess } from './follow-redirects.js'
import type { Lookup } from './open-download.js'
import type { PhotoMediaType } from './photo-type.js'
import { partEnding, storePhoto } from './store-photo.js'

export type { CopyResult, MediaAccess, PhotoMediaType }

/** Copies photos from the platforms' addresses, which expire, to the directory. */
export interface PhotoCopier {
  /** Never throws. */
  copy(url: string, access: MediaAccess): Promise<CopyResult>
}

export interface PhotoCopierSettings {
  /** Made when it is not there. */
  readonly directory: string
  readonly clock: Clock
  /** 15 MB unless told. */
  readonly maxBytes?: number
  /** For the whole copy, redirects included; 30 s unless told. */
  readonly timeoutMs?: number
  /** Hosts (`host` or `host:port`) the operator has listed; their names may lead into the private network. */
  readonly privateHosts?: readonly string[]
  readonly lookup?: Lookup
}

/** A part older than this, ms, was left behind by a crash. */
const abandonedAfter = 60 * 60 * 1000

/**
 * A copier into one directory. A file is streamed beside its place, checked by its bytes and renamed to `<sha256>.<ending>`: what lies
 * under such a name is whole, and the same photo twice is one file.
 */
export function createPhotoCopier(settings: PhotoCopierSettings): PhotoCopier {
  const { directory, clock } = settings
  const limits: Limits = { maxBytes: 15 * 1024 * 1024, timeoutMs: 30_000, privateHosts: [], ...settings }
  let ready: Promise<void> | undefined
  const prepare = (): Promise<void> => {
    ready ??= sweep(directory, clock.now() - abandonedAfter).catch((error: unknown) => {
      ready = undefined
      throw error
    })
    return ready
  }
  return {
    async copy(address, access) {
      if (!URL.canParse(address)) return refused('host')
      const stop = new AbortController()
      const timer = setTimeout(() => stop.abort(), limits.timeoutMs)
      try {
        await prepare()
        const opened = await followRedirects(new URL(address), access, limits, stop.signal)
        return 'ok' in opened ? opened : await storePhoto(opened, directory, limits.maxBytes)
      } catch (error) {
        return refusalOf(error)
      } finally {
        clearTimeout(timer)
        stop.abort()
      }
    },
  }
}

/** Makes the directory and removes what crashes have left half done. */
async function sweep(directory: string, before: number): Promise<void> {
  await mkdir(directory, { recursive: true })
  for (const name of await readdir(directory)) {
    if (!name.endsWith(partEnding)) continue
    const part = path.join(directory, name)
    // Another process may have finished or removed it meanwhile.
    const age = await stat(part).catch(() => undefined)
    if (age !== undefined && age.mtimeMs < before) await rm(part, { force: true })
  }
}
