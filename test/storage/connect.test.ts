import { expect } from 'chai'
import type { Connection } from 'mongoose'
import { createInbox } from '../../bots/inbox.js'
import { createModels } from '../../models/models.js'
import { connectStorage } from '../../storage/connect.js'
import { buildMessage } from '../support/build-event.js'
import { FakeClock } from '../support/fake-clock.js'
import { RecordingLog, RecordingObserver } from '../support/recorders.js'
import { openStoreProxy, type StoreProxy } from '../support/store-proxy.js'
import { freshDatabaseName, openStorageUnderTest, rejection, type StorageUnderTest } from './storage-under-test.js'

describe('storage: connection', () => {
  let storage: StorageUnderTest
  let proxy: StoreProxy
  let connection: Connection | null

  before(async () => {
    storage = await openStorageUnderTest()
  })
  beforeEach(async () => {
    proxy = await openStoreProxy(storage.uri)
    connection = null
  })
  afterEach(async () => {
    proxy.thaw()
    await connection?.destroy()
    await proxy.close()
  })
  after(() => storage.close())

  const open = async (options: Readonly<Record<string, string>> = {}): Promise<Connection> => {
    const uri = new URL(proxy.uri)
    uri.pathname = `/${freshDatabaseName()}`
    for (const [name, value] of Object.entries(options)) uri.searchParams.set(name, value)
    connection = await connectStorage(uri.href)
    return connection
  }

  it('writes to a majority and reads from the primary, whatever the address says', async () => {
    const opened = await open({ w: '1', readPreference: 'secondaryPreferred', retryWrites: 'false' })
    const { options } = opened.getClient()
    expect(options.readPreference.mode).to.equal('primary')
    expect(options.writeConcern?.w).to.equal('majority')
    expect(options.retryWrites).to.equal(true)
    const things = opened.collection<{ _id: string }>('things')
    expect((await things.insertOne({ _id: 'a' })).acknowledged).to.equal(true)
    expect(await things.findOne({})).to.deep.equal({ _id: 'a' })
  })

  it('waits 8 s for an answer and 5 s for a connection unless the address says otherwise', async () => {
    expect((await open()).getClient().options).to.deep.include({ socketTimeoutMS: 8000, connectTimeoutMS: 5000 })
    await connection?.destroy()
    const told = await open({ socketTimeoutMS: '700', connectTimeoutMS: '600' })
    expect(told.getClient().options).to.deep.include({ socketTimeoutMS: 700, connectTimeoutMS: 600 })
  })

  it('lets no call hang on a server that has frozen', async () => {
    const opened = await open({ socketTimeoutMS: '150', connectTimeoutMS: '150', serverSelectionTimeoutMS: '150' })
    const things = opened.collection('things')
    await things.insertOne({ a: 1 })
    proxy.freeze()
    expect((await rejection(things.insertOne({ a: 2 }))).name).to.match(/^Mongo/)
    expect((await rejection(things.findOne({}))).name).to.match(/^Mongo/)
  })

  const inboxOn = async (opened: Connection, patienceMs?: number) => {
    const delivered: string[] = []
    const inbox = createInbox({
      log: new RecordingLog(),
      models: await createModels(opened),
      clock: new FakeClock(),
      observer: new RecordingObserver(),
      deliver: ({ event }) => delivered.push(event.eventId),
      ...(patienceMs === undefined ? {} : { patienceMs }),
    })
    return { inbox, delivered }
  }

  it('has the inbox refuse events in time when the server has frozen', async () => {
    const { inbox, delivered } = await inboxOn(await open(), 100)
    proxy.freeze()
    const [one, other] = [inbox.accept([buildMessage()]), inbox.accept([buildMessage(), buildMessage()])]
    expect((await rejection(one)).code).to.equal('storage.slow')
    expect((await rejection(other)).code).to.equal('storage.slow')
    expect(delivered).to.deep.equal([])
  })

  it('has the inbox wait 4 s at most', async () => {
    const { inbox } = await inboxOn(await open())
    proxy.freeze()
    const began = performance.now()
    expect((await rejection(inbox.accept([buildMessage()]))).code).to.equal('storage.slow')
    expect(performance.now() - began).to.be.within(3900, 5000)
  })

  it('does not take a write for done that no majority has, though the events were there before', async () => {
    const { inbox, delivered } = await inboxOn(await open())
    const event = buildMessage()
    await inbox.accept([event])
    await inbox.accept([event])
    proxy.onAnswer((answer) =>
      answer.writeErrors === undefined
        ? answer
        : { ...answer, writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } },
    )
    const other = buildMessage()
    expect((await rejection(inbox.accept([event, other]))).name).to.equal('MongoBulkWriteError')
    expect(delivered).to.deep.equal([event.eventId])
  })
})
