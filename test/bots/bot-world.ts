import type { ChannelAdapter } from '../../adapters/channel-adapter.js'
import type { InboundEvent } from '../../adapters/inbound-event.js'
import type { PhotoCopier } from '../../adapters/media/photo-copier.js'
import type { Conversation } from '../../bots/conversation-store.js'
import { type BotSystem, type BotSystemParts, startBot } from '../../bots/start-bot.js'
import { loadServices } from '../../config/services.js'
import { countingEngine, plainUnderstander } from '../support/counting-dialog.js'
import { FakeClock, type MortalTimers } from '../support/fake-clock.js'
import { RecordingLog, RecordingObserver } from '../support/recorders.js'
import { ScriptedAdapter } from '../support/scripted-adapter.js'
import { openTestStore, type TestStore } from '../support/test-store.js'

/** A process of the bot: the whole system on a store that it may share. */
export interface Process {
  readonly system: BotSystem
  readonly timers: MortalTimers
  readonly observer: RecordingObserver
  readonly log: RecordingLog
  accept(...events: InboundEvent[]): Promise<void>
  /** As SIGKILL: no timer runs any more and nothing is closed. What is under way in the store may still arrive there. */
  kill(): void
  /** Closes in order. */
  close(): Promise<void>
}

const noPhotos: PhotoCopier = { copy: async () => ({ ok: false, reason: 'gone', retryable: false }) }

/** A store, a clock and any number of processes on them. */
export class BotWorld {
  readonly store: TestStore
  readonly clock: FakeClock
  readonly adapter: ScriptedAdapter
  readonly #living = new Set<Process>()

  private constructor(store: TestStore) {
    this.store = store
    this.clock = new FakeClock(() => store.quiet())
    this.adapter = new ScriptedAdapter()
  }

  static async open(): Promise<BotWorld> {
    return new BotWorld(await openTestStore())
  }

  /** A world on a store that is there; the caller closes both. */
  static on(store: TestStore): BotWorld {
    return new BotWorld(store)
  }

  /** Starts a process; alone on the store, with the world's adapter and the counting dialog, unless told otherwise. */
  async start(more: Partial<BotSystemParts> = {}): Promise<Process> {
    const timers = this.clock.timers()
    const observer = new RecordingObserver()
    const log = new RecordingLog()
    const adapters: readonly ChannelAdapter[] = more.adapters ?? [this.adapter]
    const system = await startBot({
      models: this.store.models,
      engine: countingEngine,
      understander: plainUnderstander,
      services,
      copier: noPhotos,
      clock: this.clock,
      timers,
      log,
      observer,
      defaultLanguage: 'ar',
      alone: true,
      ...more,
      adapters,
    })
    const process: Process = {
      system,
      timers,
      observer,
      log,
      accept: (...events) => system.inbox.accept(events),
      kill: () => {
        timers.kill()
        this.#living.delete(process)
      },
      close: async () => {
        this.#living.delete(process)
        await system.close(0)
        timers.kill()
      },
    }
    this.#living.add(process)
    return process
  }

  /** Goes on until the adapter has been asked to send so many messages. */
  async untilSent(count: number): Promise<void> {
    await this.clock.advanceUntil(() => this.adapter.sends.length >= count, `${count} sends`)
  }

  async conversation(id: string): Promise<Conversation | null> {
    return this.store.models.conversations.findById(id).lean<Conversation>()
  }

  /** Ids of the stored events that are not done. */
  async undone(): Promise<string[]> {
    return (await this.store.models.inboundEvents.find({ done: false }).sort({ order: 1 }).lean()).map(({ _id }) => _id)
  }

  /** What lies in the store and what the living processes complained of, for a failure's message. */
  async state(): Promise<string> {
    const conversations = await this.store.models.conversations.find({}).lean()
    const complaints = [...this.#living].map(({ log, observer, timers }) => ({
      log: log.lines.slice(-5).map(({ sentence, facts }) => `${sentence} ${'err' in facts ? String(facts.err) : ''}`),
      failed: observer.told.filter((line) => line.startsWith('turnFailed')),
      timers: timers.waiting,
    }))
    const undone = await this.undone()
    return JSON.stringify({ now: this.clock.now(), conversations, undone, complaints }, null, 1)
  }

  /** Waits for what is written apart from the turns, by the bookkeepers' own timers. */
  async booksWritten(events: number): Promise<void> {
    while ((await this.store.models.inboundEvents.countDocuments({ done: true })) < events) {
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
  }

  async close(): Promise<void> {
    for (const process of this.#living) await process.close()
    await this.store.close()
  }
}

const services = loadServices()
