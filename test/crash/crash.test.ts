import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'chai'
import type { InboundEvent } from '../../adapters/inbound-event.js'
import { type Emulators, startEmulators } from '../../emulators/start-emulators.js'
import type { InboundEventRecord } from '../../models/inbound-event.js'
import { createModels, type Models } from '../../models/models.js'
import { createReportDesk, type NewReport } from '../../models/report-desk.js'
import { connectStorage } from '../../storage/connect.js'
import { openStorage } from '../../storage/open-storage.js'
import { BotProcess, pause } from './bot-process.js'
import { createDraw, startAsking, startReporting } from './residents.js'

const kills = Number(process.env.CRASH_KILLS ?? 20)
const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000)
const person = (index: number) => String(7_100_000_000_000_100 + index)
const asking = Array.from({ length: 14 }, (_, index) => person(index))
const reporting = Array.from({ length: 6 }, (_, index) => person(50 + index))
const numberIn = (text: string) => /\d{9}/.exec(text)?.[0] ?? text

const oldWords = 'from before'
const oldReport = (personId: string, index: number): NewReport => ({
  _id: `${personId}-${index}`,
  residentId: `messenger:${personId}`,
  channel: 'messenger',
  language: 'ar',
  service: 'street_light',
  department: 'lighting',
  authority: null,
  urgent: false,
  place: { city: 'dammam', district: null },
  description: oldWords,
  photos: [],
  openedAt: Date.now() - 86_400_000,
  dueAt: Date.now() + 86_400_000,
})

/** Works on the store while the bot does not run. */
async function withModels<T>(dataDir: string, work: (models: Models) => Promise<T>): Promise<T> {
  const storage = await openStorage({ dataDir })
  const connection = await connectStorage(storage.uri)
  try {
    return await work(await createModels(connection))
  } finally {
    await connection.close()
    await storage.close()
  }
}

describe(`killed ${kills} times under load`, () => {
  let directory: string
  let emulators: Emulators
  let bot: BotProcess

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'tawasul-crash-'))
    const patience = { answerWithin: 3000, pauses: Array.from({ length: 400 }, () => 150) }
    emulators = await startEmulators({ patience })
    bot = await BotProcess.prepare(directory, emulators.settings)
    emulators.setWebhookBase(bot.url)
  })
  after(async () => {
    await bot.stop()
    await emulators.close()
    await rm(directory, { recursive: true, force: true })
  })

  /** Opens reports for those who will ask for them; gives their numbers. */
  const openReports = async (): Promise<Map<string, string[]>> => {
    const numbers = new Map<string, string[]>()
    await withModels(directory, async (models) => {
      const desk = createReportDesk(models)
      for (const id of asking) {
        const opening = Array.from({ length: 40 + kills * 8 }, (_, index) => desk.open(oldReport(id, index)))
        const opened = await Promise.all(opening)
        numbers.set(
          id,
          opened.map(({ number }) => number),
        )
      }
    })
    return numbers
  }

  /** What the store holds after the end: messages in the order in which they were accepted, and reports. */
  const readStore = () =>
    withModels(directory, async ({ inboundEvents, reports, conversations }) => ({
      accepted: await inboundEvents
        .find({ kind: 'message' })
        .sort({ order: 1 })
        .lean<InboundEventRecord<InboundEvent>[]>(),
      waiting: await conversations.countDocuments({ pending: { $gt: 0 } }),
      reports: await reports.find({ description: { $ne: oldWords } }).lean(),
    }))

  it(`answers every accepted message once and in order, and doubles no report (seed ${seed})`, async () => {
    const draw = createDraw(seed)
    const { graph } = emulators
    const numbers = await openReports()
    bot.start()
    await bot.ready()
    const residents = [startAsking(graph, numbers, createDraw(seed + 1)), startReporting(graph, reporting)]
    while (bot.kills < kills) {
      // Mostly at work, now and then while it is still starting.
      if (draw(3) > 0) await bot.ready()
      await pause(draw(1000))
      await bot.kill()
      bot.start()
    }
    await Promise.all(residents.map((crowd) => crowd.stop()))
    await bot.ready()
    await bot.idle()
    await bot.stop()

    const { accepted, waiting, reports } = await readStore()
    expect(waiting).to.equal(0)
    let asked = 0
    for (const id of asking) {
      const written = accepted.filter(({ conversationId }) => conversationId === `messenger:${id}`)
      const numbers = written.map(({ event }) => (event.kind === 'message' ? numberIn(event.text) : ''))
      expect(graph.messagesTo(id).map(({ text }) => numberIn(text))).to.deep.equal(numbers)
      asked += numbers.length
    }
    const told = reporting.flatMap((id) =>
      graph.messagesTo(id).flatMap(({ text }) => (/رقم البلاغ/.test(text) ? [numberIn(text)] : [])),
    )
    expect(new Set(told).size).to.equal(told.length)
    expect([...reports.map(({ number }) => number)].sort()).to.deep.equal([...told].sort())
    for (const id of reporting) {
      const count = accepted.filter(({ conversationId }) => conversationId === `messenger:${id}`).length
      expect(graph.messagesTo(id)).to.have.length(count)
    }
    // What was shown is shown only if there was enough of it.
    expect(asked).to.be.greaterThan(kills * 4)
    expect(reports.length).to.be.greaterThan(kills / 10)
  }).timeout(60_000 + kills * 4000)
})
