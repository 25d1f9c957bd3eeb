import { createHash } from 'node:crypto'

/** What two copies of a message have in common however a platform trims or escapes blanks; short, and says nothing of the words. */
export function messageDigest(text: string): string {
  const bare = text
    .normalize('NFC')
    .replace(/[\s\u200b-\u200f\u2060-\u2069]+/gu, ' ')
    .trim()
  return createHash('sha256').update(bare).digest('base64url').slice(0, 12)
}
