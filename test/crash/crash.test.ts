import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import { type Emulators, startEmulators } from '../../emulators/start-emulators.js'
import { roomyXLimits } from '../../emulators/x/x-budget.js'
import { connectStorage } from '../../storage/connect.js'
import { freshDatabaseName, openStorageUnderTest, type StorageUnderTest } from '../storage/storage-under-test.js'
import { BotProcess, pause } from './bot-process.js'
import { CrashWorld } from './crash-world.js'
import { createDraw } from './residents.js'

const kills = Number(process.env.CRASH_KILLS ?? 20)
const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000)
const patience = { answerWithin: 3000, pauses: Array.from({ length: 400 }, () => 150) }

describe(`killed ${kills} times under load`, () => {
  let directory: string
  let emulators: Emulators
  let bot: BotProcess

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'tawasul-crash-'))
    emulators = await startEmulators({ patience, xLimits: roomyXLimits })
    bot = await BotProcess.prepare(directory, emulators.settings)
    emulators.setWebhookBase(bot.url)
  })
  after(async () => {
    await bot.stop()
    await emulators.close()
    await rm(directory, { recursive: true, force: true })
  })

  it(`answers every accepted message once and in order, and doubles no report (seed ${seed})`, async () => {
    const draw = createDraw(seed)
    const world = new CrashWorld(emulators, { dataDir: directory }, { asking: 8, reporting: 4 })
    await world.openReports(40 + kills * 8)
    bot.start()
    await bot.ready()
    const residents = world.start(seed + 1)
    while (bot.kills < kills) {
      // Mostly at work, now and then while it is still starting.
      if (draw(3) > 0) await bot.ready()
      await pause(draw(1000))
      await bot.kill()
      bot.start()
    }
    // A new report takes four answers, and a message whose send a death interrupted waits for its echo first.
    while (!world.everywhereReported()) await pause(50)
    await residents.stop()
    await bot.ready()
    await bot.idle()
    await bot.stop()
    // What was shown is shown only if there was enough of it.
    const seen = await world.check(0)
    for (const [channel, { asked, reports }] of seen) {
      expect(asked, channel).to.be.greaterThan(kills * 2)
      expect(reports, channel).to.be.greaterThan(0)
    }
  }).timeout(60_000 + kills * 4000)
})

describe('two processes on one store, one of them killed now and then', () => {
  const deaths = Math.ceil(kills / 4)
  /** Two processes may take what comes to both in the same instant in either order, ms. */
  const sameInstantMs = 500
  let directory: string
  let store: StorageUnderTest
  let emulators: Emulators
  let bots: readonly BotProcess[]
  let uri: string

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'tawasul-crash-'))
    store = await openStorageUnderTest()
    const address = new URL(store.uri)
    address.pathname = `/${freshDatabaseName()}`
    uri = address.href
    emulators = await startEmulators({ patience, xLimits: roomyXLimits })
    const settings = { ...emulators.settings, MONGODB_URI: uri }
    bots = [await BotProcess.prepare(directory, settings), await BotProcess.prepare(directory, settings)]
  })
  after(async () => {
    await Promise.all(bots.map((bot) => bot.stop()))
    await emulators.close()
    const connection = await connectStorage(uri)
    await connection.dropDatabase()
    await connection.close()
    await store.close()
    await rm(directory, { recursive: true, force: true })
  })

  it(`answers every accepted message once and in order, and doubles no report (seed ${seed})`, async () => {
    const draw = createDraw(seed + 7)
    const world = new CrashWorld(emulators, { uri }, { asking: 6, reporting: 3 })
    await world.openReports(120)
    for (const bot of bots) bot.start()
    await Promise.all(bots.map((bot) => bot.ready()))
    // As a load balancer would: now to the one, now to the other.
    const balancing = setInterval(() => emulators.setWebhookBase(bots[draw(2)]?.url ?? ''), 70)
    emulators.setWebhookBase(bots[0]?.url ?? '')
    const residents = world.start(seed + 8)
    try {
      // A death keeps its conversations waiting for a lease's time: some reports before it, some across it.
      while (!world.everywhereReported()) await pause(50)
      for (let died = 0; died < deaths; died++) {
        await pause(500 + draw(1500))
        const bot = bots[draw(2)]
        await bot?.kill()
        bot?.start()
        await bot?.ready()
      }
      await pause(500)
    } finally {
      clearInterval(balancing)
      await residents.stop()
    }
    for (const bot of bots) await bot.idle()
    await Promise.all(bots.map((bot) => bot.stop()))
    const seen = await world.check(sameInstantMs)
    for (const [channel, { asked, reports }] of seen) {
      expect(asked, channel).to.be.greaterThan(deaths * 2)
      expect(reports, channel).to.be.greaterThan(0)
    }
  }).timeout(120_000)
})
