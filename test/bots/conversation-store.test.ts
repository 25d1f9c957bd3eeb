import { expect } from 'chai'
import { type Conversation, createConversationStore } from '../../bots/conversation-store.js'
import { HeldConversation } from '../../bots/held-conversation.js'
import { leaseMs } from '../../bots/lease.js'
import { TawasulError } from '../../models/tawasul-error.js'
import { FakeClock, settlePromises } from '../support/fake-clock.js'
import { RecordingLog } from '../support/recorders.js'
import { openTestStore, type TestStore } from '../support/test-store.js'

describe('conversation store', () => {
  let store: TestStore
  let clock: FakeClock
  before(async () => {
    store = await openTestStore()
  })
  beforeEach(async () => {
    await store.clear()
    clock = new FakeClock(() => store.quiet())
  })
  after(() => store.close())

  const processOf = (owner: string) => createConversationStore(store.models, clock, owner)
  const held = async (owner: string, id = 'messenger:1'): Promise<Conversation> => {
    const conversation = await processOf(owner).acquire(id, 'messenger', id.slice(10))
    if (!conversation) throw new Error('held elsewhere')
    return conversation
  }
  const stored = (id = 'messenger:1') => store.models.conversations.findById(id).lean<Conversation>()

  it('makes a conversation at the first hold and gives the same one afterwards', async () => {
    const first = await held('a')
    expect(first).to.deep.include({ _id: 'messenger:1', channel: 'messenger', personId: '1', outbox: [], done: [] })
    expect(first.owner).to.deep.equal({ kind: 'bot' })
    expect(await processOf('a').commit({ ...first, language: 'ur' })).to.equal(true)
    expect((await held('a')).language).to.equal('ur')
  })

  it('lets one process hold it until the lease has ended', async () => {
    await held('a')
    expect(await processOf('b').acquire('messenger:1', 'messenger', '1')).to.equal(null)
    await clock.advance(leaseMs)
    expect(await processOf('b').acquire('messenger:1', 'messenger', '1')).to.equal(null)
    await clock.advance(1)
    expect(await processOf('b').acquire('messenger:1', 'messenger', '1')).to.not.equal(null)
    expect(await processOf('a').acquire('messenger:1', 'messenger', '1')).to.equal(null)
  })

  it('gives a new conversation to one of many that ask in the same instant', async () => {
    const asked = await Promise.all(
      Array.from({ length: 8 }, (_, index) => processOf(`p${index}`).acquire('messenger:1', 'messenger', '1')),
    )
    expect(asked.filter((conversation) => conversation !== null)).to.have.length(1)
  })

  it('gives it to the next when the lease is given back, and only the holder can give it back', async () => {
    const mine = await held('a')
    await processOf('b').release([mine])
    expect(await processOf('b').acquire('messenger:1', 'messenger', '1')).to.equal(null)
    await processOf('a').release([mine])
    expect(await processOf('b').acquire('messenger:1', 'messenger', '1')).to.not.equal(null)
  })

  it('does not end a lease that was taken anew when an earlier release arrives late', async () => {
    const earlier = await held('a')
    await held('a')
    await processOf('a').release([earlier])
    expect(await processOf('b').acquire('messenger:1', 'messenger', '1')).to.equal(null)
  })

  it('is not locked for an hour by a process whose clock was an hour ahead', async () => {
    const ahead = new FakeClock(() => store.quiet(), clock.now() + 3_600_000)
    await createConversationStore(store.models, ahead, 'ahead').acquire('messenger:1', 'messenger', '1')
    expect([...(await processOf('b').heldElsewhere(['messenger:1']))]).to.deep.equal([])
    expect(await processOf('b').acquire('messenger:1', 'messenger', '1')).to.not.equal(null)
  })

  it('keeps a renewed lease, and renews no lease of another', async () => {
    await held('a')
    await clock.advance(leaseMs - 1000)
    await processOf('b').renew(['messenger:1'])
    await processOf('a').renew(['messenger:1'])
    await clock.advance(leaseMs - 1000)
    expect([...(await processOf('b').heldElsewhere(['messenger:1', 'messenger:2']))]).to.deep.equal(['messenger:1'])
    expect([...(await processOf('a').heldElsewhere(['messenger:1']))]).to.deep.equal([])
  })

  it('ends the leases of processes that are gone and keeps its own', async () => {
    await held('gone')
    await held('me', 'messenger:2')
    await processOf('me').endForeignLeases()
    expect((await stored())?.lease).to.equal(null)
    expect((await stored('messenger:2'))?.lease).to.include({ owner: 'me' })
  })

  it('finds conversations with something to send that nobody holds, of the channels it is asked for', async () => {
    const [mine, theirs, idle] = [await held('me'), await held('other', 'messenger:2'), await held('me', 'messenger:3')]
    await processOf('me').commit({ ...mine, pending: 1 })
    theirs.pending = 1
    await processOf('other').commit(theirs)
    await processOf('me').commit({ ...idle, pending: 0 })
    const found = async (limit: number, channels = ['messenger']) =>
      (await processOf('me').unattended(channels, limit)).map(({ _id }) => _id)
    expect(await found(10)).to.deep.equal([])
    await processOf('other').release([theirs])
    // Its own, which its lanes look after, take nobody's place.
    expect(await found(1)).to.deep.equal(['messenger:2'])
    await clock.advance(leaseMs + 1)
    expect(await found(10)).to.have.members(['messenger:1', 'messenger:2'])
    expect(await found(10, ['twitter'])).to.deep.equal([])
  })

  describe('commit', () => {
    it('counts the revision up and refuses one that another has written past', async () => {
      const mine = await held('a')
      const { rev } = mine
      expect(await processOf('a').commit(mine)).to.equal(true)
      expect(mine.rev).to.equal(rev + 1)
      await clock.advance(leaseMs + 1)
      const theirs = await held('b')
      expect(await processOf('a').commit({ ...mine, language: 'zombie' })).to.equal(false)
      expect(await processOf('b').commit({ ...theirs, language: 'ar' })).to.equal(true)
      expect((await stored())?.language).to.equal('ar')
    })

    it('refuses also when the other has given it back already', async () => {
      const mine = await held('a')
      await clock.advance(leaseMs + 1)
      await processOf('b').release([await held('b')])
      expect(await processOf('a').commit(mine)).to.equal(false)
    })

    it('tells winners and losers of one batch apart', async () => {
      const mine = processOf('a')
      const lost = await held('a')
      await clock.advance(leaseMs + 1)
      await held('b')
      const kept = await held('a', 'messenger:2')
      expect(await Promise.all([mine.commit(lost), mine.commit(kept)])).to.deep.equal([false, true])
    })

    it('knows its own write again when the answer to it was lost', async () => {
      const mine = processOf('a')
      const conversation = await held('a')
      const before = { ...conversation, language: 'fa' }
      expect(await mine.commit({ ...before })).to.equal(true)
      // The caller never heard of it and tries once more with the revision that it knows.
      expect(await mine.commit(before)).to.equal(true)
      expect(before.rev).to.equal(conversation.rev + 1)
      expect((await stored())?.language).to.equal('fa')
      expect(await mine.commit(before)).to.equal(true)
      expect((await stored())?.rev).to.equal(before.rev)
    })

    it('renews the lease', async () => {
      const mine = await held('a')
      await clock.advance(leaseMs - 1000)
      await processOf('a').commit(mine)
      await clock.advance(leaseMs - 1000)
      expect(await processOf('b').acquire('messenger:1', 'messenger', '1')).to.equal(null)
    })
  })

  describe('held conversation', () => {
    const hold = async (commit: (conversation: Conversation) => Promise<boolean>) => {
      const timers = clock.timers()
      return new HeldConversation(await held('a'), { store: { commit }, clock, timers, log: new RecordingLog() })
    }

    it('tries on while the store is away, and resolves when it is written', async () => {
      const mine = processOf('a')
      let failures = 3
      const conversation = await hold((value) =>
        failures-- > 0 ? Promise.reject(new Error('away')) : mine.commit(value),
      )
      conversation.value.language = 'hi'
      let saved = false
      const saving = conversation.save().then(() => {
        saved = true
      })
      await clock.advance(1000)
      expect(saved).to.equal(false)
      await clock.advance(1000)
      await saving
      expect((await stored())?.language).to.equal('hi')
    })

    it('puts the changes made during a write into the next one, and writes one at a time', async () => {
      const mine = processOf('a')
      let running = 0
      let writes = 0
      const conversation = await hold(async (value) => {
        writes += 1
        expect(++running).to.equal(1)
        const won = await mine.commit(value)
        running -= 1
        return won
      })
      const saves = ['one', 'two', 'three'].map((language) => {
        conversation.value.language = language
        return conversation.save()
      })
      await Promise.all(saves)
      expect(writes).to.equal(2)
      expect(await stored()).to.deep.include({ language: 'three', rev: conversation.value.rev })
    })

    it('writes soon what nothing waits for, and tells when it is written', async () => {
      const mine = processOf('a')
      const conversation = await hold((value) => mine.commit(value))
      let told = 0
      conversation.saveSoon(() => told++)
      conversation.saveSoon(() => told++)
      await settlePromises()
      expect([told, conversation.saved]).to.deep.equal([0, false])
      await clock.advance(1000)
      expect([told, conversation.saved]).to.deep.equal([2, true])
    })

    it('tells every waiter when another process has taken over, and writes no more', async () => {
      let commits = 0
      const conversation = await hold(async () => {
        commits += 1
        return false
      })
      const outcomes = await Promise.allSettled([conversation.save(), conversation.save()])
      for (const outcome of outcomes) {
        expect(outcome.status).to.equal('rejected')
        if (outcome.status === 'rejected')
          expect(outcome.reason).to.be.instanceOf(TawasulError).and.include({ code: 'lane.lost' })
      }
      expect(conversation.lost).to.equal(true)
      expect(conversation.holdsFor(0)).to.equal(false)
      await conversation.save().catch(() => undefined)
      conversation.saveSoon()
      await clock.advance(5000)
      expect(commits).to.equal(1)
    })
  })
})
