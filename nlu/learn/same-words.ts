import { fold } from '../pipeline/fold.js'
import { withoutMasks } from './mask-message.js'

/** From this share of common words on two messages say the same. */
const nearlySame = 0.8

/** The words of a message, folded; what is masked is left out. */
export function foldedWords(text: string): ReadonlySet<string> {
  const bare = fold(withoutMasks(text).normalize('NFKC').toLowerCase())
    .replace(/[\u0640\u064b-\u0655\u0670]+/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
  return new Set(bare.split(' ').filter((word) => word !== ''))
}

/** Whether two messages are near duplicates, by their words. */
export function saySame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (Math.min(a.size, b.size) < nearlySame * Math.max(a.size, b.size)) return false
  let common = 0
  for (const word of a) if (b.has(word)) common++
  return common >= nearlySame * (a.size + b.size - common)
}
