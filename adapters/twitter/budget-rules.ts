import type { IncomingHttpHeaders } from 'node:http'
import type { BudgetReading, BudgetRule, RateBudgets } from '../rate-budget.js'

const quarterHour = 15 * 60_000
const day = 24 * 3_600_000

/** The budgets of one kind of call: that of X's 15-minute window and that of 24 hours. */
export interface BudgetRules {
  readonly window: BudgetRule
  readonly day: BudgetRule
}

/** Direct messages: 15 in 15 minutes and 1,440 a day for the whole account. Document: X API, "Rate limits". */
export const directMessageBudget: BudgetRules = {
  window: { name: 'twitter.dm.15m', limit: 15, windowMs: quarterHour },
  day: { name: 'twitter.dm.24h', limit: 1440, windowMs: day },
}

/** Posts: 100 in 15 minutes a user and 10,000 a day an app. Document: X API, "Rate limits". */
export const postBudget: BudgetRules = {
  window: { name: 'twitter.post.15m', limit: 100, windowMs: quarterHour },
  day: { name: 'twitter.post.24h', limit: 10_000, windowMs: day },
}

/** Reading one conversation's direct messages: 15 in 15 minutes for the whole account. Document: X API, "Rate limits". */
export const directMessageReadBudget: BudgetRule = { name: 'twitter.dm-read.15m', limit: 15, windowMs: quarterHour }

/** The rules as `RateBudgets` takes them. */
export const listRules = ({ window, day }: BudgetRules): readonly BudgetRule[] => [window, day]

/** What the headers of an answer say of X's budgets. */
export interface BudgetReadings {
  readonly window?: BudgetReading
  /** Of the app's and the user's 24 hours the one with less left. */
  readonly day?: BudgetReading
}

/**
 * Reads `x-rate-limit-*`, `x-app-limit-24hour-*` and `x-user-limit-24hour-*` (resets in epoch seconds). Straight from the headers: the
 * client library passes over the 24 hours when the 15-minute headers are absent.
 */
export function readBudgets(headers: IncomingHttpHeaders): BudgetReadings {
  const window = readReading(headers, 'x-rate-limit')
  const days = [readReading(headers, 'x-app-limit-24hour'), readReading(headers, 'x-user-limit-24hour')]
  const scarcest = days.filter((reading) => reading !== undefined).sort((a, b) => a.remaining - b.remaining)[0]
  return { ...(window ? { window } : {}), ...(scarcest ? { day: scarcest } : {}) }
}

/** Hands what the headers say to the shared budgets. */
export function observeBudgets(budgets: RateBudgets, rules: BudgetRules, headers: IncomingHttpHeaders): void {
  const { window, day } = readBudgets(headers)
  if (window) budgets.observe(rules.window, window)
  if (day) budgets.observe(rules.day, day)
}

/** When X takes a call again after a 429, in epoch ms: when the last of the empty budgets is full again. */
export function retryTime(headers: IncomingHttpHeaders, now: number): number {
  const readings = readBudgets(headers)
  const all = [readings.window, readings.day].filter((reading) => reading !== undefined)
  const empty = all.filter(({ remaining }) => remaining <= 0)
  const resets = (empty.length > 0 ? empty : readings.window ? [readings.window] : []).map(({ reset }) => reset)
  const named = resets.length > 0 ? Math.max(...resets) : now + secondsOf(headers['retry-after'], 60) * 1000
  return Math.max(named, now + 1000)
}

function readReading(headers: IncomingHttpHeaders, prefix: string): BudgetReading | undefined {
  const limit = secondsOf(headers[`${prefix}-limit`], -1)
  const remaining = secondsOf(headers[`${prefix}-remaining`], -1)
  const reset = secondsOf(headers[`${prefix}-reset`], -1)
  return limit < 0 || remaining < 0 || reset < 0 ? undefined : { limit, remaining, reset: reset * 1000 }
}

/** A header that is a whole number; anything else is `otherwise`. */
function secondsOf(value: string | string[] | undefined, otherwise: number): number {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : otherwise
}
