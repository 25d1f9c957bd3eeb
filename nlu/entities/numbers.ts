import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { isReportNumber } from '../../models/report-number.js'
import type { Entity } from '../understanding.js'
import { type EntityInput, written } from './entity-input.js'

/** A run of digits in the shadow text. */
interface Run {
  readonly digits: string
  readonly start: number
  readonly end: number
  /** A plus sign stands before it. */
  readonly plus: boolean
}

/**
 * Report numbers (nine digits, in groups or not; a wrong check digit is told by `valid`) and phone numbers (E.164).
 * `taken` are spans of the shadow text that belong to links, coordinates and dates.
 */
export function findNumbers(input: EntityInput, taken: readonly (readonly [number, number])[]): Entity[] {
  const { shadow } = input
  if (!/\d/u.test(shadow.text)) return []
  const found: Entity[] = []
  for (const sequence of sequencesOf(shadow.text, taken)) {
    let at = 0
    while (at < sequence.length) {
      const hit = phoneAt(input, sequence, at) ?? reportAt(input, sequence, at)
      if (hit === null) at++
      else {
        found.push(hit.entity)
        at = hit.next
      }
    }
  }
  return found
}

interface Hit {
  readonly entity: Entity
  readonly next: number
}

/** Runs of digits that only blanks, dashes, dots or brackets divide, e.g. `050 482 0173`. */
function sequencesOf(text: string, taken: readonly (readonly [number, number])[]): Run[][] {
  const sequences: Run[][] = []
  let last: Run | undefined
  for (const match of text.matchAll(/\d+/gu)) {
    const start = match.index
    const end = start + match[0].length
    if (taken.some(([from, to]) => start < to && end > from)) {
      last = undefined
      continue
    }
    const before = text.charAt(start - 1)
    const run: Run = {
      digits: match[0],
      start,
      end,
      plus: before === '+' || (text.charAt(end) === '+' && match[0].startsWith('966')),
    }
    const joined =
      last !== undefined && !run.plus && /^(?:[ .\-_/()]|\) ?|-? ?)?[ .\-_/()]?$/u.test(text.slice(last.end, start))
    if (joined) sequences.at(-1)?.push(run)
    // A number glued to a Latin word (`ref482017365x`) may be anything; to an Arabic one it is a missing blank.
    else sequences.push([run])
    last = run
  }
  return sequences
}

function phoneAt(input: EntityInput, runs: readonly Run[], at: number): Hit | null {
  const first = runs[at]
  if (first === undefined) return null
  const prefixed =
    first.plus ||
    /^(?:00|966|05|01|9200|800)/u.test(first.digits) ||
    (/^5\d{0,8}$/u.test(first.digits) && !saysReport(input, first.start))
  if (!prefixed) return null
  let digits = ''
  let best: Hit | null = null
  for (let last = at; last < runs.length && digits.length < 15; last++) {
    const run = runs[last]
    if (run === undefined) break
    digits += run.digits
    if (digits.length < 9) continue
    const value = phoneOf(digits, first.plus)
    if (value === null) continue
    const place = written(
      input.shadow,
      first.plus && input.shadow.text.charAt(first.start - 1) === '+' ? first.start - 1 : first.start,
      run.end,
    )
    best = { entity: { type: 'phone', value, ...place }, next: last + 1 }
    if (/^(?:\+9665\d{8})$/u.test(value)) break
  }
  return best
}

/** E.164, or null where it is no phone number. */
function phoneOf(digits: string, plus: boolean): string | null {
  if (digits.length > 15) return null
  const spelled = plus
    ? `+${digits}`
    : digits.startsWith('00')
      ? `+${digits.slice(2)}`
      : /^966\d{8,9}$/u.test(digits)
        ? `+${digits}`
        : digits
  const saudi = spelled.startsWith('+966')
    ? spelled.slice(4).replace(/^0/u, '')
    : spelled.startsWith('+')
      ? null
      : spelled.replace(/^0/u, '')
  if (saudi !== null) {
    if (/^5\d{8}$/u.test(saudi)) return `+966${saudi}`
    if (!spelled.startsWith('+') && !/^(?:01[1-7]\d{7}|9200\d{5}|800\d{7})$/u.test(spelled)) return null
  }
  const parsed = parsePhoneNumberFromString(saudi !== null ? `+966${saudi}` : spelled)
  return parsed?.isValid() === true ? parsed.number : null
}

/** One run of nine digits, or several runs that make nine together and leave none over. */
function reportAt(input: EntityInput, runs: readonly Run[], at: number): Hit | null {
  const first = runs[at]
  if (first === undefined || first.plus) return null
  if (first.digits.length === 9) {
    return (
      asLandline(input, first, at) ?? {
        entity: reportEntity(input, first.digits, first.start, first.end),
        next: at + 1,
      }
    )
  }
  let digits = ''
  for (let last = at; last < runs.length; last++) {
    const run = runs[last]
    if (run === undefined) break
    digits += run.digits
    if (digits.length > 9) return null
    if (digits.length < 9) continue
    const whole = at === 0 && last === runs.length - 1
    if (!whole && !isReportNumber(digits)) return null
    // "12 2024 300" may be anything: groups need the right check digit, or a word that says so.
    if (!isReportNumber(digits) && !saysReport(input, first.start) && !expectsReport(input) && last - at > 3)
      return null
    return { entity: reportEntity(input, digits, first.start, run.end), next: last + 1 }
  }
  return null
}

/** `138xxxxxx` after "call me at" is a landline without its zero. */
function asLandline(input: EntityInput, run: Run, at: number): Hit | null {
  if (isReportNumber(run.digits) || !/^1[1-7]/u.test(run.digits) || !saysPhone(input, run.start)) return null
  const value = phoneOf(`0${run.digits}`, false)
  if (value === null) return null
  return { entity: { type: 'phone', value, ...written(input.shadow, run.start, run.end) }, next: at + 1 }
}

function reportEntity(input: EntityInput, digits: string, start: number, end: number): Entity {
  return { type: 'report_number', value: digits, valid: isReportNumber(digits), ...written(input.shadow, start, end) }
}

function expectsReport(input: EntityInput): boolean {
  return /report|^number$/u.test(input.expecting ?? '')
}

function saysReport(input: EntityInput, start: number): boolean {
  if (expectsReport(input)) return true
  const before = input.shadow.text.slice(Math.max(0, start - 30), start)
  return (
    /بلاغ|البلاغ|الشكوى|شكوى|الطلب|طلبي|تذكر|report|complaint|ticket|reference|balagh|blagh|case/u.test(before) &&
    !saysPhone(input, start)
  )
}

function saysPhone(input: EntityInput, start: number): boolean {
  if (/phone|mobile|contact/u.test(input.expecting ?? '')) return true
  const before = input.shadow.text.slice(Math.max(0, start - 25), start)
  return /جوال|هاتف|تلفون|موبايل|اتصل|كلمني|واتس|تواصل|رقمي|phone|mobile|call|whatsapp|contact|tel\b|jawal|cell/u.test(
    before,
  )
}
