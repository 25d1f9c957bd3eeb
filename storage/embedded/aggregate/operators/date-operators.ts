import { Int32, Long, ObjectId } from 'bson'
import { CommandError } from '../../command-error.js'
import { isDocument } from '../../values/document.js'
import { toNumber } from '../../values/numbers.js'
import { typeOf } from '../../values/type-of.js'
import { formatDate } from './format-date.js'
import { isNullish, type Operator, type OperatorTable, withFields } from './operator.js'
import { momentOf, type ZonedTime, zonedTime, zoneOf } from './zoned-time.js'

const day = 86_400_000

/** Operators on dates; `timezone` is an Olson name or an offset. */
export const dateOperators: OperatorTable = {
  $year: part('$year', (time) => time.year),
  $month: part('$month', (time) => time.month),
  $dayOfMonth: part('$dayOfMonth', (time) => time.day),
  $hour: part('$hour', (time) => time.hour),
  $minute: part('$minute', (time) => time.minute),
  $second: part('$second', (time) => time.second),
  $millisecond: part('$millisecond', (time) => time.millisecond),
  $dayOfWeek: part('$dayOfWeek', (time) => new Date(localDay(time)).getUTCDay() + 1),
  $dayOfYear: part('$dayOfYear', (time) => (localDay(time) - Date.UTC(time.year, 0, 1)) / day + 1),
  $isoDayOfWeek: part('$isoDayOfWeek', (time) => new Date(localDay(time)).getUTCDay() || 7),
  $dateToString: withFields(
    '$dateToString',
    { required: ['date'], optional: ['format', 'timezone', 'onNull'] },
    (argument) => {
      const [date, timezone, format] = [argument('date'), argument('timezone'), argument('format')]
      if (isNullish(date)) return argument('onNull') ?? null
      if (timezone === null || format === null) return null
      const pattern = format ?? (timezone === undefined ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L')
      if (typeof pattern !== 'string') throw new CommandError(18533, "$dateToString requires that 'format' be a string")
      return formatDate(momentFrom(date), pattern, zoneOf(timezone))
    },
  ),
  $dateTrunc: withFields(
    '$dateTrunc',
    { required: ['date', 'unit'], optional: ['binSize', 'timezone', 'startOfWeek'] },
    (argument) => {
      const [date, unit, timezone] = [argument('date'), argument('unit'), argument('timezone')]
      if (isNullish(date) || isNullish(unit) || timezone === null) return null
      const binSize = argument('binSize')
      if (binSize !== undefined && toNumber(binSize) !== 1)
        throw new CommandError(238, '$dateTrunc takes only a binSize of 1 in the embedded store')
      const zone = zoneOf(timezone)
      const time = zonedTime(momentFrom(date), zone)
      return new Date(momentOf(truncated(time, unit, argument('startOfWeek')), zone))
    },
  ),
  $dateAdd: shifting('$dateAdd', 1),
  $dateSubtract: shifting('$dateSubtract', -1),
  $dateDiff: withFields(
    '$dateDiff',
    { required: ['startDate', 'endDate', 'unit'], optional: ['timezone', 'startOfWeek'] },
    (argument) => {
      const [start, end, unit, timezone] = [
        argument('startDate'),
        argument('endDate'),
        argument('unit'),
        argument('timezone'),
      ]
      if (isNullish(start) || isNullish(end) || isNullish(unit) || timezone === null) return null
      const zone = zoneOf(timezone)
      const [from, to] = [zonedTime(momentFrom(start), zone), zonedTime(momentFrom(end), zone)]
      return Long.fromNumber(boundariesBetween(from, to, unit, argument('startOfWeek')))
    },
  ),
  $dateFromParts: withFields(
    '$dateFromParts',
    { required: ['year'], optional: ['month', 'day', 'hour', 'minute', 'second', 'millisecond', 'timezone'] },
    (argument) => {
      const names = ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond']
      const values = names.map((name, i) => argument(name) ?? new Int32(i === 1 || i === 2 ? 1 : 0))
      const [year = 1970, month = 1, ...rest] = values.map((value) => toNumber(value) ?? Number.NaN)
      const local = Date.UTC(year, month - 1, ...rest)
      if (Number.isNaN(local)) throw new CommandError(40515, '$dateFromParts needs integers')
      return new Date(momentOf(local, zoneOf(argument('timezone') ?? undefined)))
    },
  ),
}

function localDay(time: ZonedTime): number {
  return Date.UTC(time.year, time.month - 1, time.day)
}

function momentFrom(value: unknown): number {
  if (value instanceof Date) return value.getTime()
  if (value instanceof ObjectId) return value.getTimestamp().getTime()
  throw new CommandError(16006, `can't convert from BSON type ${typeOf(value)} to Date`)
}

function part(name: string, compute: (time: ZonedTime) => number): Operator {
  return (operand, compile) => {
    const only = Array.isArray(operand) && operand.length === 1 ? operand[0] : operand
    const named = isDocument(only) && 'date' in only ? only : { date: only }
    const unknownField = Object.keys(named).find((key) => key !== 'date' && key !== 'timezone')
    if (unknownField !== undefined) throw new CommandError(40535, `unrecognized option to ${name}: "${unknownField}"`)
    const date = compile(named.date)
    const timezone = 'timezone' in named ? compile(named.timezone) : undefined
    return (scope) => {
      const [value, zone] = [date(scope), timezone?.(scope)]
      if (isNullish(value) || zone === null) return null
      return new Int32(compute(zonedTime(momentFrom(value), zoneOf(zone))))
    }
  }
}

const weekDays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** How many days a week's first day lies back. */
function daysIntoWeek(local: number, startOfWeek: unknown): number {
  const name = startOfWeek === undefined ? 'sunday' : String(startOfWeek).toLowerCase()
  const first = weekDays.findIndex((each) => each === name || each.slice(0, 3) === name)
  if (first < 0) throw new CommandError(5439015, 'unknown day of week value')
  return (new Date(local).getUTCDay() - first + 7) % 7
}

function truncated(time: ZonedTime, unit: unknown, startOfWeek: unknown): number {
  const start = localDay(time)
  switch (unit) {
    case 'year':
      return Date.UTC(time.year, 0)
    case 'quarter':
      return Date.UTC(time.year, time.month - 1 - ((time.month - 1) % 3))
    case 'month':
      return Date.UTC(time.year, time.month - 1)
    case 'week':
      return start - daysIntoWeek(start, startOfWeek) * day
    case 'day':
      return start
    case 'hour':
      return start + time.hour * 3_600_000
    case 'minute':
      return start + time.hour * 3_600_000 + time.minute * 60_000
    case 'second':
      return start + time.hour * 3_600_000 + time.minute * 60_000 + time.second * 1000
    case 'millisecond':
      return start + time.hour * 3_600_000 + time.minute * 60_000 + time.second * 1000 + time.millisecond
    default:
      throw new CommandError(9, `unknown time unit value: ${String(unit)}`)
  }
}

const fixedUnits: Readonly<Record<string, number>> = {
  week: 7 * day,
  day,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
}
const unitMonths: Readonly<Record<string, number>> = { year: 12, quarter: 3, month: 1 }

function boundariesBetween(from: ZonedTime, to: ZonedTime, unit: unknown, startOfWeek: unknown): number {
  const months = unitMonths[String(unit)]
  if (months !== undefined) {
    const index = (time: ZonedTime) => Math.floor((time.year * 12 + time.month - 1) / months)
    return index(to) - index(from)
  }
  const length = fixedUnits[String(unit)] ?? Number.NaN
  return Math.round((truncated(to, unit, startOfWeek) - truncated(from, unit, startOfWeek)) / length)
}

function shifting(name: string, direction: 1 | -1): Operator {
  return withFields(name, { required: ['startDate', 'unit', 'amount'], optional: ['timezone'] }, (argument) => {
    const [date, unit, amount, timezone] = [
      argument('startDate'),
      argument('unit'),
      argument('amount'),
      argument('timezone'),
    ]
    if (isNullish(date) || isNullish(unit) || isNullish(amount) || timezone === null) return null
    const count = (toNumber(amount) ?? Number.NaN) * direction
    if (!Number.isInteger(count)) throw new CommandError(5166405, `${name} expects integer amount of time units`)
    const moment = momentFrom(date)
    const fixed = fixedUnits[String(unit)]
    const zone = zoneOf(timezone)
    if (fixed !== undefined && unit !== 'day' && unit !== 'week') return new Date(moment + fixed * count)
    const local = moment + zone.offsetAt(moment)
    if (fixed !== undefined) return new Date(momentOf(local + fixed * count, zone))
    const months = unitMonths[String(unit)]
    if (months === undefined) throw new CommandError(9, `unknown time unit value: ${String(unit)}`)
    return new Date(momentOf(addMonths(local, months * count), zone))
  })
}

/** Adds months, a day that the target month lacks becoming its last. */
function addMonths(local: number, months: number): number {
  const date = new Date(local)
  const target = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1))
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
  const timeOfDay = ((local % day) + day) % day
  return target.getTime() + (Math.min(date.getUTCDate(), lastDay) - 1) * day + timeOfDay
}
