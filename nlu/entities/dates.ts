import * as chronoArabic from 'chrono-node/ar'
import * as chronoEnglish from 'chrono-node/en'
import type { Entity } from '../understanding.js'
import { addDays, addMonths, type CalendarDay, isoOf, weekdayOf } from './calendar-day.js'
import { type EntityInput, written } from './entity-input.js'
import { hijriDay, hijriMonth } from './hijri-day.js'

/** Dates, ISO 8601: relative ones count from `today`; day before month; a weekday is the last one unless "next". */
export function findDates(input: EntityInput): Entity[] {
  const text = foldedSameLength(input.shadow.text)
  if (!cue.test(text)) return []
  const today = input.today()
  const found: { start: number; end: number; value: string }[] = []
  const add = (start: number, end: number, day: CalendarDay | null): void => {
    if (day === null || found.some((other) => start < other.end && end > other.start)) return
    found.push({ start, end, value: isoOf(day) })
  }
  for (const rule of rules) {
    for (const match of text.matchAll(rule.pattern)) {
      const lead = match[0].length - match[0].trimStart().length
      add(match.index + lead, match.index + match[0].trimEnd().length, rule.day(match, today))
    }
  }
  if (months.test(text)) {
    for (const [start, end, day] of spelledOut(text, input)) add(start, end, day)
  }
  return found.map(({ start, end, value }) => ({ type: 'date', value, ...written(input.shadow, start, end) }))
}

/** Alef, ya and ta marbuta forms folded letter for letter, so that offsets stay. */
function foldedSameLength(text: string): string {
  return text
    .replace(/[أإآٱ]/gu, 'ا')
    .replace(/[ىی]/gu, 'ي')
    .replace(/ة/gu, 'ه')
}

interface Rule {
  readonly pattern: RegExp
  day(match: RegExpMatchArray, today: CalendarDay): CalendarDay | null
}

const begin = '(?<![\\p{L}\\p{N}])'
const close = '(?![\\p{L}\\p{N}])'
const arabicNumber =
  '(\\d{1,3}|يومين|اسبوعين|شهرين|سنتين|واحد|اثنين|ثلاث[هة]?|تلات[هة]?|اربع[هة]?|خمس[هة]?|ست[هة]?|سبع[هة]?|ثمان[يه]*[هة]?|تسع[هة]?|عشر[هة]?|كم)'
const englishNumber = '(\\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|couple of|a couple of|few|a few)'
const arabicDays = 'الاحد|الاثنين|الثلاثاء|الثلوث|الاربعاء|الربوع|الخميس|الجمعه|السبت'
const englishDays = 'sunday|monday|tuesday|wednesday|thursday|friday|saturday'

const cue =
  /\d[/.-]\d|امس|البارح|مبارح|اليوم|بكر[هاة]|باكر|غدا|قبل|من|منذ|صارل|يوم|اسبوع|شهر|سن[هة]|ال(?:احد|اثنين|ثلاثاء|ثلوث|اربعاء|ربوع|خميس|جمعه|سبت)|today|yesterday|tomorrow|tonight|ago|since|last|next|day|week|month|20\d\d|\d\s*(?:st|nd|rd|th)?\s*(?:of |من )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+(?:the )?\d|يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|محرم|صفر|ربيع|جماد|رجب|شعبان|رمضان|شوال|القعد|الحج|sunday|monday|tuesday|wednesday|thursday|friday|saturday|last night|ams\b|elyom|alyom|bukra|bokra/u
const monthName =
  '(?:يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z]))'
/** A month's name with a number beside it; "may" alone is a verb. */
const months = new RegExp(
  `\\d(?:st|nd|rd|th)?[\\s-]*(?:of\\s+|من\\s+)?${monthName}|${monthName}\\s+(?:the\\s+)?\\d`,
  'u',
)

const rules: readonly Rule[] = [
  { pattern: rule(`(20\\d\\d)-(\\d{1,2})-(\\d{1,2})`), day: (m) => calendarDay(m[1], m[2], m[3]) },
  {
    pattern: rule(`(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|\\d{2})(?:\\s*(?:م|ميلادي))?`),
    day: (m) => calendarDay(longYear(m[4]), m[3], m[1]),
  },
  { pattern: rule(`(20\\d\\d)/(\\d{1,2})/(\\d{1,2})`), day: (m) => calendarDay(m[1], m[2], m[3]) },
  {
    pattern: rule(
      `(?:اول امس|اول البارح[هة]?|قبل امس|قبل البارح[هة]?|اول امبارح|the day before yesterday|day before yesterday)`,
    ),
    day: (_m, today) => addDays(today, -2),
  },
  {
    pattern: rule(`(?:بعد بكر[هاة]|بعد غد|بعد باكر|the day after tomorrow|day after tomorrow)`),
    day: (_m, today) => addDays(today, 2),
  },
  {
    pattern: rule(
      `(?:ب|من )?(?:امس|الامس|البارح[هة]?|امبارح|مبارح|yesterday|ams|last night|embare7|albar7ah?|elbare7)`,
    ),
    day: (_m, today) => addDays(today, -1),
  },
  {
    pattern: rule(
      `(?:اليوم|هاليوم|النهارده|today|tonight|this morning|this evening|this afternoon|alyom|elyom|el youm|alyoum)`,
    ),
    day: (_m, today) => today,
  },
  { pattern: rule(`(?:بكر[هاة]|باكر|غدا|tomorrow|bukra|bokra)`), day: (_m, today) => addDays(today, 1) },
  {
    pattern: rule(
      `(?:قبل|من|منذ|صارل[هناي]+|له|لها|من قبل)\\s+${arabicNumber}\\s*(ايام|يوم|اسابيع|اسبوع|شهور|اشهر|شهر|سنين|سنوات|سن[هة])`,
    ),
    day: (m, today) => back(today, arabicCount(m[1]), unitOf(m[2])),
  },
  { pattern: rule(`(?:قبل|من|منذ)\\s+(يومين|اسبوعين|شهرين|سنتين)`), day: (m, today) => back(today, 2, unitOf(m[1])) },
  { pattern: rule(`(?:قبل|من|منذ)\\s+(يوم|اسبوع|شهر|سن[هة])`), day: (m, today) => back(today, 1, unitOf(m[1])) },
  {
    pattern: rule(`${englishNumber}\\s+(day|week|month|year)s?\\s+(?:ago|back|before)`),
    day: (m, today) => back(today, englishCount(m[1]), unitOf(m[2])),
  },
  {
    pattern: rule(`(?:since|for|for the last|for the past)\\s+${englishNumber}\\s+(day|week|month|year)s?`),
    day: (m, today) => back(today, englishCount(m[1]), unitOf(m[2])),
  },
  {
    pattern: rule(`(?:الاسبوع (?:الماضي|اللي راح|اللي فات|الفايت|المنصرم)|last week|a week ago)`),
    day: (_m, today) => addDays(today, -7),
  },
  {
    pattern: rule(`(?:الشهر (?:الماضي|اللي راح|اللي فات|الفايت|المنصرم)|last month)`),
    day: (_m, today) => addMonths(today, -1),
  },
  { pattern: rule(`(?:الاسبوع (?:القادم|الجاي|الجايه|المقبل)|next week)`), day: (_m, today) => addDays(today, 7) },
  { pattern: rule(`(?:الشهر (?:القادم|الجاي|المقبل)|next month)`), day: (_m, today) => addMonths(today, 1) },
  {
    pattern: rule(
      `(?:يوم\\s+)?(${arabicDays})(?:\\s+(الماضي[هة]?|اللي راح|اللي فات|الفايت|السابق|الماضيه|القادم[هة]?|الجاي[هة]?|المقبل[هة]?|اللي جاي))?`,
    ),
    day: (m, today) => weekday(today, arabicDayNumber(m[1]), /قادم|جاي|مقبل/u.test(m[2] ?? '')),
  },
  {
    pattern: rule(`(?:(last|next|this|on|past|since|coming)\\s+)?(${englishDays})`),
    day: (m, today) => weekday(today, englishDays.split('|').indexOf(m[2] ?? ''), m[1] === 'next' || m[1] === 'coming'),
  },
  {
    pattern: rule(
      `(\\d{1,2})\\s*(?:من\\s+)?(?:شهر\\s+)?(محرم|صفر|ربيع الاول|ربيع الثاني|ربيع الاخر|جمادي الاولي|جمادي الثاني[هة]?|جمادي الاخر[هة]?|رجب|شعبان|رمضان|شوال|ذو القعده|ذي القعده|ذو الحجه|ذي الحجه)(?:\\s+(14\\d\\d)(?:\\s*ه)?)?`,
    ),
    day: (m, today) => hijriDay(today, Number(m[1]), hijriMonth(m[2] ?? ''), m[3] === undefined ? null : Number(m[3])),
  },
]

function rule(body: string): RegExp {
  return new RegExp(`${begin}(?:${body})${close}`, 'gu')
}

function calendarDay(year: string | undefined, month: string | undefined, day: string | undefined): CalendarDay | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  const swapped = m > 12 && d <= 12
  const result = swapped ? { year: y, month: d, day: m } : { year: y, month: m, day: d }
  const real = new Date(Date.UTC(result.year, result.month - 1, result.day))
  return real.getUTCMonth() === result.month - 1 && real.getUTCDate() === result.day && y >= 1990 && y <= 2100
    ? result
    : null
}

function longYear(year: string | undefined): string {
  return year?.length === 2 ? `20${year}` : (year ?? '')
}

type Unit = 'day' | 'week' | 'month' | 'year'

function unitOf(word: string | undefined): Unit {
  if (/^(?:يوم|ايام|day)/u.test(word ?? '')) return 'day'
  if (/^(?:اسبوع|اسابيع|week)/u.test(word ?? '')) return 'week'
  return /^(?:شهر|شهور|اشهر|month)/u.test(word ?? '') ? 'month' : 'year'
}

function back(today: CalendarDay, count: number | null, unit: Unit): CalendarDay | null {
  // "For ten years" is no date.
  if (count === null || (unit === 'year' && count > 2)) return null
  if (unit === 'day') return addDays(today, -count)
  if (unit === 'week') return addDays(today, -7 * count)
  return addMonths(today, unit === 'month' ? -count : -12 * count)
}

const arabicCounts: readonly (readonly [RegExp, number])[] = [
  [/^واحد/u, 1],
  [/^اثن|ين$/u, 2],
  [/^(?:ثلاث|تلات)/u, 3],
  [/^اربع/u, 4],
  [/^خمس/u, 5],
  [/^ست/u, 6],
  [/^سبع/u, 7],
  [/^ثمان/u, 8],
  [/^تسع/u, 9],
  [/^عشر/u, 10],
]

/** Null for «كم يوم»: some days are no date. */
function arabicCount(word: string | undefined): number | null {
  if (word === undefined || word === 'كم') return null
  if (/^\d+$/.test(word)) return Number(word)
  return arabicCounts.find(([pattern]) => pattern.test(word))?.[1] ?? null
}

function englishCount(word: string | undefined): number | null {
  if (word === undefined || word.includes('few')) return null
  if (/^\d+$/.test(word)) return Number(word)
  if (word === 'a' || word === 'an') return 1
  if (word.includes('couple')) return 2
  const count = 'one two three four five six seven eight nine ten'.split(' ').indexOf(word)
  return count < 0 ? null : count + 1
}

function arabicDayNumber(name: string | undefined): number {
  if (name === 'الثلوث') return 2
  if (name === 'الربوع') return 3
  return ['الاحد', 'الاثنين', 'الثلاثاء', 'الاربعاء', 'الخميس', 'الجمعه', 'السبت'].indexOf(name ?? '')
}

function weekday(today: CalendarDay, wanted: number, next: boolean): CalendarDay | null {
  if (wanted < 0) return null
  const distance = (wanted - weekdayOf(today) + 7) % 7
  if (next) return addDays(today, distance === 0 ? 7 : distance)
  return addDays(today, distance === 0 ? -7 : distance - 7)
}

/** Dates with a month's name, in either language. */
function spelledOut(text: string, input: EntityInput): [number, number, CalendarDay][] {
  const today = input.today()
  const reference = new Date(Date.UTC(today.year, today.month - 1, today.day, 12))
  const parser = /[\u0620-\u06d3]/u.test(text) ? chronoArabic : chronoEnglish.GB
  return parser
    .parse(text, { instant: reference, timezone: 0 }, { forwardDate: false })
    .filter(({ start, text: found }) => start.isCertain('month') && start.isCertain('day') && months.test(found))
    .map(({ index, text: found, start }) => [
      index,
      index + found.length,
      { year: start.get('year') ?? today.year, month: start.get('month') ?? 1, day: start.get('day') ?? 1 },
    ])
}
