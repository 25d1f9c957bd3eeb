/** Buckets that n-grams are hashed into. */
export const bucketBits = 18
const bucketMask = (1 << bucketBits) - 1

/** A text as a sparse vector of unit length: bucket and value, parallel. */
export interface Features {
  readonly buckets: Uint32Array
  readonly values: Float32Array
}

/**
 * Words, word bigrams and character 2-5-grams within word borders, hashed by FNV-1a over UTF-16 units;
 * square root of the counts, divided by their Euclidean length.
 */
export function featuresOf(words: readonly string[]): Features {
  const counts = new Map<number, number>()
  let previous = 0
  for (const word of words) {
    const whole = hash(word, wordSeed)
    add(counts, whole)
    if (previous !== 0) add(counts, hash(word, previous ^ bigramSeed))
    previous = whole
    // A name of an idea (see `intentCues`) has no letters of its own, and counts for more than one n-gram among hundreds.
    if (word.startsWith('cue:')) add(counts, whole, cueWeight)
    else addCharacters(counts, word)
  }
  return vectorOf(counts)
}

const wordSeed = 0x811c9dc5
const bigramSeed = 0x5bd1e995
const characterSeed = 0x9747b28c
const prime = 0x01000193
/** Measured: 4 to 25 do the same, 1 loses a point. */
const cueWeight = 10
/** Borders are part of the n-grams, so that a prefix differs from the middle of a word. */
const border = 0x20

function addCharacters(counts: Map<number, number>, word: string): void {
  const length = Math.min(word.length, 40) + 2
  for (let start = 0; start < length - 1; start++) {
    let value = Math.imul(characterSeed ^ unitAt(word, start, length), prime)
    for (let size = 2; size <= 5 && start + size <= length; size++) {
      value = Math.imul(value ^ unitAt(word, start + size - 1, length), prime)
      add(counts, value)
    }
  }
}

function unitAt(word: string, index: number, length: number): number {
  return index === 0 || index === length - 1 ? border : word.charCodeAt(index - 1)
}

function hash(word: string, seed: number): number {
  let value = seed
  for (let index = 0; index < word.length; index++) value = Math.imul(value ^ word.charCodeAt(index), prime)
  return value
}

function add(counts: Map<number, number>, value: number, times = 1): void {
  const bucket = (value ^ (value >>> bucketBits)) & bucketMask
  counts.set(bucket, (counts.get(bucket) ?? 0) + times)
}

function vectorOf(counts: ReadonlyMap<number, number>): Features {
  const buckets = new Uint32Array(counts.size)
  const values = new Float32Array(counts.size)
  let total = 0
  for (const count of counts.values()) total += count
  const scale = total > 0 ? 1 / Math.sqrt(total) : 0
  let index = 0
  for (const [bucket, count] of counts) {
    buckets[index] = bucket
    values[index] = Math.sqrt(count) * scale
    index++
  }
  return { buckets, values }
}
