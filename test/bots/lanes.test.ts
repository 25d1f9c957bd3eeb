import { expect } from 'chai'
import type { MessageEvent } from '../../adapters/inbound-event.js'
import { leaseMs } from '../../bots/lease.js'
import { buildMention, buildReceipt, eventTime, messageOf, storedEvent } from '../support/build-event.js'
import { buildUnderstanding, countingEngine, plainUnderstander } from '../support/counting-dialog.js'
import { deferred, ScriptedAdapter } from '../support/scripted-adapter.js'
import { BotWorld } from './bot-world.js'

describe('lanes', () => {
  let world: BotWorld
  beforeEach(async () => {
    world = await BotWorld.open()
  })
  afterEach(() => world.close())

  it('answer each message of a conversation by itself, in order, also when all come at once', async () => {
    const bot = await world.start()
    const events = Array.from({ length: 12 }, (_, index) => messageOf('1', `m${index + 1}`))
    await bot.accept(...events)
    await world.untilSent(12)
    expect(world.adapter.texts).to.deep.equal(events.map((_, index) => `${index + 1}: m${index + 1}`))
    await world.booksWritten(12)
    expect(await world.undone()).to.deep.equal([])
  })

  it('take no second turn of a conversation before the first has ended, but others side by side', async () => {
    const gate = deferred<void>()
    const began: string[] = []
    const understander = {
      understand: async (text: string) => {
        began.push(text)
        if (text === 'slow') await gate.promise
        return buildUnderstanding()
      },
    }
    const bot = await world.start({ understander })
    await bot.accept(messageOf('1', 'slow'), messageOf('1', 'next'), messageOf('2', 'other'))
    await world.untilSent(1)
    expect(began).to.deep.equal(['slow', 'other'])
    expect(world.adapter.texts).to.deep.equal(['1: other'])
    gate.resolve()
    await world.untilSent(3)
    expect(world.adapter.textsTo('1')).to.deep.equal(['1: slow', '2: next'])
  })

  it('answer an event once, however often and from wherever it is delivered', async () => {
    const bot = await world.start()
    const event = messageOf('1', 'once')
    await bot.accept(event, event)
    await world.untilSent(1)
    await bot.accept(event)
    await world.clock.advance(10_000)
    expect(world.adapter.texts).to.deep.equal(['1: once'])
    expect(bot.observer.count('eventStored messenger message')).to.equal(1)
    expect(bot.observer.count('eventRepeated messenger message')).to.equal(2)
  })

  it('take up in order what a run that died has left, before what comes new', async () => {
    const first = await world.start()
    first.kill()
    const left = [1, 2, 3].map((n) => messageOf('1', `left${n}`))
    await world.store.models.inboundEvents.insertMany(
      left.map((event, index) => storedEvent(event, (world.clock.now() - 3) * 4096 + index)).reverse(),
    )
    const second = await world.start()
    await second.accept(messageOf('1', 'new'))
    await world.untilSent(4)
    expect(world.adapter.texts).to.deep.equal(['1: left1', '2: left2', '3: left3', '4: new'])
  })

  it('take up an event whose signal was missed while they run', async () => {
    await world.start()
    const event = messageOf('1', 'missed')
    await world.store.models.inboundEvents.insertMany([storedEvent(event, world.clock.now() * 4096)])
    await world.untilSent(1)
    expect(world.adapter.texts).to.deep.equal(['1: missed'])
  })

  it('lose none when an earlier event turns up during the turn of a later one', async () => {
    const gate = deferred<void>()
    const understander = {
      understand: async (text: string) => {
        if (text === 'later') await gate.promise
        return buildUnderstanding()
      },
    }
    const bot = await world.start({ understander })
    await bot.accept(messageOf('1', 'later'))
    await world.clock.advance(0)
    // Stored by another process, and found by this one while the turn is under way.
    await world.store.models.inboundEvents.insertMany([
      storedEvent(messageOf('1', 'earlier'), (world.clock.now() - 5000) * 4096),
    ])
    await world.clock.advance(2500)
    gate.resolve()
    await world.clock.advance(500)
    expect(world.adapter.texts).to.deep.equal(['1: later', '2: earlier'])
  })

  it('run a failed turn again, and after three tries say so and put it aside, so that the conversation goes on', async () => {
    const bot = await world.start()
    await bot.accept(messageOf('1', 'fail'), messageOf('1', 'after'))
    await world.untilSent(1)
    expect(world.adapter.texts).to.deep.equal(['fault ar', '1: after'])
    expect(bot.observer.count('turnFailed messenger turn.given-up')).to.equal(1)
    await world.booksWritten(2)
    const failed = await world.store.models.inboundEvents.find({ failed: { $exists: true } }).lean()
    expect(failed.map(({ failed: code }) => code)).to.deep.equal(['turn.given-up'])
  })

  it('put a turn aside that asks for more than a turn may do', async () => {
    const bot = await world.start()
    await bot.accept(messageOf('1', 'circle'), messageOf('1', 'after'))
    await world.untilSent(2)
    expect(world.adapter.texts).to.deep.equal(['fault ar', '1: after'])
  })

  it('do not put an event aside because the store is away during its turn', async () => {
    const models = world.store.models
    const away = new Error('Operation `reports.find()` buffering timed out after 10000ms')
    away.name = 'MongooseError'
    let failures = 6
    const understander = {
      understand: async () => {
        if (failures-- > 0) throw away
        return buildUnderstanding()
      },
    }
    const bot = await world.start({ understander, models })
    await bot.accept(messageOf('1', 'patience'))
    await world.untilSent(1)
    expect(world.adapter.texts).to.deep.equal(['1: patience'])
    expect(bot.observer.count('turnFailed messenger turn.given-up')).to.equal(0)
  })

  it('answer a public post once, with the way to the private thread', async () => {
    const bot = await world.start()
    const mention = buildMention()
    await bot.accept(mention, mention)
    await world.untilSent(1)
    await world.clock.advance(5000)
    expect(world.adapter.sends).to.have.length(1)
    expect(world.adapter.sends[0]).to.deep.include({
      text: 'en https://example.org/private',
      target: { type: 'public-reply', personId: '4001', postId: mention.postId },
    })
  })

  it('answer no public post on a channel without private links', async () => {
    world.adapter.link = null
    const bot = await world.start()
    await bot.accept(buildMention())
    await world.clock.advance(5000)
    await world.booksWritten(1)
    expect(world.adapter.sends).to.deep.equal([])
  })

  it('stay silent and close nothing when a turn says nothing', async () => {
    const bot = await world.start()
    await bot.accept(messageOf('1', 'quiet'), messageOf('1', 'loud'))
    await world.untilSent(1)
    expect(world.adapter.texts).to.deep.equal(['2: loud'])
  })

  it('never commit half a turn, also when showing that the bot types takes its time', async () => {
    const first = await world.start()
    await first.accept(messageOf('1', 'one'))
    await world.untilSent(1)
    await world.clock.advance(800)
    const dead = new ScriptedAdapter()
    world.adapter.indicateTyping = () => new Promise<void>(() => undefined)
    await first.accept(messageOf('1', 'two'))
    // The late save of the first answer falls due while the platform still keeps the typing call.
    await world.clock.advance(350)
    first.kill()
    world.adapter.onSend = () => new Promise(() => undefined)
    const second = await world.start({ adapters: [dead] })
    await world.clock.advance(20_000)
    expect(dead.texts).to.deep.equal(['2: two'])
    await second.close()
  })

  it('drop a conversation without anything to do and take it up again where it was', async () => {
    const bot = await world.start()
    await bot.accept(messageOf('1', 'one'))
    await world.untilSent(1)
    expect(bot.system.lanes.size).to.equal(1)
    await world.booksWritten(1)
    await world.clock.advance(10_000)
    expect(bot.system.lanes.size).to.equal(0)
    expect((await world.conversation('messenger:1'))?.lease).to.equal(null)
    await bot.accept(messageOf('1', 'two'))
    await world.untilSent(2)
    expect(world.adapter.texts).to.deep.equal(['1: one', '2: two'])
  })

  it('remember what the transcript lacks after a crash between the commit and the books', async () => {
    const event = messageOf('1', 'kept')
    const first = await world.start()
    await first.accept(event)
    await world.untilSent(1)
    await first.close()
    await world.store.models.messages.deleteMany({ author: 'resident' })
    await world.store.models.inboundEvents.updateMany({}, { $set: { done: false } })
    const second = await world.start()
    await world.clock.advance(10)
    await second.close()
    const lines = await world.store.models.messages.find({}).lean()
    expect(lines.map(({ author }) => author).sort()).to.deep.equal(['bot', 'resident'])
    expect(world.adapter.sends).to.have.length(1)
  })

  describe('of two processes on one store', () => {
    const start = () => world.start({ alone: false })

    it('never hold a conversation both, and the holder finds what the other took in', async () => {
      const one = await start()
      const other = await start()
      await one.accept(messageOf('1', 'a'))
      await world.untilSent(1)
      await other.accept(messageOf('1', 'b'))
      await world.untilSent(2)
      await world.clock.advance(5000)
      expect(world.adapter.texts).to.deep.equal(['1: a', '2: b'])
      expect(one.observer.count('turnDone messenger')).to.equal(2)
      expect(other.observer.count('turnDone messenger')).to.equal(0)
    })

    it('give each event of a crowd one answer, in the order of each conversation', async () => {
      const processes = [await start(), await start()]
      const people = ['1', '2', '3', '4', '5']
      for (let n = 1; n <= 6; n++) {
        await Promise.all(people.map((person, index) => processes[(index + n) % 2]?.accept(messageOf(person, `m${n}`))))
        await world.clock.advance(2000)
      }
      await world.untilSent(30)
      await world.clock.advance(10_000)
      for (const person of people)
        expect(world.adapter.textsTo(person)).to.deep.equal([1, 2, 3, 4, 5, 6].map((n) => `${n}: m${n}`))
    })

    it('leave to the books what is for the books, also what another process stored before', async () => {
      const one = await start()
      await one.accept(messageOf('1', 'a'))
      await world.untilSent(1)
      await world.booksWritten(1)
      const order = world.clock.now() * 4096
      const read = buildReceipt({ conversationId: 'messenger:1', state: 'read', upTo: world.clock.now() + 60_000 })
      await world.store.models.inboundEvents.insertMany([storedEvent(read, order)])
      await world.clock.advance(10)
      await one.accept(messageOf('1', 'b'))
      await world.untilSent(2)
      await world.clock.advance(5000)
      await world.booksWritten(3)
      const lines = await world.store.models.messages.find({ author: 'bot' }).sort({ at: 1 }).lean()
      expect(lines[0]?.state).to.equal('read')
    })

    it('take over from one that died, once its lease has ended, and not before', async () => {
      const one = await start()
      await one.accept(messageOf('1', 'a'))
      await world.untilSent(1)
      one.kill()
      const other = await start()
      await other.accept(messageOf('1', 'b'))
      await world.clock.advance(leaseMs - 5000)
      expect(world.adapter.texts).to.deep.equal(['1: a'])
      await world.clock.advance(10_000)
      expect(world.adapter.texts).to.deep.equal(['1: a', '2: b'])
    })

    it('keep a conversation with something to do longer than a lease', async () => {
      const gate = deferred<void>()
      const understander = {
        understand: async (text: string) => {
          if (text === 'long') await gate.promise
          return buildUnderstanding()
        },
      }
      const one = await world.start({ alone: false, understander })
      await one.accept(messageOf('1', 'long'))
      const other = await start()
      await world.clock.advance(3 * leaseMs)
      await other.accept(messageOf('1', 'next'))
      await world.clock.advance(2000)
      gate.resolve()
      await world.untilSent(2)
      expect(world.adapter.texts).to.deep.equal(['1: long', '2: next'])
      expect(other.observer.count('turnDone messenger')).to.equal(0)
    })

    it('let one that slept through its lease neither commit nor send', async () => {
      const gate = deferred<void>()
      const understander = {
        understand: async () => {
          await gate.promise
          return buildUnderstanding()
        },
      }
      const sleeper = new ScriptedAdapter()
      const one = await world.start({ alone: false, understander, adapters: [sleeper] })
      await one.accept(messageOf('1', 'a'))
      await world.clock.advance(100)
      one.timers.kill()
      await world.clock.advance(leaseMs + 100)
      await start()
      await world.untilSent(1)
      gate.resolve()
      await world.clock.advance(5000)
      expect(sleeper.texts).to.deep.equal([])
      expect(world.adapter.texts).to.deep.equal(['1: a'])
      expect(one.observer.count('turnDone messenger')).to.equal(0)
      expect((await world.conversation('messenger:1'))?.dialog).to.deep.include({ count: 1 })
    })

    it('let one that slept between the write and the send not send any more', async () => {
      const sleeper = new ScriptedAdapter()
      sleeper.onSend = () => ({ outcome: 'later', reason: 'busy', retryAt: world.clock.now() + 2000 })
      // Its clock stands still for as long as the process sleeps, and is right again when it wakes.
      let slept = 0
      const one = await world.start({
        alone: false,
        adapters: [sleeper],
        clock: { now: () => world.clock.now() + slept },
      })
      await one.accept(messageOf('1', 'a'))
      await world.clock.advance(1000)
      sleeper.onSend = () => ({ outcome: 'sent', messageId: 'too late' })
      // The next save is answered; before the process goes on it sleeps through its lease, and another takes over.
      const client = world.store.connection.getClient()
      const sleep = ({ commandName }: { readonly commandName: string }) => {
        if (commandName !== 'update' || slept > 0) return
        slept = leaseMs + 1000
        const lease = { owner: 'another', until: world.clock.now() + slept + leaseMs }
        void world.store.models.conversations
          .updateOne({ _id: 'messenger:1' }, { $set: { lease }, $inc: { rev: 1 } })
          .exec()
      }
      client.on('commandSucceeded', sleep)
      await world.clock.advance(1100)
      client.off('commandSucceeded', sleep)
      expect(slept).to.be.greaterThan(0)
      expect(sleeper.sends).to.have.length(1)
      one.kill()
    })

    it('let one that slept over a waiting message not send it any more', async () => {
      const sleeper = new ScriptedAdapter()
      sleeper.onSend = () => ({ outcome: 'later', reason: 'busy', retryAt: world.clock.now() + 30_000 })
      const one = await world.start({ alone: false, adapters: [sleeper] })
      await one.accept(messageOf('1', 'a'))
      await world.clock.advance(100)
      expect(sleeper.sends).to.have.length(1)
      // Its lease is ended from outside; its own timers go on.
      await world.store.models.conversations.updateOne(
        { _id: 'messenger:1' },
        { $set: { lease: { owner: 'x', until: 0 } }, $inc: { rev: 1 } },
      )
      sleeper.onSend = () => ({ outcome: 'sent', messageId: 'twice' })
      await start()
      await world.untilSent(1)
      await world.clock.advance(60_000)
      expect(sleeper.sends).to.have.length(1)
      expect(world.adapter.texts).to.deep.equal(['1: a'])
    })
  })

  it('give what the dialog asks for: choices, reports, a person, a note', async () => {
    const bot = await world.start()
    const tap: MessageEvent = messageOf('1', '', { choice: 'yes', sticker: true })
    await bot.accept(
      messageOf('1', 'ask'),
      tap,
      messageOf('1', 'human'),
      messageOf('1', 'note'),
      messageOf('1', 'twice'),
    )
    await world.untilSent(6)
    expect(world.adapter.texts).to.deep.equal([
      '1: ask',
      '2:  [yes] [sticker]',
      '3: human',
      '4: note',
      '5: twice',
      '5: again',
    ])
    expect(world.adapter.sends[0]?.choices).to.deep.equal([{ id: 'yes', title: 'Yes' }])
    expect(bot.observer.count('dialogNoted noted')).to.equal(1)
    await world.clock.advance(2000)
    expect(await world.conversation('messenger:1')).to.deep.include({ humanWish: { at: eventTime, reason: 'asked' } })
  })

  it('open a report once, also when the turn that opened it is run again, and show it to its owner alone', async () => {
    const bot = await world.start()
    await bot.accept(messageOf('1', 'report lamp'))
    await world.untilSent(1)
    const number = /\d{9}/.exec(world.adapter.texts[0] ?? '')?.[0] ?? ''
    await bot.accept(messageOf('1', `status ${number}`), messageOf('2', `status ${number}`), messageOf('2', 'status'))
    await world.untilSent(4)
    expect(world.adapter.textsTo('1').at(-1)).to.equal(`2: found ${number}`)
    expect(world.adapter.textsTo('2')).to.deep.equal(['1: found nothing', '2: found nothing'])
    // The turn dies after its effect and before its commit: the conversation is as it was, the report is there.
    await bot.close()
    await world.store.models.conversations.deleteMany({})
    await world.store.models.inboundEvents.updateMany(
      { _id: /./, 'event.text': 'report lamp' },
      { $set: { done: false } },
    )
    await world.start()
    await world.untilSent(5)
    expect(world.adapter.texts.at(-1)).to.equal(`1: opened ${number}`)
    expect(await world.store.models.reports.countDocuments()).to.equal(1)
  })

  it('run every turn through the middleware of its channel', async () => {
    const seen: string[] = []
    world.adapter.use({
      onTurn: async (context, next) => {
        seen.push(context.activity.text ?? '')
        await next()
      },
    })
    const bot = await world.start({ engine: countingEngine, understander: plainUnderstander })
    await bot.accept(messageOf('1', 'through'), buildMention())
    await world.untilSent(2)
    expect(seen).to.have.members(['through', 'hello @city'])
  })
})
