import { expect } from 'chai'
import type { SendResult } from '../../adapters/outbound.js'
import { inboxPauseMs } from '../../bots/ownership.js'
import { deafMs, echoGraceMs, outageMs } from '../../bots/reconcile.js'
import { buildEcho, buildNotice, messageOf } from '../support/build-event.js'
import { deferred } from '../support/scripted-adapter.js'
import { BotWorld, type Process } from './bot-world.js'

const sent = (messageId: string): SendResult => ({ outcome: 'sent', messageId })
const unknown: SendResult = { outcome: 'unknown', reason: 'timeout' }

describe('outbox', () => {
  let world: BotWorld
  let bot: Process
  beforeEach(async () => {
    world = await BotWorld.open()
    bot = await world.start()
  })
  afterEach(() => world.close())

  /** The results of the next sends, in order; the last one again for all that follow. */
  const script = (...results: SendResult[]): void => {
    let next = 0
    world.adapter.onSend = () => results[Math.min(next++, results.length - 1)] ?? unknown
  }
  const ask = (text = 'q', at = world.clock.now()) => bot.accept(messageOf('1', text, { at }))
  const echo = (messageId: string, more: Partial<Parameters<typeof buildEcho>[0]> = {}) =>
    bot.accept(buildEcho({ conversationId: 'messenger:1', messageId, at: world.clock.now(), ...more }))
  const lines = async () => {
    await bot.close()
    return world.store.models.messages.find({ author: 'bot' }).sort({ at: 1, _id: 1 }).lean()
  }

  describe('sent', () => {
    it('is remembered with the platform’s id, and answered is told', async () => {
      script(sent('mid-1'))
      await ask()
      await world.untilSent(1)
      await world.clock.advance(2000)
      expect(await world.conversation('messenger:1')).to.deep.include({ outbox: [], pending: 0 })
      expect(bot.observer.count('sendSettled messenger sent')).to.equal(1)
      expect(bot.observer.told.filter((line) => line.startsWith('answered'))).to.have.length(1)
      expect(await lines()).to.have.nested.property('[0].messageId', 'mid-1')
    })
  })

  describe('later', () => {
    it('is tried again after 1, 2, 4 ... seconds, never more than 30 apart', async () => {
      const times: number[] = []
      const begin = world.clock.now()
      world.adapter.onSend = () => {
        times.push(world.clock.now() - begin)
        return { outcome: 'later', reason: 'busy' }
      }
      await ask()
      await world.clock.advance(130_000)
      const gaps = times.slice(1).map((time, index) => Math.round((time - (times[index] ?? 0)) / 1000))
      expect(gaps.slice(0, 8)).to.deep.equal([1, 2, 4, 8, 16, 30, 30, 30])
    })

    it('is not tried before the time the platform named, and then at once', async () => {
      const at = world.clock.now() + 600_000
      script({ outcome: 'later', reason: 'rate', retryAt: at }, sent('m'))
      await ask()
      await world.clock.advance(599_000)
      expect(world.adapter.sends).to.have.length(1)
      await world.clock.advance(1_100)
      expect(world.adapter.sends).to.have.length(2)
    })

    it('keeps what follows in the same conversation behind it, in order, and lets others go', async () => {
      const at = world.clock.now() + 20_000
      world.adapter.onSend = ({ message, number }) =>
        message.target.personId === '1' && world.clock.now() < at
          ? { outcome: 'later', reason: 'slow', retryAt: at }
          : sent(`m${number}`)
      await bot.accept(messageOf('1', 'a'), messageOf('1', 'twice'), messageOf('2', 'c'))
      await world.clock.advance(10_000)
      expect(world.adapter.textsTo('2')).to.deep.equal(['1: c'])
      expect(world.adapter.textsTo('1')).to.deep.equal(['1: a'])
      await world.clock.advance(15_000)
      expect(world.adapter.textsTo('1')).to.deep.equal(['1: a', '1: a', '2: twice', '2: again'])
    })

    it('holds back the whole channel when the platform means the channel', async () => {
      const at = world.clock.now() + 20_000
      script({ outcome: 'later', reason: 'budget', retryAt: at, scope: 'channel' }, sent('a'), sent('b'))
      await ask()
      await world.untilSent(1)
      await bot.accept(messageOf('2', 'other'))
      await world.clock.advance(19_000)
      expect(world.adapter.sends).to.have.length(1)
      await world.clock.advance(2_000)
      expect(world.adapter.texts.slice(1)).to.have.members(['1: q', '1: other'])
      expect(bot.system.gate.brokenBy('messenger')).to.equal(null)
    })

    it('is kept over a restart', async () => {
      const at = world.clock.now() + 60_000
      script({ outcome: 'later', reason: 'rate', retryAt: at }, sent('m'))
      await ask()
      await world.clock.advance(2000)
      bot.kill()
      await world.start()
      await world.clock.advance(55_000)
      expect(world.adapter.sends).to.have.length(1)
      await world.clock.advance(10_000)
      expect(world.adapter.texts).to.deep.equal(['1: q', '1: q'])
    })
  })

  describe('refused', () => {
    it('is not tried again, and lets the next one go', async () => {
      script({ outcome: 'refused', reason: 'blocked' }, sent('m'))
      await bot.accept(messageOf('1', 'a'), messageOf('1', 'b'))
      await world.clock.advance(120_000)
      expect(world.adapter.texts).to.deep.equal(['1: a', '2: b'])
      const [first, second] = await lines()
      expect(first).to.deep.include({ state: 'refused', reason: 'blocked', text: '1: a' })
      expect(second).to.deep.include({ state: 'sent', text: '2: b' })
    })
  })

  describe('unknown', () => {
    it('is settled by the echo with its key, without a second try', async () => {
      script(unknown)
      await ask()
      await world.untilSent(1)
      await echo('mid-1', { key: world.adapter.sends[0]?.key ?? '' })
      await world.clock.advance(120_000)
      expect(world.adapter.sends).to.have.length(1)
      expect(world.adapter.historyAsked).to.deep.equal([])
      expect(await lines()).to.have.nested.property('[0].messageId', 'mid-1')
    })

    it('is settled by the echo with its text, however the platform writes blanks', async () => {
      script(unknown)
      await ask('two  words')
      await world.untilSent(1)
      await echo('mid-1', { text: ' 1: two words\u200f' })
      await world.clock.advance(120_000)
      expect(world.adapter.sends).to.have.length(1)
      expect((await world.conversation('messenger:1'))?.owner).to.deep.equal({ kind: 'bot' })
    })

    it('asks the history after waiting for the echo, and takes its word that it was sent', async () => {
      script(unknown)
      world.adapter.onHistory = () => [{ messageId: 'mid-9', text: '1: q' }]
      await ask()
      await world.clock.advance(echoGraceMs - 100)
      expect(world.adapter.historyAsked).to.deep.equal([])
      await world.clock.advance(120_000)
      expect(world.adapter.sends).to.have.length(1)
      expect(bot.observer.count('sendSettled messenger reconciled')).to.equal(1)
      expect(await lines()).to.have.nested.property('[0].messageId', 'mid-9')
    })

    it('is sent again when the history says that it was not sent', async () => {
      script(unknown, sent('m'))
      world.adapter.onHistory = () => [{ messageId: 'older', text: 'something else' }]
      await ask()
      await world.clock.advance(10_000)
      expect(world.adapter.texts).to.deep.equal(['1: q', '1: q'])
    })

    it('waits while the history cannot tell, and asks again', async () => {
      script(unknown, sent('m'))
      let asked = 0
      world.adapter.onHistory = () => (++asked < 4 ? null : [{ messageId: 'mid', text: '1: q' }])
      await ask()
      await world.clock.advance(40_000)
      expect(asked).to.equal(4)
      expect(world.adapter.sends).to.have.length(1)
    })

    it('is sent again within a minute where there is no echo and the history cannot be read at all', async () => {
      script(unknown, sent('m'))
      world.adapter.onHistory = () => ({ records: [], reach: 'not-ever' })
      await ask()
      await world.clock.advance(deafMs - 100)
      expect(world.adapter.sends).to.have.length(1)
      await world.clock.advance(1000)
      expect(world.adapter.sends).to.have.length(2)
    })

    it('is not sent again while the history cannot be read now, which is asked seldomer and seldomer, for two minutes', async () => {
      script(unknown, sent('m'))
      const begin = world.clock.now()
      const asked: number[] = []
      world.adapter.onHistory = () => {
        asked.push(Math.round((world.clock.now() - begin) / 1000))
        return null
      }
      await ask()
      await world.clock.advance(outageMs - 100)
      expect(world.adapter.sends).to.have.length(1)
      const gaps = asked.slice(1).map((at, index) => at - (asked[index] ?? 0))
      expect(gaps.slice(0, 4)).to.deep.equal([5, 8, 16, 32])
      await world.clock.advance(1000)
      expect(world.adapter.texts).to.deep.equal(['1: q', '1: q'])
    })

    it('asks the history no sooner than the platform allows, and sends again soon once it says that nothing was sent', async () => {
      script(unknown, sent('m'))
      const at = world.clock.now() + 90_000
      const asked: number[] = []
      world.adapter.onHistory = () => {
        asked.push(world.clock.now())
        const now = world.clock.now() < at
        return now ? { records: [], reach: 'not-now', retryAt: at } : { records: [], reach: 'whole' }
      }
      await ask()
      await world.clock.advance(89_000)
      expect([asked.length, world.adapter.sends.length]).to.deep.equal([1, 1])
      await world.clock.advance(2000)
      expect([asked.length, world.adapter.sends.length]).to.deep.equal([2, 2])
    })

    it('does not wait for an hour because the clock was an hour ahead and has been set back', async () => {
      await bot.close()
      let ahead = 3_600_000
      bot = await world.start({ clock: { now: () => world.clock.now() + ahead } })
      script(unknown, sent('m'))
      world.adapter.onHistory = () => []
      await ask()
      await world.untilSent(1)
      ahead = 0
      await world.clock.advance(15_000)
      expect(world.adapter.texts).to.deep.equal(['1: q', '1: q'])
    })

    it('is settled by what a history shows that could not be read to its end', async () => {
      script(unknown)
      world.adapter.onHistory = () => ({ records: [{ messageId: 'mid', text: '1: q' }], reach: 'not-now' })
      await ask()
      await world.clock.advance(60_000)
      expect(world.adapter.sends).to.have.length(1)
      expect(bot.observer.count('sendSettled messenger reconciled')).to.equal(1)
    })

    it('does not take an older message with the same text for this one', async () => {
      script(sent('old'), unknown, sent('new'))
      world.adapter.onHistory = () => [{ messageId: 'old', text: '1: q' }]
      await ask()
      await world.untilSent(1)
      await world.clock.advance(2000)
      await bot.close()
      // The same words again, as the first answer of a conversation that has forgotten its dialog.
      await world.store.models.conversations.updateOne({ _id: 'messenger:1' }, { $set: { dialog: null } })
      bot = await world.start()
      await ask()
      await world.clock.advance(10_000)
      expect(world.adapter.texts).to.deep.equal(['1: q', '1: q', '1: q'])
    })

    it('keeps what follows behind it', async () => {
      script(unknown, sent('b'))
      world.adapter.onHistory = () => [{ messageId: 'a', text: '1: a' }]
      await bot.accept(messageOf('1', 'a'), messageOf('1', 'b'))
      await world.clock.advance(echoGraceMs - 100)
      expect(world.adapter.texts).to.deep.equal(['1: a'])
      await world.clock.advance(2000)
      expect(world.adapter.texts).to.deep.equal(['1: a', '2: b'])
    })

    it('of a public reply, which has no history, is tried again', async () => {
      script(unknown, sent('m'))
      await bot.accept({
        channel: 'messenger',
        kind: 'mention',
        eventId: 'post',
        conversationId: 'messenger-public:1',
        at: world.clock.now(),
        from: { id: '1' },
        postId: '7',
        text: 'hello',
      })
      await world.clock.advance(10_000)
      expect(world.adapter.sends).to.have.length(2)
      expect(world.adapter.historyAsked).to.deep.equal([])
    })
  })

  describe('broken', () => {
    const broken: SendResult = { outcome: 'broken', reason: 'token', hint: 'Make a new token.' }

    it('keeps everything, holds the channel, tells what is wrong, and tries again within a minute', async () => {
      script(broken, sent('a'), sent('b'))
      await ask()
      await world.untilSent(1)
      await bot.accept(messageOf('2', 'other'))
      await world.clock.advance(30_000)
      expect(world.adapter.sends).to.have.length(1)
      expect(bot.system.gate.brokenBy('messenger')).to.deep.include({ reason: 'token', hint: 'Make a new token.' })
      await world.clock.advance(29_000)
      expect(world.adapter.texts.slice(1)).to.have.members(['1: q', '1: other'])
      expect(bot.system.gate.brokenBy('messenger')).to.equal(null)
    })
  })

  describe('broken for a time the platform names', () => {
    it('holds the channel until then, and not only for the usual pause', async () => {
      const retryAt = world.clock.now() + 30 * 60_000
      script({ outcome: 'broken', reason: 'restricted', hint: 'See Page Quality.', retryAt }, sent('a'), sent('b'))
      await ask()
      await world.untilSent(1)
      await bot.accept(messageOf('2', 'other'))
      await world.clock.advance(29 * 60_000)
      expect(world.adapter.sends).to.have.length(1)
      await world.clock.advance(2 * 60_000)
      expect(world.adapter.texts.slice(1)).to.have.members(['1: q', '1: other'])
    })
  })

  describe('a send under way', () => {
    it('whose echo is there is not waited for: the next goes out at once, and the call is ended when it lingers', async () => {
      let aborted = false
      world.adapter.onSend = ({ signal, number }) => {
        if (number > 0) return sent('b')
        return new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            aborted = true
            resolve({ outcome: 'unknown', reason: 'aborted' })
          })
        })
      }
      await bot.accept(messageOf('1', 'a'), messageOf('1', 'b'))
      await world.untilSent(1)
      await echo('mid-a', { text: '1: a' })
      await world.clock.advance(500)
      expect(world.adapter.texts).to.deep.equal(['1: a', '2: b'])
      expect(aborted).to.equal(false)
      await world.clock.advance(60_000)
      expect(aborted).to.equal(true)
      expect(world.adapter.sends).to.have.length(2)
    })

    it('whose answer comes after its echo is settled once', async () => {
      const answer = deferred<SendResult>()
      world.adapter.onSend = () => answer.promise
      await ask()
      await world.untilSent(1)
      await echo('mid-a', { text: '1: q' })
      await world.clock.advance(100)
      answer.resolve(sent('mid-a'))
      await world.clock.advance(2000)
      expect(bot.observer.count('sendSettled messenger sent')).to.equal(1)
      expect((await world.conversation('messenger:1'))?.sent).to.have.length(1)
    })

    it('is in the store, under way, before the platform hears of it', async () => {
      const found: unknown[] = []
      world.adapter.onSend = async ({ message, number }) => {
        const stored = await world.conversation('messenger:1')
        found.push(stored?.outbox.find(({ key }) => key === message.key)?.state)
        await echo(`mid-${number}`, { text: message.text })
        return number % 2 === 0 ? sent(`mid-${number}`) : { outcome: 'later', reason: 'busy' }
      }
      for (const text of ['a', 'twice', 'b', 'c']) await ask(text)
      await world.clock.advance(30_000)
      expect(found.length).to.be.at.least(5)
      expect(found.every((state) => state === 'sending')).to.equal(true)
    })

    it('of a process that dies is reconciled by the next one, not doubled', async () => {
      world.adapter.onSend = () => new Promise(() => undefined)
      await ask()
      await world.untilSent(1)
      bot.kill()
      world.adapter.onSend = ({ number }) => sent(`again-${number}`)
      world.adapter.onHistory = () => [{ messageId: 'mid', text: '1: q' }]
      const next = await world.start()
      // At once: the platform has had its time while nobody was there.
      await world.clock.advance(100)
      expect((await world.conversation('messenger:1'))?.pending).to.equal(0)
      await world.clock.advance(60_000)
      expect(world.adapter.sends).to.have.length(1)
      expect(next.observer.count('sendSettled messenger reconciled')).to.equal(1)
    })

    it('of a process that dies before the platform took it is sent by the next one', async () => {
      world.adapter.onSend = () => new Promise(() => undefined)
      await ask()
      await world.untilSent(1)
      bot.kill()
      world.adapter.onSend = () => sent('m')
      world.adapter.onHistory = () => []
      await world.start()
      await world.clock.advance(echoGraceMs - 100)
      expect(world.adapter.sends).to.have.length(1)
      await world.clock.advance(60_000)
      expect(world.adapter.texts).to.deep.equal(['1: q', '1: q'])
      expect(world.adapter.historyAsked).to.have.length(2)
    })
  })

  describe('an echo', () => {
    it('that comes late of an older message with the same text is known as ours', async () => {
      script(sent('first'), unknown)
      await ask()
      await world.untilSent(1)
      await world.clock.advance(2000)
      await bot.close()
      await world.store.models.conversations.updateOne({ _id: 'messenger:1' }, { $set: { dialog: null } })
      bot = await world.start()
      await ask()
      await world.untilSent(2)
      await echo('first', { text: '1: q' })
      await world.clock.advance(500)
      // It neither settles the second one nor silences the bot.
      expect(await world.conversation('messenger:1')).to.deep.include({ owner: { kind: 'bot' }, pending: 1 })
    })

    it('of a person silences the bot, withdraws what waits, and the bot comes back after the pause', async () => {
      script({ outcome: 'later', reason: 'busy', retryAt: world.clock.now() + 10_000 }, sent('m'))
      await ask('a')
      await world.untilSent(1)
      await echo('foreign-1', { own: false, text: 'I take over' })
      await ask('b')
      await world.clock.advance(20_000)
      expect(world.adapter.texts).to.deep.equal(['1: a'])
      expect(bot.observer.count('sendSettled messenger withdrawn')).to.equal(1)
      await world.clock.advance(inboxPauseMs)
      await ask('c')
      await world.untilSent(2)
      expect(world.adapter.texts).to.deep.equal(['1: a', '2: c'])
      expect(await lines()).to.have.nested.property('[0].state', 'withdrawn')
    })

    it('of a person long ago silences nobody', async () => {
      await echo('foreign-1', { own: false, text: 'hello', at: world.clock.now() - inboxPauseMs - 1 })
      await ask()
      await world.untilSent(1)
    })
  })

  it('is silenced and woken by the platform’s word that a person took the thread and gave it back', async () => {
    const pause = (bots: 'pause' | 'resume') =>
      bot.accept(buildNotice({ conversationId: 'messenger:1', bot: bots, at: world.clock.now() }))
    await pause('pause')
    await ask('a')
    await world.clock.advance(5000)
    expect(world.adapter.texts).to.deep.equal([])
    await pause('resume')
    await ask('b')
    await world.untilSent(1)
    expect(world.adapter.texts).to.deep.equal(['1: b'])
  })

  it('sends nothing whose window has closed by the moment of sending', async () => {
    const day = 24 * 3600_000
    world.adapter.onWindow = (_message, lastInboundAt, now) =>
      now - lastInboundAt < day ? { open: true } : { open: false, reason: 'window' }
    script({ outcome: 'later', reason: 'busy', retryAt: world.clock.now() + 60_000 }, sent('m'))
    await ask('q', world.clock.now() - day + 30_000)
    await world.clock.advance(120_000)
    expect(world.adapter.sends).to.have.length(1)
    expect(await lines()).to.have.nested.property('[0].reason', 'window')
  })

  it('says one last thing to who opts out, and answers again when they write again', async () => {
    await ask('stop')
    await world.untilSent(1)
    await world.clock.advance(2000)
    expect(await world.conversation('messenger:1')).to.deep.include({ optedOut: true })
    await ask('back')
    await world.untilSent(2)
    await world.clock.advance(2000)
    expect(world.adapter.texts).to.deep.equal(['1: stop', '2: back'])
    expect(await world.conversation('messenger:1')).to.deep.include({ optedOut: false })
  })

  it('sends no news to who has opted out', async () => {
    await ask('stop')
    await world.untilSent(1)
    await world.clock.advance(2000)
    await bot.close()
    const message = {
      channel: 'messenger',
      key: 'news',
      target: { type: 'private', personId: '1' },
      purpose: 'news',
      text: 'news',
    }
    const entry = { key: 'news', message, createdAt: world.clock.now(), state: 'queued', attempts: 0, notBefore: 0 }
    await world.store.models.conversations.updateOne({ _id: 'messenger:1' }, { $set: { outbox: [entry], pending: 1 } })
    bot = await world.start()
    await world.clock.advance(5000)
    expect(world.adapter.texts).to.deep.equal(['1: stop'])
    expect(bot.observer.count('sendSettled messenger withdrawn')).to.equal(1)
  })

  it('takes a send that fails unforeseen for one whose outcome is unknown', async () => {
    world.adapter.onSend = () => {
      throw new Error('a defect after the message was taken')
    }
    world.adapter.onHistory = () => [{ messageId: 'mid', text: '1: q' }]
    await ask()
    await world.clock.advance(60_000)
    expect(world.adapter.sends).to.have.length(1)
    expect(bot.observer.count('sendSettled messenger reconciled')).to.equal(1)
  })

  it('goes on when the history or anything else of the channel fails unforeseen', async () => {
    script(unknown, sent('m'))
    let asked = 0
    world.adapter.onHistory = () => {
      if (asked++ === 0) throw new Error('a defect')
      return []
    }
    await ask()
    await world.clock.advance(15_000)
    expect(world.adapter.sends).to.have.length(2)
  })
})
