import { expect } from 'chai'
import type { BudgetRule, RateBudgets } from '../../adapters/rate-budget.js'
import { createSharedRateBudgets } from '../../bots/shared-rate-budgets.js'
import { FakeClock } from '../support/fake-clock.js'
import { RecordingLog } from '../support/recorders.js'
import { openTestStore, type TestStore } from '../support/test-store.js'

const minute = 60_000
const rule: BudgetRule = { name: 'x.15m', limit: 15, windowMs: 15 * minute }
const daily: BudgetRule = { name: 'x.day', limit: 1440, windowMs: 24 * 60 * minute }

/** A platform that counts calls per window, and answers as X does: 429 without taking it when the window is used up. */
class Platform {
  calls = 0
  refused = 0
  #left: number
  reset: number
  readonly clock: FakeClock
  readonly limit: number
  readonly windowMs: number
  constructor(clock: FakeClock, limit: number, windowMs: number) {
    this.clock = clock
    this.limit = limit
    this.windowMs = windowMs
    this.#left = limit
    this.reset = clock.now() + windowMs
  }
  /** One call; gives what the headers say. */
  call(): { limit: number; remaining: number; reset: number } {
    if (this.clock.now() >= this.reset) {
      this.reset = this.clock.now() + this.windowMs
      this.#left = this.limit
    }
    if (this.#left > 0) {
      this.#left -= 1
      this.calls += 1
    } else this.refused += 1
    return { limit: this.limit, remaining: this.#left, reset: this.reset }
  }
}

describe('shared rate budgets', () => {
  let store: TestStore
  let clock: FakeClock
  before(async () => {
    store = await openTestStore()
  })
  beforeEach(async () => {
    await store.clear()
    await store.connection.collection('rate_budgets').deleteMany({})
    clock = new FakeClock(() => store.quiet())
  })
  after(() => store.close())

  const open = () => createSharedRateBudgets(store.connection, clock, new RecordingLog())
  const take = (budgets: RateBudgets, purpose: 'answer' | 'news' = 'answer', rules = [rule]) =>
    budgets.take(rules, purpose)
  /** Takes and calls until `ms` have gone by; a refusal is waited out. Gives the times of the calls. */
  const spend = async (budgets: RateBudgets, platform: Platform, ms: number, hears = true) => {
    const times: number[] = []
    for (const end = clock.now() + ms; clock.now() < end; ) {
      const grant = await take(budgets)
      if (grant.granted) {
        times.push(clock.now())
        const reading = platform.call()
        if (hears) budgets.observe(rule, reading)
      } else await clock.advance(Math.max(1, Math.min(grant.retryAt, end) - clock.now()))
    }
    return times
  }

  it('hold to the documented limit while the platform tells nothing', async () => {
    const platform = new Platform(clock, 1000, 15 * minute)
    const times = await spend(open(), platform, 15 * minute, false)
    expect(times.length).to.be.at.most(15).and.at.least(10)
  })

  it('let one call at a time find out what the platform gives', async () => {
    const budgets = open()
    const grants = await Promise.all([1, 2, 3].map(() => take(budgets)))
    expect(grants.map(({ granted }) => granted)).to.deep.equal([true, false, false])
    budgets.observe(rule, { limit: 15, remaining: 14, reset: clock.now() + 15 * minute })
    expect((await Promise.all([1, 2, 3].map(() => take(budgets)))).every(({ granted }) => granted)).to.equal(true)
  })

  it('let the next one find out when the first never came back, and at once when it was given back', async () => {
    const budgets = open()
    expect(await take(budgets)).to.deep.equal({ granted: true })
    expect((await take(budgets)).granted).to.equal(false)
    await clock.advance(5001)
    expect((await take(budgets)).granted).to.equal(true)
    budgets.giveBack([rule])
    expect((await take(budgets)).granted).to.equal(true)
  })

  for (const [limit, windowMs] of [
    [6, 15 * minute],
    [6, 20_000],
    [60, 15 * minute],
    [1, minute],
  ] as const) {
    it(`never make the platform refuse at ${limit} per ${windowMs / 1000} s, and use up what it gives`, async () => {
      const platform = new Platform(clock, limit, windowMs)
      await spend(open(), platform, 3 * windowMs)
      expect(platform.refused).to.equal(0)
      expect(platform.calls).to.be.at.least(3 * limit - 1)
    })
  }

  it('never overspend with many asking at once, across the end of a window too', async () => {
    const budgets = open()
    const platform = new Platform(clock, 6, minute)
    budgets.observe(rule, platform.call())
    for (let round = 0; round < 130; round++) {
      const grants = await Promise.all(Array.from({ length: 8 }, () => take(budgets)))
      const granted = grants.filter((grant) => grant.granted)
      // The calls are under way together; their answers are heard afterwards.
      for (const reading of granted.map(() => platform.call())) budgets.observe(rule, reading)
      await clock.advance(1000)
    }
    expect(platform.refused).to.equal(0)
    expect(platform.calls).to.equal(18)
  })

  it('tell the time at which to ask again: the end of the window', async () => {
    const budgets = open()
    const reset = clock.now() + 5 * minute
    budgets.observe(rule, { limit: 15, remaining: 0, reset })
    const grant = await take(budgets)
    expect(grant).to.have.property('granted', false)
    if (!grant.granted) expect(grant.retryAt).to.be.within(reset, reset + 1000)
    await clock.advance(5 * minute + 1000)
    expect((await take(budgets)).granted).to.equal(true)
  })

  it('believe a reading that says that nothing is left (429), though they counted otherwise', async () => {
    const budgets = open()
    budgets.observe(rule, { limit: 15, remaining: 10, reset: clock.now() + 15 * minute })
    expect((await take(budgets)).granted).to.equal(true)
    budgets.observe(rule, { limit: 15, remaining: 0, reset: clock.now() + 15 * minute })
    expect((await take(budgets)).granted).to.equal(false)
  })

  it('do not let an answer that was long under way raise the count', async () => {
    const budgets = open()
    const reset = clock.now() + 15 * minute
    budgets.observe(rule, { limit: 15, remaining: 3, reset })
    budgets.observe(rule, { limit: 15, remaining: 9, reset })
    for (let n = 0; n < 3; n++) expect((await take(budgets)).granted).to.equal(true)
    expect((await take(budgets)).granted).to.equal(false)
  })

  it('ignore a reading of a window that is over', async () => {
    const budgets = open()
    budgets.observe(rule, { limit: 15, remaining: 0, reset: clock.now() - 1 })
    expect((await take(budgets)).granted).to.equal(true)
  })

  it('leave a reserve to answers', async () => {
    const budgets = open()
    budgets.observe(rule, { limit: 16, remaining: 16, reset: clock.now() + 15 * minute })
    let news = 0
    while ((await take(budgets, 'news')).granted) news += 1
    expect(news).to.equal(12)
    for (let n = 0; n < 4; n++) expect((await take(budgets, 'answer')).granted).to.equal(true)
    expect((await take(budgets, 'answer')).granted).to.equal(false)
  })

  it('give back the first budget when the second has nothing left', async () => {
    const budgets = open()
    const reset = clock.now() + 15 * minute
    budgets.observe(rule, { limit: 15, remaining: 2, reset })
    budgets.observe(daily, { limit: 1440, remaining: 0, reset })
    for (let n = 0; n < 5; n++) expect((await take(budgets, 'answer', [rule, daily])).granted).to.equal(false)
    expect((await take(budgets)).granted).to.equal(true)
    expect((await take(budgets)).granted).to.equal(true)
    expect((await take(budgets)).granted).to.equal(false)
  })

  it('are shared by processes, which together never make the platform refuse', async () => {
    const processes = [open(), open()]
    const platform = new Platform(clock, 6, minute)
    for (let round = 0; round < 130; round++) {
      const grants = await Promise.all(processes.flatMap((budgets) => [take(budgets), take(budgets), take(budgets)]))
      const heard = grants.map((grant, index) => (grant.granted ? { index, reading: platform.call() } : null))
      for (const entry of heard) if (entry) processes[Math.floor(entry.index / 3)]?.observe(rule, entry.reading)
      await clock.advance(1000)
    }
    expect(platform.refused).to.equal(0)
    expect(platform.calls).to.equal(18)
  })

  it('are known to a process that starts later', async () => {
    const first = open()
    first.observe(rule, { limit: 15, remaining: 0, reset: clock.now() + minute })
    await take(first)
    await store.quiet()
    expect((await take(open())).granted).to.equal(false)
  })

  it('use up a large budget exactly, by several processes', async () => {
    const large: BudgetRule = { name: 'x.large', limit: 500, windowMs: minute }
    const processes = [open(), open()]
    for (const budgets of processes) budgets.observe(large, { limit: 500, remaining: 500, reset: clock.now() + minute })
    await store.quiet()
    let granted = 0
    for (let round = 0; round < 40; round++) {
      const grants = await Promise.all(
        processes.flatMap((budgets) => Array.from({ length: 8 }, () => take(budgets, 'answer', [large]))),
      )
      granted += grants.filter((grant) => grant.granted).length
    }
    expect(granted).to.equal(500)
  })

  it('is not closed for an hour by a clock that was an hour ahead and has been set back', async () => {
    const ahead = new FakeClock(() => store.quiet(), clock.now() + 3_600_000)
    const before = createSharedRateBudgets(store.connection, ahead, new RecordingLog())
    for (let n = 0; n < rule.limit; n++) {
      await before.take([rule], 'answer')
      await ahead.advance(6000)
    }
    expect((await take(open())).granted).to.equal(true)
  })
})
