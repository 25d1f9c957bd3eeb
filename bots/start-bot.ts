import { randomUUID } from 'node:crypto'
import type { ChannelAdapter } from '../adapters/channel-adapter.js'
import type { PhotoCopier } from '../adapters/media/photo-copier.js'
import type { Services } from '../config/services.js'
import type { DialogEngine } from '../dialogs/dialog-types.js'
import type { Clock, Timers } from '../models/clock.js'
import type { Log } from '../models/log.js'
import type { Models } from '../models/models.js'
import { createReportDesk } from '../models/report-desk.js'
import type { Understander } from '../nlu/understanding.js'
import { createBookkeeper } from './bookkeeper.js'
import { createBot } from './bot.js'
import { type ChannelGate, createChannelGate } from './channel-gate.js'
import { createConversationStore } from './conversation-store.js'
import { createDispatch } from './create-dispatch.js'
import { createInbox, type Inbox } from './inbox.js'
import { createLanes, type Lanes } from './lanes.js'
import { createPhotoDesk } from './photo-desk.js'
import { createRecovery } from './recovery.js'
import type { TurnObserver } from './turn-observer.js'
import { createUnderstandingBook } from './understanding-book.js'
import { createUndoneEvents } from './undone-events.js'
import { within } from './within.js'

export interface BotSystemParts {
  readonly models: Models
  readonly adapters: readonly ChannelAdapter[]
  readonly engine: DialogEngine
  readonly understander: Understander
  readonly services: Services
  readonly copier: PhotoCopier
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Log
  readonly observer: TurnObserver
  readonly defaultLanguage: string
  /** No other process works on this store. */
  readonly alone: boolean
  /** The least time from one batch of writes to the next, ms: longer spares the processor, shorter answers sooner. */
  readonly paceMs?: number
}

/** The bot at work: events in, answers out. */
export interface BotSystem {
  readonly inbox: Inbox
  readonly gate: ChannelGate
  readonly lanes: Pick<Lanes, 'size'>
  /** How many events of channels that are not set up were found at the start, by channel; they are kept for when their channel is back. */
  readonly withoutChannel: ReadonlyMap<string, number>
  /** Lets turns and sends under way end, then lets go of everything. */
  close(graceMs?: number): Promise<void>
}

const closingMs = 2000

/** Puts the parts together and takes up what an earlier run has left; resolves when events may come in. */
export async function startBot(parts: BotSystemParts): Promise<BotSystem> {
  const { models, clock, timers, log, observer, alone } = parts
  const adapters = new Map<string, ChannelAdapter>(parts.adapters.map((adapter) => [adapter.channel, adapter]))
  const reports = createReportDesk(models)
  const store = createConversationStore(models, clock, randomUUID(), parts.paceMs)
  const bookkeeper = createBookkeeper({ models, clock, log, observer })
  const understandingBook = createUnderstandingBook({ models, log })
  const photos = createPhotoDesk({
    models,
    copier: parts.copier,
    adapterOf: (channel) => adapters.get(channel),
    clock,
    log,
  })
  const gate = createChannelGate(clock)
  const bot = createBot({ ...parts, reports })
  const undone = createUndoneEvents(models)
  const lanes = createLanes({
    adapters,
    store,
    bot,
    photos,
    bookkeeper,
    understandingBook,
    gate,
    clock,
    timers,
    log,
    observer,
    undoneBefore: alone ? null : undone.before,
  })
  const dispatch = createDispatch({ lanes, bookkeeper, observer, log })
  const inbox = createInbox({
    models,
    clock,
    observer,
    log,
    deliver: dispatch,
    saysNothingNew: lanes.knowsSent,
    ...(parts.paceMs === undefined ? {} : { paceMs: parts.paceMs }),
  })
  const recovery = createRecovery({
    undone,
    store,
    lanes,
    bookkeeper,
    photos,
    channels: [...adapters.keys()],
    dispatch,
    clock,
    timers,
    log,
    observer,
    alone,
  })
  await recovery.start()
  return {
    inbox,
    gate,
    lanes,
    withoutChannel: recovery.withoutChannel,
    async close(graceMs = 4000) {
      recovery.stop()
      // A store that is away must not keep the process from ending: what is not written is done again from the inbox.
      await lanes.close(graceMs)
      await within(closingMs, Promise.all([bookkeeper.close(), understandingBook.close()]))
    },
  }
}
