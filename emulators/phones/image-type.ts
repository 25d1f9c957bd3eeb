const signatures: readonly (readonly [type: string, at: number, bytes: string])[] = [
  ['image/jpeg', 0, 'ffd8ff'],
  ['image/png', 0, '89504e470d0a1a0a'],
  ['image/gif', 0, '47494638'],
  ['image/webp', 8, '57454250'],
]

/** The type of an image by its first bytes: JPEG, PNG, GIF or WebP; undefined for anything else, whatever it is called. */
export function imageType(bytes: Buffer): string | undefined {
  return signatures.find(([, at, sign]) => bytes.subarray(at, at + sign.length / 2).toString('hex') === sign)?.[0]
}
