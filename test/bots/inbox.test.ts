import { expect } from 'chai'
import { createInbox, type StoredEvent } from '../../bots/inbox.js'
import { createModels } from '../../models/models.js'
import { buildEcho, buildMessage, buildNotice } from '../support/build-event.js'
import { FakeClock } from '../support/fake-clock.js'
import { RecordingLog, RecordingObserver } from '../support/recorders.js'
import { connectTest, openTestStore, type TestStore } from '../support/test-store.js'

describe('inbox', () => {
  let store: TestStore
  before(async () => {
    store = await openTestStore()
  })
  beforeEach(() => store.clear())
  after(() => store.close())

  const open = (models = store.models, clock = new FakeClock()) => {
    const delivered: StoredEvent[] = []
    const observer = new RecordingObserver()
    const inbox = createInbox({
      models,
      clock,
      observer,
      log: new RecordingLog(),
      deliver: (event) => delivered.push(event),
    })
    return { inbox, delivered, observer, clock }
  }
  it('does not store what says nothing new, and stores the rest of its webhook', async () => {
    const delivered: StoredEvent[] = []
    const observer = new RecordingObserver()
    const known = buildEcho()
    const inbox = createInbox({
      models: store.models,
      clock: new FakeClock(),
      observer,
      log: new RecordingLog(),
      deliver: (event) => delivered.push(event),
      saysNothingNew: (event) => event === known,
    })
    const fresh = buildMessage()
    await inbox.accept([known, fresh])
    await inbox.accept([known])
    expect(delivered.map(({ event }) => event)).to.deep.equal([fresh])
    expect((await stored()).map(({ _id }) => _id)).to.deep.equal([`messenger:${fresh.eventId}`])
    expect(observer.told.filter((line) => line === 'eventKnown messenger echo')).to.have.length(2)
  })

  const stored = () => store.models.inboundEvents.find({}).sort({ order: 1 }).lean()

  it('has stored an event, with all that came with it, before it says that it took it', async () => {
    const { inbox, delivered } = open()
    const event = buildMessage({ text: 'سلام', attachments: [{ kind: 'photo', url: 'https://a.example/p' }] })
    await inbox.accept([event])
    const [record] = await stored()
    expect(record).to.deep.include({
      _id: `messenger:${event.eventId}`,
      conversationId: event.conversationId,
      kind: 'message',
      at: event.at,
      done: false,
      event,
    })
    expect(delivered.map(({ _id }) => _id)).to.deep.equal([record?._id])
  })

  it('keeps the order of arrival, also within one instant and over many requests', async () => {
    const { inbox, delivered, clock } = open()
    const ids: string[] = []
    const batch = (size: number) =>
      Array.from({ length: size }, () => {
        const event = buildMessage()
        ids.push(`messenger:${event.eventId}`)
        return event
      })
    await Promise.all([inbox.accept(batch(3)), inbox.accept(batch(1)), inbox.accept(batch(4))])
    await clock.advance(1)
    await inbox.accept(batch(2))
    expect((await stored()).map(({ _id }) => _id)).to.deep.equal(ids)
    expect(delivered.map(({ _id }) => _id)).to.deep.equal(ids)
    const orders = delivered.map(({ order }) => order)
    expect(new Set(orders).size).to.equal(orders.length)
  })

  it('takes a repeated event once: in one request, at the same time, and later', async () => {
    const { inbox, delivered, observer } = open()
    const event = buildMessage()
    const other = buildMessage()
    await Promise.all([inbox.accept([event, event, other]), inbox.accept([event])])
    await inbox.accept([event, other])
    expect(delivered.map(({ _id }) => _id)).to.deep.equal([`messenger:${event.eventId}`, `messenger:${other.eventId}`])
    expect(await stored()).to.have.length(2)
    expect(observer.count('eventStored messenger message')).to.equal(2)
    expect(observer.count('eventRepeated messenger message')).to.equal(4)
  })

  it('takes the same event once when two processes get it', async () => {
    const [one, other] = [open(), open()]
    const event = buildMessage()
    await Promise.all([one.inbox.accept([event]), other.inbox.accept([event])])
    expect([...one.delivered, ...other.delivered]).to.have.length(1)
  })

  it('tells events of different channels apart though they have the same id', async () => {
    const { inbox, delivered } = open()
    const event = buildMessage()
    await inbox.accept([event, { ...event, channel: 'twitter', conversationId: 'twitter:4001' }])
    expect(delivered).to.have.length(2)
  })

  it('counts notices by what they are', async () => {
    const { inbox, observer } = open()
    await inbox.accept([buildNotice({ notice: 'unknown' }), buildNotice({ notice: 'reaction' }), buildEcho()])
    expect(observer.told).to.deep.equal([
      'eventStored messenger unknown',
      'eventStored messenger reaction',
      'eventStored messenger echo',
    ])
  })

  it('takes an empty request', async () => {
    const { inbox, delivered } = open()
    await inbox.accept([])
    expect(delivered).to.deep.equal([])
  })

  it('refuses and delivers nothing when the store is away', async () => {
    const connection = await connectTest()
    const models = await createModels(connection)
    const { inbox, delivered, observer } = open(models)
    await connection.close(true)
    const outcome = await inbox.accept([buildMessage()]).then(
      () => 'taken',
      () => 'refused',
    )
    expect(outcome).to.equal('refused')
    expect(delivered).to.deep.equal([])
    expect(observer.told).to.deep.equal([])
  })
})
