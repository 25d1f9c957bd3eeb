import { CommandError } from '../../command-error.js'

/** A moment as the calendar and the clock of a zone show it; month from 1. */
export interface ZonedTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millisecond: number
}

/** A time zone: an Olson name or an offset such as `+03:00`. */
export interface Zone {
  /** Milliseconds to add to UTC at a moment. */
  offsetAt(moment: number): number
}

const minute = 60_000

/** The zone of a name; UTC where none is given. Throws code 40485 on an unknown one. */
export function zoneOf(name: unknown): Zone {
  if (name === undefined || name === 'UTC' || name === 'GMT' || name === 'Z') return { offsetAt: () => 0 }
  if (typeof name !== 'string') throw new CommandError(40517, 'timezone must evaluate to a string')
  const offset = /^([+-])(\d{2}):?(\d{2})?$/.exec(name)
  if (offset) {
    const milliseconds = (Number(offset[2]) * 60 + Number(offset[3] ?? 0)) * minute * (offset[1] === '-' ? -1 : 1)
    return { offsetAt: () => milliseconds }
  }
  return namedZone(name)
}

function namedZone(name: string): Zone {
  const format = formatOf(name)
  return {
    offsetAt(moment) {
      const parts = new Map(format.formatToParts(moment).map((part) => [part.type, Number(part.value)]))
      const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
      const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
      return local - Math.floor(moment / 1000) * 1000
    },
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const numeric = 'numeric'
  try {
    return new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    })
  } catch {
    throw new CommandError(40485, `unrecognized time zone identifier: "${timeZone}"`)
  }
}

/** The calendar and clock of a zone at a moment (epoch milliseconds). */
export function zonedTime(moment: number, zone: Zone): ZonedTime {
  const local = new Date(moment + zone.offsetAt(moment))
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
  }
}

/** The moment at which a zone's clock shows a time; where that is never, the moment after the clock jumped. */
export function momentOf(localTime: number, zone: Zone): number {
  const first = localTime - zone.offsetAt(localTime)
  return localTime - zone.offsetAt(first)
}
