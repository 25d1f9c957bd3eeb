/** What a platform's answer told of a budget: so many of `limit` are left until `reset` (epoch ms). */
export interface BudgetReading {
  readonly limit: number
  readonly remaining: number
  readonly reset: number
}

/** A budget that holds until the platform's headers say otherwise. */
export interface BudgetRule {
  /** Stable name, unique over all channels, e.g. `twitter.dm.15m`. */
  readonly name: string
  readonly limit: number
  readonly windowMs: number
}

/** A place in all the budgets a send needs, or the time (epoch ms) at which to ask again. */
export type BudgetGrant = { readonly granted: true } | { readonly granted: false; readonly retryAt: number }

/** Budgets shared by everything that sends, across processes; kept by the bot, fed with headers by the adapters. */
export interface RateBudgets {
  /** Takes one place in each of `rules` at once; news leaves a reserve to answers. */
  take(rules: readonly BudgetRule[], purpose: 'answer' | 'news'): Promise<BudgetGrant>
  /** Tells what headers said; from then on they hold. */
  observe(rule: BudgetRule, reading: BudgetReading): void
  /** The grant led to no call after all: gives the places back. */
  giveBack(rules: readonly BudgetRule[]): void
}
