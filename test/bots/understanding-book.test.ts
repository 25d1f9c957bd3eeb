import { expect } from 'chai'
import mongoose from 'mongoose'
import { createUnderstandingBook, type UnderstoodTurn } from '../../bots/understanding-book.js'
import type { UnderstandingNote } from '../../dialogs/dialog-types.js'
import { type UnderstoodRecord, understoodModel } from '../../models/understood.js'
import type { Understander } from '../../nlu/understanding.js'
import { engine, type Meaning, understanding } from '../dialogs/conversation.js'
import { messageOf } from '../support/build-event.js'
import { buildUnderstanding } from '../support/counting-dialog.js'
import { RecordingLog } from '../support/recorders.js'
import { openStoreProxy } from '../support/store-proxy.js'
import { openTestStore, type TestStore } from '../support/test-store.js'
import { BotWorld } from './bot-world.js'

const note = (of: string, outcome: UnderstandingNote['outcome'], more: object = {}): UnderstandingNote => ({
  type: 'note_understanding',
  of,
  outcome,
  ...more,
})
const turn = (id: string, notes: readonly UnderstandingNote[], more: Partial<UnderstoodTurn> = {}): UnderstoodTurn => ({
  id,
  conversationId: 'messenger:1',
  event: messageOf('1', 'the lamp is dark'),
  understood: buildUnderstanding({ intent: 'open_report', service: 'street_light', serviceConfidence: 0.51239 }),
  notes,
  ...more,
})

describe('understanding book', () => {
  let store: TestStore
  let log: RecordingLog
  before(async () => {
    store = await openTestStore()
  })
  beforeEach(async () => {
    log = new RecordingLog()
    await store.clear()
  })
  after(() => store.close())
  const open = (models: { understood: ReturnType<typeof understoodModel> } = store.models) =>
    createUnderstandingBook({ models, log })
  const stored = (id: string) => store.models.understood.findById(id).lean<UnderstoodRecord>()

  it('keeps what was understood of a message and what became of it', async () => {
    const book = open()
    book.note(turn('a', [note('a', 'acted')]))
    await book.flush()
    expect(await stored('a')).to.deep.include({
      text: 'the lamp is dark',
      language: 'en',
      intent: 'open_report',
      confidence: 0.9,
      service: 'street_light',
      serviceConfidence: 0.512,
      outcome: 'acted',
    })
    book.note(turn('b', [note('b', 'answer'), note('a', 'corrected', { service: 'pothole' })]))
    await book.flush()
    expect(await stored('a')).to.deep.include({ outcome: 'corrected', label: { service: 'pothole' } })
    book.note(turn('c', [note('a', 'confirmed')]))
    await book.flush()
    const last = await stored('a')
    expect(last?.outcome).to.equal('confirmed')
    expect(last).not.to.have.property('label')
    expect(await stored('c')).to.equal(null)
    await book.close()
  })

  it('joins what comes together, and takes the same turn twice without harm', async () => {
    const book = open()
    for (let run = 0; run < 2; run++) {
      book.note(turn('a', [note('a', 'asked')]))
      book.note(turn('b', [note('a', 'chosen', { intent: 'inquiry' })]))
      await book.flush()
    }
    expect(await stored('a')).to.deep.include({ outcome: 'chosen', label: { intent: 'inquiry' } })
    expect(await store.models.understood.countDocuments()).to.equal(1)
    expect(log.lines).to.deep.equal([])
    await book.close()
  })

  it('writes by itself soon, and the rest when it is closed', async () => {
    const book = createUnderstandingBook({ models: store.models, log, everyMs: 1 })
    book.note(turn('soon', [note('soon', 'acted')]))
    while ((await stored('soon')) === null) await new Promise<void>((resolve) => setImmediate(resolve))
    book.note(turn('last', [note('last', 'acted')]))
    await book.close()
    expect((await stored('last'))?.outcome).to.equal('acted')
  })

  it('never fails a turn: what cannot be noted is told without words, and the next is noted', async () => {
    const book = open()
    const broken = {
      ...messageOf('1', 'x'),
      get text(): string {
        throw new RangeError('my secret words')
      },
    }
    book.note(turn('a', [note('a', 'acted')], { event: broken }))
    book.note(turn('b', [note('b', 'acted')]))
    await book.close()
    expect(log.lines.map(({ level, facts }) => ({ level, facts }))).to.deep.equal([
      { level: 'error', facts: { code: 'understanding.not_noted RangeError' } },
    ])
    expect(JSON.stringify(log.lines)).not.to.include('secret')
    expect(await stored('a')).to.equal(null)
    expect((await stored('b'))?.outcome).to.equal('acted')
  })

  it('keeps what came while the store was away, and writes it later', async () => {
    const proxied = await openProxied()
    const book = open({ understood: proxied.understood })
    proxied.refuse({ ok: 0, code: 11600, errmsg: 'shutting down', errorLabels: ['RetryableWriteError'] })
    book.note(turn('a', [note('a', 'acted')]))
    await book.flush()
    book.note(turn('b', [note('b', 'answer'), note('a', 'confirmed')]))
    await book.flush()
    expect(log.lines).to.have.length(1)
    await store.clear()
    proxied.refuse(null)
    await book.flush()
    expect((await stored('a'))?.outcome).to.equal('confirmed')
    await book.close()
    await proxied.close()
  })

  async function openProxied() {
    const { host, port, name } = store.connection
    const proxy = await openStoreProxy(`mongodb://${host}:${port}/${name}`)
    const connection = await mongoose.createConnection(proxy.uri, { autoIndex: false, retryWrites: false }).asPromise()
    return {
      understood: understoodModel(connection),
      refuse: (error: object | null) => proxy.onAnswer((answer) => (error !== null && 'n' in answer ? error : answer)),
      async close() {
        await connection.close()
        await proxy.close()
      },
    }
  }

  describe('in the bot', () => {
    const meanings: Readonly<Record<string, Meaning>> = {
      'فيه حفرة كبيرة اسمي فهد القحطاني وجوالي 0551234567 بيت الشمري': {
        service: 'pothole',
        p: 0.5,
        services: [],
        landmark: 'بيت الشمري',
      },
      'جنب فيلا سعد العتيبي شارع 12': { decision: 'menu', landmark: 'فيلا سعد العتيبي' },
    }
    const understander: Understander = {
      understand: async (text) => understanding(text, meanings[text] ?? { decision: 'menu', intent: 'out_of_scope' }),
    }
    const said = Object.keys(meanings)

    it('keeps nothing personal of a talk', async () => {
      const world = BotWorld.on(store)
      const bot = await world.start({ engine: engine(), understander })
      const from = { id: '77', name: 'Huda Salem', username: 'hudas' }
      for (const text of [...said, 'Huda Salem here, something is broken http://x.example/77'])
        await bot.accept(messageOf('77', text, { from }))
      await world.untilSent(3)
      await bot.close()
      const records = await store.models.understood.find({}).sort({ at: 1 }).lean<UnderstoodRecord[]>()
      expect(records.length).to.be.at.least(2)
      const everything = JSON.stringify(records)
      for (const personal of [
        'فهد',
        'القحطاني',
        '0551234567',
        'الشمري',
        'سعد',
        'العتيبي',
        'Huda',
        'Salem',
        'x.example',
      ])
        expect(everything).not.to.include(personal)
      expect(everything).to.include('فيه حفرة كبيرة اسمي [name]')
      expect(records.filter(({ outcome }) => outcome === 'answer').every(({ text }) => text === undefined)).to.equal(
        true,
      )
    })

    it('goes on where the store refuses it, and tells that once, without words', async () => {
      const proxied = await openProxied()
      proxied.refuse({ ok: 0, code: 13, codeName: 'Unauthorized', errmsg: 'not allowed' })
      const world = BotWorld.on(store)
      const bot = await world.start({
        engine: engine(),
        understander,
        models: { ...store.models, understood: proxied.understood },
      })
      for (const text of said) await bot.accept(messageOf('78', text))
      await world.untilSent(2)
      await world.booksWritten(2)
      await bot.close()
      const told = bot.log.lines.filter(({ sentence }) => sentence.includes('understood'))
      expect(told.map(({ facts }) => facts)).to.deep.equal([{ code: 'MongoBulkWriteError 13', again: false }])
      expect(JSON.stringify(bot.log.lines)).not.to.include('حفرة')
      expect(bot.observer.told.filter((line) => line.startsWith('turnFailed'))).to.deep.equal([])
      await proxied.close()
    })
  })
})
