import { expect } from 'chai'
import mongoose from 'mongoose'
import { createBookkeeper } from '../../bots/bookkeeper.js'
import { type MessageRecord, messageModel } from '../../models/message.js'
import type { Models } from '../../models/models.js'
import { buildMessage, buildReceipt, storedEvent } from '../support/build-event.js'
import { FakeClock } from '../support/fake-clock.js'
import { RecordingLog, RecordingObserver } from '../support/recorders.js'
import { openStoreProxy } from '../support/store-proxy.js'
import { connectTest, openTestStore, type TestStore } from '../support/test-store.js'

describe('bookkeeper', () => {
  let store: TestStore
  const clock = new FakeClock()
  before(async () => {
    store = await openTestStore()
  })
  let log: RecordingLog
  let observer: RecordingObserver
  beforeEach(async () => {
    log = new RecordingLog()
    observer = new RecordingObserver()
    await store.clear()
  })
  after(() => store.close())

  const open = (models: Models = store.models) => createBookkeeper({ models, clock, log, observer })
  const line = (id: string, more: Partial<MessageRecord> = {}): MessageRecord => ({
    _id: id,
    conversationId: 'messenger:1',
    author: 'bot',
    at: clock.now(),
    text: 'words',
    state: 'sent',
    messageId: `mid-${id}`,
    ...more,
  })
  const stateOf = async (id: string) => (await store.models.messages.findById(id).lean())?.state
  const put = async () => {
    const record = storedEvent(buildMessage(), 1)
    await store.models.inboundEvents.create(record)
    return record._id
  }
  const eventOf = (id: string) => store.models.inboundEvents.findById(id).lean()

  it('writes lines, residents and that events are done', async () => {
    const books = open()
    const id = await put()
    books.line(line('a'))
    books.resident({ _id: 'messenger:1', channel: 'messenger', language: 'ar', lastSeenAt: 5, name: 'Sara' })
    books.done(id)
    await books.flush()
    expect(await store.models.messages.findById('a').lean()).to.deep.equal(line('a'))
    expect(await store.models.residents.findById('messenger:1').lean()).to.deep.include({
      name: 'Sara',
      language: 'ar',
      firstSeenAt: 5,
      lastSeenAt: 5,
    })
    expect(await eventOf(id)).to.deep.include({ done: true, doneAt: new Date(clock.now()) })
    await books.close()
  })

  it('counts an event as done only when the lines noted before it are written', async () => {
    const id = await put()
    const connection = await connectTest()
    const away = messageModel(connection)
    const books = open({ ...store.models, messages: away })
    await connection.close(true)
    books.line(line('a'))
    books.done(id)
    const outcome = await books.flush().then(
      () => 'written',
      () => 'failed',
    )
    expect(outcome).to.equal('failed')
    expect((await eventOf(id))?.done).to.equal(false)
    await books.close().catch(() => undefined)
    expect((await eventOf(id))?.done).to.equal(false)
  })

  it('keeps what could not be written and writes it with what comes later', async () => {
    const id = await put()
    const { host, port, name } = store.connection
    const proxy = await openStoreProxy(`mongodb://${host}:${port}/${name}`)
    const connection = await mongoose.createConnection(proxy.uri, { autoIndex: false }).asPromise()
    const books = open({ ...store.models, messages: messageModel(connection) })
    // A full disk says nothing against what is to be written.
    const full = { ok: 0, code: 14031, codeName: 'OutOfDiskSpace', errmsg: 'no space' }
    proxy.onAnswer((answer) => ('n' in answer ? full : answer))
    books.line(line('a'))
    books.done(id)
    expect(await books.flush().catch(() => 'failed')).to.equal('failed')
    expect((await eventOf(id))?.done).to.equal(false)
    expect(books.knows(id)).to.equal(true)
    proxy.onAnswer((answer) => answer)
    books.line(line('b'))
    await books.flush()
    expect(await store.models.deadLetters.countDocuments()).to.equal(0)
    expect([await stateOf('a'), await stateOf('b'), (await eventOf(id))?.done]).to.deep.equal(['sent', 'sent', true])
    await books.close()
    await connection.close()
    await proxy.close()
  })

  it('puts aside what the store refuses for good, and writes everything else', async () => {
    const id = await put()
    const books = open()
    const secret = 'words of a resident '
    const unwritable = line('unwritable', { text: secret.repeat(1024 * 1024) })
    for (const one of [line('a'), line('b'), unwritable, line('c')]) books.line(one)
    books.done(id)
    await books.flush()
    expect(await Promise.all(['a', 'b', 'unwritable', 'c'].map(stateOf))).to.deep.equal([
      'sent',
      'sent',
      undefined,
      'sent',
    ])
    expect((await eventOf(id))?.done).to.equal(true)
    const letters = await store.models.deadLetters.find({}).lean()
    expect(letters).to.have.length(1)
    expect(letters[0]).to.deep.include({ _id: 'line:unwritable', kind: 'line', conversationId: 'messenger:1' })
    expect(letters[0]?.content).to.have.length(64 * 1024)
    expect(observer.count('alarm messenger bookkeeping.refused')).to.equal(1)
    const told = log.lines.filter(({ level }) => level === 'error')
    expect(told).to.have.length(1)
    expect(told[0]?.facts).to.have.property('code')
    expect(JSON.stringify(log.lines)).not.to.include(secret)
    await books.close()
  })

  it('keeps the body of an unknown event for two weeks', async () => {
    const books = open()
    const id = await put()
    books.doneUnknown(id)
    await books.flush()
    expect(await eventOf(id)).to.deep.include({
      done: true,
      expireAt: new Date(clock.now() + 14 * 24 * 3_600_000),
    })
    await books.close()
  })

  it('takes the same notes a second time without harm', async () => {
    const books = open()
    const id = await put()
    for (let run = 0; run < 2; run++) {
      books.line(line('a'))
      books.line(line(`new-${run}`))
      books.done(id)
      await books.flush()
    }
    books.line(line('b'))
    books.line(line('b'))
    await books.flush()
    expect((await store.models.messages.find({}).sort({ _id: 1 }).lean()).map(({ _id }) => _id)).to.deep.equal([
      'a',
      'b',
      'new-0',
      'new-1',
    ])
    await books.close()
  })

  it('writes once what is noted of one event many times, and knows the event until it is written', async () => {
    const books = open()
    const id = await put()
    const sizes: number[] = []
    store.connection.getClient().on('commandStarted', ({ command }) => {
      if (command.insert === 'messages') sizes.push(command.documents.length)
      if (command.update === 'messages') sizes.push(command.updates.length)
      if (command.update === 'inbound_events') sizes.push(command.updates[0].q._id.$in.length)
    })
    const receipt = buildReceipt({ conversationId: 'messenger:1', state: 'read', messageIds: ['mid-a'] })
    for (let run = 0; run < 100; run++) {
      books.line(line('a'))
      books.receipt(receipt)
      books.done(id)
    }
    expect(books.knows(id)).to.equal(true)
    const written = books.flush()
    expect(books.knows(id)).to.equal(true)
    await written
    expect(books.knows(id)).to.equal(false)
    expect(sizes).to.deep.equal([1, 1, 1])
    expect(await stateOf('a')).to.equal('read')
    await books.close()
  })

  for (const how of ['failed', 'unknown'] as const)
    it(`knows an event that is noted as ${how} until it is written`, async () => {
      const books = open()
      const id = await put()
      if (how === 'failed') books.done(id, 'turn.given-up')
      else books.doneUnknown(id)
      expect(books.knows(id)).to.equal(true)
      await books.flush()
      expect(books.knows(id)).to.equal(false)
      await books.close()
    })

  it('keeps when a resident was first seen, and never goes back in time', async () => {
    const books = open()
    for (const lastSeenAt of [100, 300, 200]) {
      books.resident({ _id: 'messenger:1', channel: 'messenger', language: `l${lastSeenAt}`, lastSeenAt })
      await books.flush()
    }
    expect(await store.models.residents.findById('messenger:1').lean()).to.deep.include({
      firstSeenAt: 100,
      lastSeenAt: 300,
      language: 'l200',
    })
    await books.close()
  })

  it('marks given-up events with why', async () => {
    const books = open()
    const id = await put()
    books.done(id, 'turn.given-up')
    await books.flush()
    expect(await eventOf(id)).to.deep.include({ done: true, failed: 'turn.given-up' })
    await books.close()
  })

  it('applies receipts by id or up to a time, and never takes read back to delivered', async () => {
    const books = open()
    books.line(line('old', { at: clock.now() - 1000 }))
    books.line(line('new', { at: clock.now() + 1000 }))
    books.line(line('refused', { at: clock.now() - 1000, state: 'refused' }))
    books.line(line('other', { at: clock.now() - 1000, conversationId: 'messenger:2' }))
    const receipt = (more: object) => books.receipt(buildReceipt({ conversationId: 'messenger:1', ...more }))
    receipt({ state: 'read', upTo: clock.now() })
    await books.flush()
    receipt({ state: 'delivered', messageIds: ['mid-old', 'mid-new'] })
    await books.flush()
    expect(await Promise.all(['old', 'new', 'refused', 'other'].map(stateOf))).to.deep.equal([
      'read',
      'delivered',
      'refused',
      'sent',
    ])
    await books.close()
  })

  it('writes by itself soon, and the rest when it is closed', async () => {
    const books = createBookkeeper({ models: store.models, clock, log, observer, everyMs: 1 })
    books.line(line('soon'))
    while ((await stateOf('soon')) === undefined) await new Promise<void>((resolve) => setImmediate(resolve))
    books.line(line('last'))
    await books.close()
    expect(await stateOf('last')).to.equal('sent')
  })
})
