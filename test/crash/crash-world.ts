import { expect } from 'chai'
import type { InboundEvent } from '../../adapters/inbound-event.js'
import type { Emulators } from '../../emulators/start-emulators.js'
import type { InboundEventRecord } from '../../models/inbound-event.js'
import { createModels, type Models } from '../../models/models.js'
import { createReportDesk, type NewReport } from '../../models/report-desk.js'
import { connectStorage } from '../../storage/connect.js'
import { openStorage } from '../../storage/open-storage.js'
import {
  createDraw,
  onMessenger,
  onX,
  type Residents,
  type ResidentsPlatform,
  startAsking,
  startReporting,
} from './residents.js'

/** The store the bots work on: a folder that is opened while none of them runs, or the address of a server. */
export type CrashStore = { readonly dataDir: string } | { readonly uri: string }

/** How many residents do what, on each platform. */
export interface Crowd {
  readonly asking: number
  readonly reporting: number
}

/** Residents on both platforms who write without end, and what must hold of the answers in the end. */
export class CrashWorld {
  readonly #store: CrashStore
  readonly #crowds: readonly PlatformCrowd[]

  constructor(emulators: Emulators, store: CrashStore, crowd: Crowd) {
    this.#store = store
    this.#crowds = [onMessenger(emulators.graph), onX(emulators.x)].map(
      (platform) => new PlatformCrowd(platform, crowd),
    )
  }

  /** Opens reports for those who will ask for them, so many each; the bots must not run on a folder meanwhile. */
  openReports(each: number): Promise<void> {
    return this.#withModels(async (models) => {
      for (const crowd of this.#crowds) await crowd.openReports(models, each)
    })
  }

  /** Everybody begins to write. */
  start(seed: number): Residents {
    const all = this.#crowds.flatMap((crowd, index) => crowd.start(seed + index))
    return {
      stop: async () => {
        await Promise.all(all.map((residents) => residents.stop()))
      },
    }
  }

  /** Whether on each platform somebody has been told the number of a new report. */
  everywhereReported(): boolean {
    return this.#crowds.every((crowd) => crowd.toldNumbers().length > 0)
  }

  /**
   * Looks at every accepted message's answer: exactly one, in the order in which the messages were accepted, and no report doubled.
   * `slackMs`: messages accepted by two processes within this time may be answered in either order. Gives how much there was of it, by channel.
   */
  check(slackMs: number): Promise<ReadonlyMap<string, { readonly asked: number; readonly reports: number }>> {
    return this.#withModels(async (models) => {
      expect(await models.conversations.countDocuments({ pending: { $gt: 0 } })).to.equal(0)
      const seen = new Map<string, { asked: number; reports: number }>()
      for (const crowd of this.#crowds) seen.set(crowd.platform.channel, await crowd.check(models, slackMs))
      return seen
    })
  }

  async #withModels<T>(work: (models: Models) => Promise<T>): Promise<T> {
    const storage = await openStorage({ dataDir: '', ...this.#store })
    const connection = await connectStorage(storage.uri)
    try {
      return await work(await createModels(connection))
    } finally {
      await connection.close()
      await storage.close()
    }
  }
}

const oldWords = 'from before'
const numberIn = (text: string) => /\d{9}/.exec(text)?.[0] ?? text
const ordersPerMs = 4096

/** The residents of one platform. */
class PlatformCrowd {
  readonly platform: ResidentsPlatform
  readonly #asking: readonly string[]
  readonly #reporting: readonly string[]
  readonly #numbers = new Map<string, string[]>()

  constructor(platform: ResidentsPlatform, { asking, reporting }: Crowd) {
    this.platform = platform
    const person = (index: number) => String(7_100_000_000_000_100 + index)
    this.#asking = Array.from({ length: asking }, (_, index) => person(index))
    this.#reporting = Array.from({ length: reporting }, (_, index) => person(500 + index))
  }

  async openReports(models: Models, each: number): Promise<void> {
    const desk = createReportDesk(models)
    for (const id of this.#asking) {
      const opened = await Promise.all(
        Array.from({ length: each }, (_, index) => desk.open(this.#oldReport(id, index))),
      )
      this.#numbers.set(
        id,
        opened.map(({ number }) => number),
      )
    }
  }

  start(seed: number): Residents[] {
    return [startAsking(this.platform, this.#numbers, createDraw(seed)), startReporting(this.platform, this.#reporting)]
  }

  /** Numbers of new reports, as the residents were told them. */
  toldNumbers(): string[] {
    return this.#reporting.flatMap((id) =>
      this.platform.messagesTo(id).flatMap(({ text }) => (/رقم البلاغ/.test(text) ? [numberIn(text)] : [])),
    )
  }

  async check(models: Models, slackMs: number): Promise<{ asked: number; reports: number }> {
    const { channel } = this.platform
    const accepted = await models.inboundEvents
      .find({ kind: 'message', 'event.channel': channel })
      .sort({ order: 1 })
      .lean<InboundEventRecord<InboundEvent>[]>()
    const of = (id: string) => accepted.filter(({ conversationId }) => conversationId === `${channel}:${id}`)
    let asked = 0
    for (const id of this.#asking) {
      const written = of(id).map(({ order, event }) => ({
        at: order / ordersPerMs,
        number: event.kind === 'message' ? numberIn(event.text) : '',
      }))
      const answered = this.platform.messagesTo(id).map(({ text }) => numberIn(text))
      expectInOrder(answered, written, slackMs)
      asked += written.length
    }
    const reports = await models.reports.find({ channel, description: { $ne: oldWords } }).lean()
    const told = this.toldNumbers()
    expect(new Set(told).size).to.equal(told.length)
    expect(reports.map(({ number }) => number).sort()).to.deep.equal([...told].sort())
    for (const id of this.#reporting) expect(this.platform.messagesTo(id)).to.have.length(of(id).length)
    return { asked, reports: reports.length }
  }

  #oldReport(personId: string, index: number): NewReport {
    const { channel } = this.platform
    return {
      _id: `${channel}-${personId}-${index}`,
      residentId: `${channel}:${personId}`,
      channel,
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
    }
  }
}

/** Each number is asked for once, so that its answer is known by it. */
function expectInOrder(
  answered: readonly string[],
  written: readonly { readonly at: number; readonly number: string }[],
  slackMs: number,
): void {
  const numbers = written.map(({ number }) => number)
  if (slackMs === 0) {
    expect(answered).to.deep.equal(numbers)
    return
  }
  expect([...answered].sort()).to.deep.equal([...numbers].sort())
  const at = new Map(written.map((one) => [one.number, one.at]))
  let latest = 0
  for (const number of answered) {
    const accepted = at.get(number) ?? 0
    expect(accepted, `the answer ${number} came after one to a later message`).to.be.at.least(latest - slackMs)
    latest = Math.max(latest, accepted)
  }
}
