/** A day of the Gregorian calendar; month and day count from 1. */
export interface CalendarDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Tells the day it is at an instant (epoch ms) in a time zone (IANA name). */
export function createCalendar(timeZone: string): (instant: number) => CalendarDay {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return (instant) => {
    const [year, month, day] = format.format(instant).split('-').map(Number)
    return { year: year ?? 1970, month: month ?? 1, day: day ?? 1 }
  }
}

/** So many days later (or earlier). */
export function addDays(day: CalendarDay, days: number): CalendarDay {
  return fromUtc(Date.UTC(day.year, day.month - 1, day.day + days))
}

/** So many months later (or earlier); the last day of the month where the day does not exist there. */
export function addMonths(day: CalendarDay, months: number): CalendarDay {
  const last = new Date(Date.UTC(day.year, day.month + months, 0)).getUTCDate()
  return fromUtc(Date.UTC(day.year, day.month - 1 + months, Math.min(day.day, last)))
}

/** 0 Sunday .. 6 Saturday. */
export function weekdayOf(day: CalendarDay): number {
  return new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay()
}

/** `YYYY-MM-DD`. */
export function isoOf(day: CalendarDay): string {
  return `${String(day.year).padStart(4, '0')}-${String(day.month).padStart(2, '0')}-${String(day.day).padStart(2, '0')}`
}

function fromUtc(instant: number): CalendarDay {
  const date = new Date(instant)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}
