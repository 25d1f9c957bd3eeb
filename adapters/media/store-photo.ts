import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { type CopyResult, type Refusal, refused } from './copy-result.js'
import type { Download } from './open-download.js'
import { type PhotoMediaType, photoEndings, readPhotoType, signatureLength } from './photo-type.js'

/** Ends the names of files that are still being written. */
export const partEnding = '.part'

/** Streams a download into the directory; it gets its name only when it is whole. Throws on faults of line and disk. */
export async function storePhoto({ body }: Download, directory: string, maxBytes: number): Promise<CopyResult> {
  const part = path.join(directory, `${randomUUID()}${partEnding}`)
  const file = await open(part, 'wx')
  try {
    const written = await writePhoto(body, file, maxBytes)
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
export async function writePhoto(
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
