import { createHash, randomBytes } from 'node:crypto'

/** Makes invented identities and secrets: always the same from the same seed, others from another. */
export class SeededRandom {
  readonly #seed: string
  #count = 0

  /** Without a seed everything is new at each start. */
  constructor(seed?: string) {
    this.#seed = seed ?? randomBytes(32).toString('hex')
  }

  /** `length` characters taken from `alphabet`. */
  text(length: number, alphabet: string): string {
    let text = ''
    while (text.length < length) {
      this.#count += 1
      const bytes = createHash('sha256').update(`${this.#seed}/${this.#count}`).digest()
      for (const byte of bytes) {
        if (byte < 256 - (256 % alphabet.length)) text += alphabet[byte % alphabet.length] ?? ''
      }
    }
    return text.slice(0, length)
  }

  /** `length` decimal digits, the first not 0. */
  digits(length: number): string {
    return this.text(1, '123456789') + this.text(length - 1, '0123456789')
  }

  /** Another source whose results depend on this one's seed and `name` alone. */
  branch(name: string): SeededRandom {
    return new SeededRandom(`${this.#seed}/${name}`)
  }
}
