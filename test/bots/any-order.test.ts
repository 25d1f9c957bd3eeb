import { config, expect } from 'chai'
import fc from 'fast-check'
import type { MessageEvent } from '../../adapters/inbound-event.js'
import { buildEcho, messageOf } from '../support/build-event.js'
import { openTestStore, type TestStore } from '../support/test-store.js'
import { BotWorld } from './bot-world.js'
import { MortalBot, type Platform, type SendFate } from './mortal-bot.js'

/** One thing that happens to the bot from outside. Numbers are taken modulo what there is. */
type Step =
  | { readonly type: 'message'; readonly person: number; readonly report: boolean; readonly at: number }
  | { readonly type: 'again'; readonly which: number; readonly at: number }
  | { readonly type: 'pass'; readonly ms: number }
  | { readonly type: 'die'; readonly which: number }

interface Plan {
  readonly steps: readonly Step[]
  /** What becomes of the first sends, one after the other; the platform takes all that follow. */
  readonly fates: readonly SendFate[]
  /** After how many ms the platform echoes a message that it took; null: never. */
  readonly echoes: readonly (number | null)[]
  /** Whether the history can tell, asked one time after the other. */
  readonly tells: readonly boolean[]
}

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('message' as const),
      person: fc.nat(2),
      report: fc.boolean(),
      at: fc.nat(1),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('again' as const), which: fc.nat(20), at: fc.nat(1) }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('pass' as const), ms: fc.constantFrom(0, 20, 150, 1100, 4000) }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('die' as const), which: fc.nat(1) }) },
)
const good: SendFate = { taken: true, told: 'truth', ms: 0 }
const fate: fc.Arbitrary<SendFate> = fc.record({
  taken: fc.boolean(),
  told: fc.constantFrom('truth', 'truth', 'truth', 'unknown'),
  ms: fc.constantFrom(0, 5, 40, 300),
})
const plan: fc.Arbitrary<Plan> = fc.record({
  steps: fc.array(step, { minLength: 3, maxLength: 25 }),
  fates: fc.array(fate, { maxLength: 20 }),
  echoes: fc.array(fc.constantFrom(null, 0, 10, 200, 2500), { minLength: 1, maxLength: 5 }),
  tells: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }).map((tells) => [...tells, true]),
})

/** Tells when so many ms have gone by: no further plan is begun then. One that is under way ends, since all share the store. */
const limitedTo = (ms: number) => {
  const end = performance.now() + ms
  return () => performance.now() > end
}

describe('any order of events, deliveries, outcomes and deaths', () => {
  const { truncateThreshold } = config
  let store: TestStore
  before(async () => {
    config.truncateThreshold = 0
    store = await openTestStore()
  })
  after(async () => {
    config.truncateThreshold = truncateThreshold
    await store.close()
  })

  /** The platform of a plan: deals out its echoes and silences one after the other, and from the beginning again. */
  const platformOf = ({ fates, echoes, tells }: Plan, world: BotWorld, bots: readonly MortalBot[]): Platform => {
    const outside = world.clock.timers()
    const deal = <T>(from: readonly T[], otherwise: T) => {
      let dealt = 0
      return () => from[dealt++ % from.length] ?? otherwise
    }
    const nextEcho = deal(echoes, null)
    const waiting = [...fates]
    return {
      taken: [],
      fateOf: () => waiting.shift() ?? good,
      canTell: deal(tells, true),
      took: ({ target: { personId }, text }, messageId) => {
        const after = nextEcho()
        const event = buildEcho({ conversationId: `messenger:${personId}`, messageId, text, at: world.clock.now() })
        if (after !== null) outside.after(after, () => void bots[0]?.accept(event))
      },
    }
  }

  /** Carries out a plan with `processes` bots at once; gives what each person wrote, in order of arrival, and what the platform took. */
  const carryOut = async (drawn: Plan, processes: number) => {
    await store.clear()
    const world = BotWorld.on(store)
    const bots: MortalBot[] = []
    const platform = platformOf(drawn, world, bots)
    const { taken } = platform
    const start = () => MortalBot.start(world, platform, processes === 1)
    while (bots.length < processes) bots.push(await start())
    const written = new Map<string, string[]>()
    const events: MessageEvent[] = []
    const write = (person: string, report: boolean): MessageEvent => {
      const text = `${report ? 'report' : 'words'} ${events.length}`
      // Of what comes to two processes within one millisecond nobody can say which was first.
      world.clock.tick(1)
      const event = messageOf(person, text, { at: world.clock.now() })
      events.push(event)
      written.set(person, [...(written.get(person) ?? []), text])
      return event
    }
    const actions: { [Type in Step['type']]: (step: Extract<Step, { type: Type }>) => Promise<unknown> | undefined } = {
      pass: ({ ms }) => world.clock.advance(ms),
      die: async ({ which }) => {
        bots[which % processes]?.die()
        await world.clock.advance(1)
        bots[which % processes] = await start()
      },
      again: ({ which, at }) => {
        const event = events[which % Math.max(1, events.length)]
        return event && bots[at % processes]?.accept(event)
      },
      message: ({ person, report, at }) => bots[at % processes]?.accept(write(String(person), report)),
    }
    const act = <Type extends Step['type']>(one: Extract<Step, { type: Type }>, type: Type) => actions[type](one)
    for (const one of drawn.steps) await act(one, one.type)
    const answered = () => taken.length >= events.length
    await world.clock
      .advanceUntil(answered, 'an answer to every message', 300_000, 500)
      .catch(async (cause: unknown) => {
        throw new Error(`some messages were never answered: ${await world.state()}`, { cause })
      })
    await world.clock.advance(20_000)
    for (const bot of bots) await bot.close()
    return { written, taken, reports: await store.models.reports.find({}).lean() }
  }

  const answersTo = (taken: Platform['taken'], person: string) =>
    taken.filter(({ personId }) => personId === person).map(({ text }) => text)
  /** What the counting dialog answers; report numbers aside. */
  const withoutNumber = (text: string) => text.replace(/opened \d{9}$/, 'report')
  const expectedOf = (texts: readonly string[]) =>
    texts.map((text, index) => `${index + 1}: ${text.startsWith('report') ? 'report' : text}`)

  it('gives each event one answer and one effect, in the order of its conversation', async () => {
    const timeIsUp = limitedTo(9000)
    await fc.assert(
      fc.asyncProperty(plan, async (drawn) => {
        if (timeIsUp()) return
        const { written, taken, reports } = await carryOut(drawn, 1)
        for (const [person, texts] of written)
          expect(answersTo(taken, person).map(withoutNumber)).to.deep.equal(expectedOf(texts))
        const asked = [...written.values()].flat().filter((text) => text.startsWith('report'))
        expect(reports.map(({ description }) => description).sort()).to.deep.equal([...asked].sort())
      }),
      { numRuns: 60, endOnFailure: true },
    )
  })

  it('does so too with two processes, whichever of them each event comes to', async () => {
    const timeIsUp = limitedTo(8000)
    await fc.assert(
      fc.asyncProperty(plan, async (drawn) => {
        if (timeIsUp()) return
        const { written, taken, reports } = await carryOut(drawn, 2)
        for (const [person, texts] of written)
          expect(answersTo(taken, person).map(withoutNumber)).to.deep.equal(expectedOf(texts))
        const asked = [...written.values()].flat().filter((text) => text.startsWith('report'))
        expect(reports.map(({ description }) => description).sort()).to.deep.equal([...asked].sort())
      }),
      { numRuns: 40, endOnFailure: true },
    )
  })
})
