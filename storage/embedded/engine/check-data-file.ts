import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs'

// Where LMDB's two meta pages keep what is needed here: a 24-byte page header, then magic, version, address and map size
// (24 bytes), the descriptions of two trees (48 bytes each, the first one beginning with the page size), the last page.
const metaOffset = 24
const pageSizeOffset = metaOffset + 24
const lastPageOffset = metaOffset + 24 + 96
const metaBytes = lastPageOffset + 8
const magic = 0xbeefc0de

/**
 * Looks at LMDB's file before LMDB maps it, since a file that is no LMDB file, or that was cut, would end the process by
 * a signal. A cut file is filled up with zeros, in which LMDB finds and reports the damage. Throws on another file.
 */
export function checkDataFile(file: string): void {
  if (!existsSync(file)) return
  const descriptor = openSync(file, 'r+')
  try {
    const size = fstatSync(descriptor).size
    if (size === 0) return
    const first = readMeta(descriptor, 0)
    const second = first && readMeta(descriptor, first.pageSize)
    if (!first || !second) throw new Error('MDB_INVALID: not an LMDB file')
    const needed = (Math.max(first.lastPage, second.lastPage) + 1) * first.pageSize
    if (size < needed) ftruncateSync(descriptor, needed)
  } finally {
    closeSync(descriptor)
  }
}

interface Meta {
  readonly pageSize: number
  readonly lastPage: number
}

function readMeta(descriptor: number, offset: number): Meta | undefined {
  const bytes = Buffer.alloc(metaBytes)
  if (readSync(descriptor, bytes, 0, metaBytes, offset) < metaBytes || bytes.readUInt32LE(metaOffset) !== magic)
    return undefined
  const pageSize = bytes.readUInt32LE(pageSizeOffset)
  const lastPage = Number(bytes.readBigUInt64LE(lastPageOffset))
  return pageSize >= 512 && pageSize <= 65536 && Number.isSafeInteger(lastPage) ? { pageSize, lastPage } : undefined
}
