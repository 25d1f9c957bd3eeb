import { expect } from 'chai'
import mongoose from 'mongoose'
import { z } from 'zod'
import type { InboundEvent } from '../../adapters/inbound-event.js'
import { conversationModel } from '../../models/conversation.js'
import { inboundEventModel } from '../../models/inbound-event.js'
import { buildEcho, buildMessage, buildNotice, buildReceipt, messageOf, storedEvent } from '../support/build-event.js'
import { buildUnderstanding } from '../support/counting-dialog.js'
import { deferred, ScriptedAdapter } from '../support/scripted-adapter.js'
import { openStoreProxy } from '../support/store-proxy.js'
import { BotWorld } from './bot-world.js'

const answer = z.object({
  cursor: z.object({ ns: z.string(), firstBatch: z.array(z.object({ event: z.unknown().optional() })) }),
})

/** Reads of the inbox while something runs: how many, and how many whole events came back. */
interface Reads {
  calls: number
  events: number
}

describe('recovery', () => {
  let world: BotWorld
  beforeEach(async () => {
    world = await BotWorld.open()
  })
  afterEach(() => world.close())

  const put = async (events: readonly InboundEvent[], secondsAgo = 10) => {
    const order = (world.clock.now() - secondsAgo * 1000) * 4096
    await world.store.models.inboundEvents.insertMany(events.map((event, index) => storedEvent(event, order + index)))
  }
  const onX = (person: string, text: string): InboundEvent =>
    buildMessage({ channel: 'twitter', conversationId: `twitter:${person}`, from: { id: person }, text })

  /** Counts what the store gives back of the inbox from now on. */
  const watch = (): Reads => {
    const reads: Reads = { calls: 0, events: 0 }
    const client = world.store.connection.getClient()
    client.on('commandSucceeded', ({ reply }) => {
      const { data } = answer.safeParse(reply)
      if (!data?.cursor.ns.endsWith('.inbound_events')) return
      reads.calls += 1
      reads.events += data.cursor.firstBatch.filter(({ event }) => event !== undefined).length
    })
    return reads
  }

  it('keeps the events of a channel that is not set up, says so once, and takes them up when it is back', async () => {
    await put([onX('9', 'a'), onX('9', 'b'), messageOf('1', 'c')])
    const without = await world.start()
    await world.untilSent(1)
    await world.clock.advance(30_000)
    expect(world.adapter.texts).to.deep.equal(['1: c'])
    expect(Object.fromEntries(without.system.withoutChannel)).to.deep.equal({ twitter: 2 })
    expect(without.observer.count('alarm twitter channel.not-set-up')).to.equal(1)
    expect(without.log.lines.filter(({ level }) => level === 'error')).to.have.length(1)
    await world.booksWritten(1)
    expect(await world.undone()).to.have.length(2)
    await without.close()
    const x = new ScriptedAdapter('twitter')
    const withX = await world.start({ adapters: [world.adapter, x] })
    await world.clock.advance(5000)
    expect(x.texts).to.deep.equal(['1: a', '2: b'])
    expect(withX.system.withoutChannel.size).to.equal(0)
  })

  it('keeps what came of an unknown shape for two weeks, and logs nothing of it', async () => {
    const bot = await world.start()
    await bot.accept(buildNotice({ raw: '{"strange":"words"}' }))
    await world.booksWritten(1)
    const [stored] = await world.store.models.inboundEvents.find({}).lean()
    expect(stored).to.have.nested.property('event.raw', '{"strange":"words"}')
    expect(stored?.expireAt).to.deep.equal(new Date(world.clock.now() + 14 * 24 * 3_600_000))
    expect(JSON.stringify(bot.log.lines)).not.to.include('words')
  })

  it('does not read them again, nor let them keep others waiting', async () => {
    await put(Array.from({ length: 1200 }, (_, n) => onX('9', `m${n}`)))
    await world.start()
    const reads = watch()
    await put([messageOf('1', 'missed')], 5)
    await world.untilSent(1)
    await world.booksWritten(1)
    expect(reads.events).to.be.greaterThan(0)
    const before = reads.events
    await world.clock.advance(60_000)
    expect(world.adapter.texts).to.deep.equal(['1: missed'])
    expect(reads.events).to.equal(before)
  })

  it('does not fetch again what waits in a lane here', async () => {
    const gate = deferred<void>()
    const understander = {
      understand: async () => {
        await gate.promise
        return buildUnderstanding()
      },
    }
    const bot = await world.start({ understander })
    await bot.accept(...Array.from({ length: 40 }, (_, n) => messageOf('1', `m${n + 1}`)))
    await world.clock.advance(3000)
    const reads = watch()
    await world.clock.advance(20_000)
    expect(reads.calls).to.be.greaterThan(0)
    expect(reads.events).to.equal(0)
    gate.resolve()
    await world.untilSent(40)
  })

  for (const unwritable of ['events', 'events and conversations'])
    it(`notes and tells an event once while ${unwritable} can be read and not written`, async () => {
      const { host, port, name } = world.store.connection
      const proxy = await openStoreProxy(`mongodb://${host}:${port}/${name}`)
      const connection = await mongoose.createConnection(proxy.uri, { autoIndex: false }).asPromise()
      const inboundEvents = inboundEventModel(connection)
      const conversations = unwritable === 'events' ? {} : { conversations: conversationModel(connection) }
      const bot = await world.start({ models: { ...world.store.models, inboundEvents, ...conversations } })
      await bot.accept(messageOf('4001', 'hello'))
      await world.untilSent(1)
      await world.booksWritten(1)
      await world.clock.advance(3000)
      let looks = 0
      let fetched = 0
      const full = { ok: 0, code: 14031, codeName: 'OutOfDiskSpace', errmsg: 'no space' }
      proxy.onAnswer((told) => {
        if ('n' in told) return full
        const { data } = answer.safeParse(told)
        if (data) looks += 1
        fetched += data?.cursor.firstBatch.filter(({ event }) => event !== undefined).length ?? 0
        return told
      })
      await put([buildNotice({ notice: 'policy', alarm: true }), buildReceipt(), buildEcho({ own: false })])
      await world.clock.advanceUntil(() => looks >= 8, 'eight looks')
      expect(await world.undone()).to.have.length(3)
      expect(fetched).to.equal(3)
      expect(bot.observer.count('alarm messenger policy')).to.equal(1)
      expect(bot.log.lines.filter(({ level }) => level === 'error')).to.have.length(1)
      proxy.onAnswer((told) => told)
      // What could not be written is tried again by the clock.
      while ((await world.undone()).length > 0) await world.clock.advance(1000)
      await bot.close()
      await connection.close()
      await proxy.close()
    })

  it('finds everything that was missed, however much it is, in the order of each conversation', async () => {
    await world.start()
    const people = Array.from({ length: 30 }, (_, n) => String(100 + n))
    await put(people.flatMap((person) => Array.from({ length: 40 }, (_, n) => messageOf(person, `m${n + 1}`))))
    await world.clock.advanceUntil(() => world.adapter.sends.length >= 1200, 'all answers', 120_000, 1000)
    for (const person of people)
      expect(world.adapter.textsTo(person)).to.deep.equal(Array.from({ length: 40 }, (_, n) => `${n + 1}: m${n + 1}`))
  })
})
