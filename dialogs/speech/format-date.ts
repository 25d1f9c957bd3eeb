/** Tells moments in words: «الثلاثاء 24 نوفمبر 2026، 3:15 م», "Tuesday 24 November 2026, 3:15 PM", "मंगलवार, 24 नवंबर 2026, दोपहर 3:15 बजे". */
export type FormatDate = (at: number, language: string) => string

/** Formats in one time zone (IANA name), by the Gregorian calendar with ASCII digits; in each language as it is usual there. */
export function createFormatDate(timeZone: string): FormatDate {
  const formats = new Map<string, (at: number) => string>()
  return (at, language) => {
    const known = formats.get(language)
    if (known !== undefined) return known(at)
    const format = (formatters[language] ?? inOtherLanguages(language))(timeZone)
    formats.set(language, format)
    return format(at)
  }
}

type Formatter = (timeZone: string) => (at: number) => string

const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
const time = { hour: 'numeric', minute: '2-digit' } as const

/** Those whose order or time of day is not as the Unicode data has it. */
const formatters: Readonly<Record<string, Formatter>> = {
  ar: (timeZone) => {
    const parts = createParts('ar-SA', { ...day, ...time, timeZone, hourCycle: 'h12' })
    return (at) => {
      const part = parts(at)
      const [date, clock] = [dayOf(part), clockOf(part)]
      if (clock !== '12:00') return `${date}، ${clock} ${part('dayPeriod')}`
      return `${date}، ${part('dayPeriod').startsWith('ص') ? '12 منتصف الليل' : '12 ظهرًا'}`
    }
  },
  en: (timeZone) => {
    const parts = createParts('en-GB', { ...day, ...time, timeZone, hourCycle: 'h12' })
    return (at) => {
      const part = parts(at)
      return `${dayOf(part)}, ${clockOf(part)} ${part('dayPeriod').toUpperCase()}`
    }
  },
  ur: withTimeOfDay('ur', (date, period, clock) => `${date}، ${period} ${clock} بجے`),
  hi: withTimeOfDay('hi', (date, period, clock) => `${date}, ${period} ${clock} बजे`),
  bn: withTimeOfDay('bn', (date, period, clock) => `${date}, ${period} ${clock}`),
  ml: withTimeOfDay('ml', (date, period, clock) => `${date}, ${period} ${clock}`),
}

/** Where the hour is told with the part of the day: दोपहर 3:15. */
function withTimeOfDay(language: string, join: (date: string, period: string, clock: string) => string): Formatter {
  return (timeZone) => {
    const date = new Intl.DateTimeFormat(localeOf(language), { ...day, timeZone })
    const parts = createParts(language, { ...time, timeZone, hourCycle: 'h12', dayPeriod: 'short' })
    return (at) => {
      const part = parts(at)
      return join(date.format(at), part('dayPeriod'), clockOf(part))
    }
  }
}

function inOtherLanguages(language: string): Formatter {
  return (timeZone) => {
    const date = new Intl.DateTimeFormat(localeOf(language), { ...day, timeZone })
    const clock = new Intl.DateTimeFormat(localeOf(language), { ...time, timeZone })
    return (at) => `${date.format(at)}, ${clock.format(at)}`.replace(/\u202f/g, ' ')
  }
}

type Part = (type: Intl.DateTimeFormatPartTypes) => string

function createParts(language: string, options: Intl.DateTimeFormatOptions): (at: number) => Part {
  const format = new Intl.DateTimeFormat(localeOf(language), options)
  return (at) => {
    const parts = format.formatToParts(at)
    return (type) => parts.find((part) => part.type === type)?.value ?? ''
  }
}

function localeOf(language: string): string {
  return `${language}-u-ca-gregory-nu-latn`
}

function dayOf(part: Part): string {
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`
}

function clockOf(part: Part): string {
  return `${part('hour')}:${part('minute')}`
}
