/** The kinds of photo that are kept. */
export type PhotoMediaType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif' | 'image/heic'

/** Bytes needed from the beginning of a file to tell its kind. */
export const signatureLength = 32

/** The file ending of each kind. */
export const photoEndings: Readonly<Record<PhotoMediaType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/heic': 'heic',
}

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const jpegSignature = Buffer.from([0xff, 0xd8, 0xff])
/** Major and compatible brands of ISO 23008-12 files that hold an HEVC still image. */
const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx'])

/** The kind of photo a file is by its first bytes; undefined when it is none of those kept. A header's word does not count. */
export function readPhotoType(head: Buffer): PhotoMediaType | undefined {
  const text = head.toString('latin1')
  if (head.subarray(0, 3).equals(jpegSignature)) return 'image/jpeg'
  if (head.subarray(0, 8).equals(pngSignature)) return 'image/png'
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'image/gif'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp'
  if (text.slice(4, 8) === 'ftyp') {
    // Major brand at 8, minor version at 12, compatible brands from 16 on.
    const brands = [text.slice(8, 12), ...(text.slice(16).match(/.{4}/gs) ?? [])]
    if (brands.some((brand) => heicBrands.has(brand))) return 'image/heic'
  }
  return undefined
}
