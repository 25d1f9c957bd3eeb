import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { isIP } from 'node:net'
import path from 'node:path'
import type { Clock } from '../../models/clock.js'
import { isListedHost } from './is-listed-host.js'
import { type Download, type Lookup, openDownload, PrivateAddressError } from './open-download.js'
import { type PhotoMediaType, photoEndings, readPhotoType, signatureLength } from './photo-type.js'

export type { PhotoMediaType }

/** Whether and with which headers a file may be fetched; asked again at every redirect. */
export type MediaAccess = (url: URL) => { readonly headers: Readonly<Record<string, string>> } | null

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

const mostRedirects = 3
/** A part older than this, ms, was left behind by a crash. */
const abandonedAfter = 60 * 60 * 1000
const partEnding = '.part'

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
        const opened = await follow(new URL(address), access, limits, stop.signal)
        return 'ok' in opened ? opened : await store(opened, directory, limits)
      } catch (error) {
        return classify(error)
      } finally {
        clearTimeout(timer)
        stop.abort()
      }
    },
  }
}

interface Limits {
  readonly maxBytes: number
  readonly timeoutMs: number
  readonly privateHosts: readonly string[]
  readonly lookup?: Lookup
}

type Refusal = Extract<CopyResult, { ok: false }>

function refused(reason: Refusal['reason'], retryable = false): Refusal {
  return { ok: false, reason, retryable }
}

/** The answer at the end of the redirects, each hop allowed by itself. */
async function follow(
  first: URL,
  access: MediaAccess,
  limits: Limits,
  signal: AbortSignal,
): Promise<Download | Refusal> {
  let url = first
  for (let hops = 0; hops <= mostRedirects; hops++) {
    const grant = /^https?:$/.test(url.protocol) ? access(url) : null
    if (!grant) return refused('host')
    // An address in digits is never a platform's: whoever allows one has listed it.
    const privateAllowed = isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0 || isListedHost(url, limits.privateHosts)
    const answer = await openDownload(url, {
      headers: grant.headers,
      signal,
      privateAllowed,
      ...(limits.lookup ? { lookup: limits.lookup } : {}),
    })
    if (answer.status === 200) {
      if ((answer.announcedBytes ?? 0) <= limits.maxBytes) return answer
      answer.body.destroy()
      return refused('size')
    }
    answer.body.destroy()
    if (answer.status < 300 || answer.status >= 400) return refuseStatus(answer.status)
    if (answer.location === undefined || !URL.canParse(answer.location, url.href)) return refused('gone')
    url = new URL(answer.location, url)
  }
  return refused('host')
}

function refuseStatus(status: number): Refusal {
  // Meta answers 403 to an address that has expired; 401 is about our own credentials, which can be mended.
  if (status === 401) return refused('gone', true)
  if (status === 408 || status === 425 || status === 429 || status >= 500) return refused('network', true)
  return refused('gone')
}

async function store({ body }: Download, directory: string, { maxBytes }: Limits): Promise<CopyResult> {
  const part = path.join(directory, `${randomUUID()}${partEnding}`)
  const file = await open(part, 'wx')
  try {
    const written = await write(body, file, maxBytes)
    await file.close()
    if ('ok' in written) return written
    const { bytes, sha256, mediaType } = written
    const name = `${sha256}.${photoEndings[mediaType]}`
    await rename(part, path.join(directory, name))
    return { ok: true, file: name, bytes, mediaType, sha256 }
  } finally {
    body.destroy()
    await file.close()
    await rm(part, { force: true })
  }
}

/** Streams the body into the file; stops as soon as it is too big or seen to be no photo. */
async function write(
  body: Download['body'],
  file: FileHandle,
  maxBytes: number,
): Promise<{ bytes: number; sha256: string; mediaType: PhotoMediaType } | Refusal> {
  const hash = createHash('sha256')
  let head = Buffer.alloc(0)
  let bytes = 0
  for await (const chunk of body) {
    if (!Buffer.isBuffer(chunk)) continue
    bytes += chunk.length
    if (bytes > maxBytes) return refused('size')
    if (head.length < signatureLength) {
      head = Buffer.concat([head, chunk]).subarray(0, signatureLength)
      if (head.length === signatureLength && !readPhotoType(head)) return refused('type')
    }
    hash.update(chunk)
    await file.writeFile(chunk)
  }
  const mediaType = readPhotoType(head)
  if (!body.complete) return refused('network', true)
  if (!mediaType) return refused('type')
  await file.sync()
  return { bytes, sha256: hash.digest('hex'), mediaType }
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

function classify(error: unknown): Refusal {
  if (error instanceof PrivateAddressError) return refused('host')
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const onDisk =
    error instanceof Error &&
    'syscall' in error &&
    /^(?:open|write|rename|mkdir|fsync|scandir|stat|unlink|close)$/.test(String(error.syscall))
  return refused(onDisk && diskCodes.has(code) ? 'disk' : 'network', true)
}

/** Makes the directory and removes what crashes have left half done. */
async function sweep(directory: string, before: number): Promise<void> {
  await mkdir(directory, { recursive: true })
  for (const name of await readdir(directory)) {
    if (!name.endsWith(partEnding)) continue
    const part = path.join(directory, name)
    if ((await stat(part)).mtimeMs < before) await rm(part, { force: true })
  }
}
