import type { Entity } from '../understanding.js'
import { type EntityInput, written } from './entity-input.js'

/** The National Address in short: four letters and four digits, e.g. `EAAA1234`. Value in capitals, without a blank. */
export function findShortAddresses({ shadow, expecting }: EntityInput): Entity[] {
  const found: Entity[] = []
  for (const match of shadow.text.matchAll(/(?<![\p{L}\p{N}_/.=@#-])([a-z]{4})([ -]?)(\d{4})(?![\p{L}\p{N}_])/gu)) {
    const place = written(shadow, match.index, match.index + match[0].length)
    // With a blank between, "road 1234" looks the same: only capitals, or where a place was asked for.
    const plain =
      match[2] === '' || /^[A-Z]{4}/u.test(place.text) || /place|location|address|where/u.test(expecting ?? '')
    if (plain) found.push({ type: 'short_address', value: `${match[1]}${match[3]}`.toUpperCase(), ...place })
  }
  return found
}
