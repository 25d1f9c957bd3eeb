import type { Entity } from '../understanding.js'
import { type EntityInput, written } from './entity-input.js'

const decimalPoint =
  /(?<![\d.])(\d{1,2}\.\d{3,16})\s*°?\s*[nsش]?\s*[,;/|\s]\s*(?:e|lng|lon|long|longitude|و|شرق|:|=|\s)*\s*(\d{1,2}\.\d{3,16})(?![\d.]*\d)/gu
const decimalComma = /(?<![\d,.])(\d{2}),(\d{3,16})\s*[;\s]\s*(\d{2}),(\d{3,16})(?![\d,.]*\d)/gu

/** A pair of decimal degrees within Saudi Arabia, in any digits; latitude first in the value. */
export function findCoordinates({ shadow }: EntityInput): Entity[] {
  const { text } = shadow
  const found: Entity[] = []
  if (!/\d{2}[.,]\d{3}/u.test(text)) return found
  for (const match of text.matchAll(decimalPoint)) {
    const value = coordinatesOf(match[1] ?? '', match[2] ?? '')
    if (value !== null)
      found.push({ type: 'coordinates', value, ...written(shadow, match.index, match.index + match[0].length) })
  }
  if (found.length > 0) return found
  for (const match of text.matchAll(decimalComma)) {
    const value = coordinatesOf(`${match[1]}.${match[2]}`, `${match[3]}.${match[4]}`)
    if (value !== null)
      found.push({ type: 'coordinates', value, ...written(shadow, match.index, match.index + match[0].length) })
  }
  return found
}

/** `lat,lng` when two numbers are a place in Saudi Arabia, whichever comes first; else null. */
export function coordinatesOf(first: string, second: string): string | null {
  if (isPlace(Number(first), Number(second))) return `${first},${second}`
  return isPlace(Number(second), Number(first)) ? `${second},${first}` : null
}

function isPlace(latitude: number, longitude: number): boolean {
  return latitude >= 16 && latitude <= 33 && longitude >= 34 && longitude <= 56
}
