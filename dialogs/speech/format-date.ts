/** Tells moments in words: «الثلاثاء 24 نوفمبر 2026، 3:15 م», "Tuesday 24 November 2026, 3:15 PM". */
export type FormatDate = (at: number, language: string) => string

/** Formats in one time zone (IANA name); Arabic by the Gregorian calendar with ASCII digits, every other language as English. */
export function createFormatDate(timeZone: string): FormatDate {
  const options = {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h12',
  } as const
  const arabic = new Intl.DateTimeFormat('ar-SA-u-ca-gregory-nu-latn', options)
  const english = new Intl.DateTimeFormat('en-GB-u-ca-gregory-nu-latn', options)
  return (at, language) => {
    const isArabic = language === 'ar'
    const part = partsOf(isArabic ? arabic : english, at)
    const date = `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`
    const time = `${part('hour')}:${part('minute')}`
    if (isArabic && time === '12:00') return `${date}، ${isMorning(part('dayPeriod')) ? '12 منتصف الليل' : '12 ظهرًا'}`
    return isArabic ? `${date}، ${time} ${part('dayPeriod')}` : `${date}, ${time} ${part('dayPeriod').toUpperCase()}`
  }
}

function partsOf(format: Intl.DateTimeFormat, at: number): (type: Intl.DateTimeFormatPartTypes) => string {
  const parts = format.formatToParts(at)
  return (type) => parts.find((part) => part.type === type)?.value ?? ''
}

function isMorning(dayPeriod: string): boolean {
  return dayPeriod.startsWith('ص')
}
