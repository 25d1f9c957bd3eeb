import { addDays, type CalendarDay } from './calendar-day.js'

/** Number of a month (1..12) by its Arabic name, folded; 0 for what is none. */
export function hijriMonth(name: string): number {
  const order = [
    /^محرم/u,
    /^صفر/u,
    /^ربيع الاول/u,
    /^ربيع/u,
    /^جمادي الاولي/u,
    /^جمادي/u,
    /^رجب/u,
    /^شعبان/u,
    /^رمضان/u,
    /^شوال/u,
    /القعده$/u,
    /الحجه$/u,
  ]
  return order.findIndex((pattern) => pattern.test(name)) + 1
}

/** The day of the Umm al-Qura calendar, found by walking back from today (or on, within three weeks); null beyond three years. */
export function hijriDay(today: CalendarDay, day: number, month: number, year: number | null): CalendarDay | null {
  const format = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
    timeZone: 'UTC',
  })
  for (let offset = 21; offset > -1100; offset--) {
    const candidate = addDays(today, offset)
    const parts = format.formatToParts(Date.UTC(candidate.year, candidate.month - 1, candidate.day))
    const part = (type: string): number => Number.parseInt(parts.find((entry) => entry.type === type)?.value ?? '', 10)
    if (part('day') === day && part('month') === month && (year === null || part('year') === year)) return candidate
  }
  return null
}
