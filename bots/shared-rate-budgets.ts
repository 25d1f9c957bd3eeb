import type { Connection } from 'mongoose'
import type { BudgetGrant, BudgetReading, BudgetRule, RateBudgets } from '../adapters/rate-budget.js'
import type { Clock } from '../models/clock.js'
import { isDuplicateKey } from '../models/is-duplicate-key.js'
import type { Log } from '../models/log.js'

/** A budget as all processes share it. `told`: the platform's headers have spoken. */
interface BudgetRecord {
  readonly _id: string
  readonly limit: number
  readonly remaining: number
  readonly reset: number
  readonly told: boolean
}

interface Local {
  /** Places taken from the shared budget in advance, good until `reset`. */
  stock: number
  reset: number
  told: boolean
  /** While nothing is known of the budget: until when the one call that finds out may take, epoch ms. */
  probingUntil: number
  /** Readings that are being written down; who takes waits for them. */
  learning: Promise<void>
  lastReading: BudgetReading | null
}

/** Where plenty is left, this many places are taken at once. */
const stockSize = 25
const plenty = 400
/** News leaves this share of a budget to answers. */
const newsReserve = 0.25
const probeAgainMs = 200
const probeMs = 5000
/** Clocks differ: a window is taken as over only this long after its end, ms. */
const resetMarginMs = 300
/** A window cannot end later than it is long, but for clocks that differ, ms. */
const aheadMarginMs = 60_000

/** Budgets kept in the store, so that every process that sends spends from the same. */
export function createSharedRateBudgets(connection: Connection, clock: Clock, log: Log): RateBudgets {
  const collection = connection.collection<BudgetRecord>('rate_budgets')
  const locals = new Map<string, Local>()
  const localOf = ({ name }: BudgetRule): Local => {
    const found = locals.get(name) ?? {
      stock: 0,
      reset: 0,
      told: false,
      probingUntil: 0,
      learning: Promise.resolve(),
      lastReading: null,
    }
    locals.set(name, found)
    return found
  }

  const takeOne = async (rule: BudgetRule, purpose: 'answer' | 'news'): Promise<BudgetGrant> => {
    const local = localOf(rule)
    await local.learning
    const now = clock.now()
    if (local.reset <= now) local.stock = 0
    // Until the platform has told its budget, one call at a time finds out.
    if (!local.told) {
      if (local.probingUntil > now && local.probingUntil <= now + probeMs)
        return { granted: false, retryAt: now + probeAgainMs }
      local.probingUntil = now + probeMs
    }
    if (local.stock > 0) {
      local.stock -= 1
      return { granted: true }
    }
    const grant = await takeShared(rule, local, purpose, now)
    if (!grant.granted) local.probingUntil = 0
    return grant
  }

  const takeShared = async (
    rule: BudgetRule,
    local: Local,
    purpose: 'answer' | 'news',
    now: number,
  ): Promise<BudgetGrant> => {
    const record = (await collection.findOne({ _id: rule.name })) ?? (await begin(rule, now))
    // Our own word, by a clock that was ahead and has been set back; the platform's has the platform's time.
    const absurd = !record.told && record.reset > now + rule.windowMs + aheadMarginMs
    if (record.reset + resetMarginMs <= now || absurd) {
      await collection.updateOne(
        { _id: rule.name, reset: record.reset },
        { $set: { remaining: record.limit, reset: now + rule.windowMs } },
      )
      return takeShared(rule, local, purpose, now)
    }
    local.told = record.told
    const reserve = purpose === 'news' ? Math.ceil(record.limit * newsReserve) : 0
    const wanted = record.remaining > plenty ? stockSize : 1
    const taken = await collection.updateOne(
      { _id: rule.name, reset: record.reset, remaining: { $gte: wanted + reserve } },
      { $inc: { remaining: -wanted } },
    )
    if (taken.modifiedCount === 1) {
      local.stock += wanted - 1
      local.reset = record.reset
      return { granted: true }
    }
    const current = await collection.findOne({ _id: rule.name })
    const changed = current && (current.reset !== record.reset || current.remaining >= 1 + reserve)
    return changed ? takeShared(rule, local, purpose, now) : { granted: false, retryAt: record.reset + resetMarginMs }
  }

  const begin = async (rule: BudgetRule, now: number): Promise<BudgetRecord> => {
    const record: BudgetRecord = {
      _id: rule.name,
      limit: rule.limit,
      remaining: rule.limit,
      reset: now + rule.windowMs,
      told: false,
    }
    try {
      await collection.insertOne(record)
    } catch (error) {
      if (!isDuplicateKey(error)) throw error
    }
    return (await collection.findOne({ _id: rule.name })) ?? record
  }

  /** Headers hold from then on; within a window they only ever take away, since calls under way are not in them yet. */
  const learn = async (rule: BudgetRule, { limit, remaining, reset }: BudgetReading): Promise<void> => {
    const fresh = await collection.updateOne(
      { _id: rule.name, $or: [{ told: false }, { limit: { $ne: limit } }, { reset: { $lt: reset - 1000 } }] },
      { $set: { limit, remaining, reset, told: true } },
    )
    if (fresh.matchedCount > 0) return
    const kept = await collection.updateOne({ _id: rule.name }, { $min: { remaining, reset } })
    if (kept.matchedCount > 0) return
    await begin(rule, clock.now())
    await learn(rule, { limit, remaining, reset })
  }

  return {
    async take(rules, purpose) {
      const granted: BudgetRule[] = []
      for (const rule of rules) {
        const grant = await takeOne(rule, purpose)
        if (!grant.granted) {
          this.giveBack(granted)
          return grant
        }
        granted.push(rule)
      }
      return { granted: true }
    },
    observe(rule, reading) {
      if (reading.reset <= clock.now()) return
      const local = localOf(rule)
      const { lastReading } = local
      // The call that found out has ended, also for budgets that it was told nothing of.
      for (const each of locals.values()) each.probingUntil = 0
      local.told = true
      local.lastReading = reading
      // While plenty is left the count is kept well enough by what is taken.
      const same =
        lastReading && lastReading.limit === reading.limit && Math.abs(lastReading.reset - reading.reset) <= 1000
      if (same && reading.remaining > plenty) return
      if (reading.remaining <= plenty) local.stock = 0
      local.learning = local.learning
        .then(() => learn(rule, reading))
        .catch((error: unknown) => log.warn({ err: error, budget: rule.name }, 'a budget could not be written down'))
    },
    giveBack(rules) {
      for (const rule of rules) {
        const local = localOf(rule)
        local.stock += 1
        local.probingUntil = 0
      }
    },
  }
}
