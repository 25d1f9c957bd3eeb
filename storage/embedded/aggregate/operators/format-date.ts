import { CommandError } from '../../command-error.js'
import { type Zone, zonedTime } from './zoned-time.js'

const day = 86_400_000

/** Writes a moment (epoch milliseconds) by a pattern of `$dateToString`. Throws code 18536 on an unknown part. */
export function formatDate(moment: number, pattern: string, zone: Zone): string {
  const time = zonedTime(moment, zone)
  const offset = Math.round(zone.offsetAt(moment) / 60_000)
  const start = Date.UTC(time.year, time.month - 1, time.day)
  const weekDay = new Date(start).getUTCDay()
  const iso = isoWeek(start)
  const parts: Readonly<Record<string, () => string>> = {
    Y: () => padded(time.year, 4),
    m: () => padded(time.month, 2),
    d: () => padded(time.day, 2),
    H: () => padded(time.hour, 2),
    M: () => padded(time.minute, 2),
    S: () => padded(time.second, 2),
    L: () => padded(time.millisecond, 3),
    j: () => padded((start - Date.UTC(time.year, 0, 1)) / day + 1, 3),
    w: () => String(weekDay + 1),
    u: () => String(weekDay || 7),
    G: () => padded(iso.year, 4),
    V: () => padded(iso.week, 2),
    z: () => `${sign(offset)}${padded(Math.floor(Math.abs(offset) / 60), 2)}${padded(Math.abs(offset) % 60, 2)}`,
    Z: () => String(offset),
    '%': () => '%',
  }
  return pattern.replace(/%(.?)/gs, (_whole, letter: string) => {
    const part = Object.hasOwn(parts, letter) ? parts[letter] : undefined
    if (!part) throw new CommandError(18536, `Invalid format character '%${letter}' in format string`)
    return part()
  })
}

function padded(value: number, length: number): string {
  return String(value).padStart(length, '0')
}

function sign(offset: number): string {
  return offset < 0 ? '-' : '+'
}

function isoWeek(start: number): { year: number; week: number } {
  const thursday = start + (4 - (new Date(start).getUTCDay() || 7)) * day
  const year = new Date(thursday).getUTCFullYear()
  return { year, week: Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * day)) + 1 }
}
