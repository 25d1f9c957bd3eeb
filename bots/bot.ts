import type { TurnContext } from '../adapters/activity.js'
import type { MentionEvent, MessageEvent } from '../adapters/inbound-event.js'
import type { Services } from '../config/services.js'
import type {
  DialogEffect,
  DialogEngine,
  DialogEvent,
  DialogResult,
  DialogState,
  ReportView,
  UnderstandingNote,
} from '../dialogs/dialog-types.js'
import type { Clock } from '../models/clock.js'
import type { HumanWish } from '../models/conversation.js'
import type { ReportRecord } from '../models/report.js'
import type { ReportDesk } from '../models/report-desk.js'
import type { Understander, Understanding } from '../nlu/understanding.js'
import { buildReplyActivity } from './build-activity.js'
import { buildReport } from './build-report.js'
import type { Conversation } from './conversation-store.js'
import type { StoredEvent } from './inbox.js'
import type { PhotosReceived } from './photo-desk.js'
import type { TurnObserver } from './turn-observer.js'

/** What a turn changes in the conversation besides what it sends. */
export interface TurnChanges {
  readonly dialog: DialogState
  readonly optedOut: boolean
  readonly humanWish: HumanWish | null
  readonly understood: Understanding
  /** What the dialog made of it, and of earlier ones. */
  readonly notes: readonly UnderstandingNote[]
}

/** The bot: what it says and does in a turn. Everything it sends goes through the `TurnContext`. */
export interface Bot {
  onMessage(context: TurnContext, turn: MessageTurn): Promise<TurnChanges>
  /** Says that something is out of order here; the message is kept. */
  onFault(context: TurnContext, language: string | null): Promise<void>
  /** Whether a message asks for no more messages. */
  isOptOut(text: string): boolean
  /** A public post: one reply that leads to the private thread. */
  onMention(context: TurnContext, event: MentionEvent, link: string): Promise<void>
}

export interface MessageTurn {
  readonly stored: StoredEvent
  readonly event: MessageEvent
  readonly conversation: Conversation
  readonly files: PhotosReceived
}

export interface BotParts {
  readonly engine: DialogEngine
  readonly understander: Understander
  readonly reports: ReportDesk
  readonly services: Services
  readonly clock: Clock
  readonly observer: TurnObserver
  readonly defaultLanguage: string
}

/** What is read of a message; the rest is stored all the same. */
const longestRead = 2000
/** A turn that asks for more than this has gone in a circle. */
const mostRequests = 8

/** The bot over the dialog engine. */
export function createBot({
  engine,
  understander,
  reports,
  services,
  clock,
  observer,
  defaultLanguage,
}: BotParts): Bot {
  return {
    async onMessage(context, { stored, event, conversation, files }) {
      const before = conversation.dialog ?? engine.begin(defaultLanguage)
      const now = clock.now()
      const text = event.text.slice(0, longestRead)
      const expecting = engine.expecting(before)
      const understood = await understander.understand(text, {
        language: before.language,
        now,
        ...(expecting ? { expecting } : {}),
      })
      observer.understood(understood.intent, understood.decision, understood.language, understood.encoder)

      let dialog = before
      let optedOut = false
      let { humanWish } = conversation
      const notes: UnderstandingNote[] = []
      let requests = 0
      const run = async (dialogEvent: DialogEvent): Promise<void> => {
        const step = engine.step(dialog, dialogEvent, now)
        dialog = step.state
        for (const effect of step.effects) await perform(effect)
      }
      const perform = async (effect: DialogEffect): Promise<void> => {
        switch (effect.type) {
          case 'reply':
            await context.sendActivity(buildReplyActivity(effect.text, effect.choices, effect.menuLead))
            return
          case 'open_report':
          case 'find_reports':
            if (++requests > mostRequests) throw new Error('the dialog asks for more than a turn may do')
            return run(await answerRequest(effect))
          case 'wish_human':
            humanWish = { at: now, reason: effect.reason }
            return
          case 'opt_out':
            optedOut = true
            return
          case 'note_understanding':
            notes.push(effect)
            return
          case 'note':
            observer.dialogNoted(effect.name)
        }
      }
      const answerRequest = async (
        effect: Extract<DialogEffect, { type: 'open_report' | 'find_reports' }>,
      ): Promise<DialogResult> => {
        if (effect.type === 'find_reports') {
          const found = await reports.ofResident(conversation._id, effect.number, 5)
          return { type: 'reports_found', askedFor: effect.number, reports: found.map(viewOf) }
        }
        const report = await reports.open(
          buildReport({
            id: `${stored._id}#${effect.ordinal}`,
            residentId: conversation._id,
            channel: event.channel,
            language: dialog.language,
            draft: effect.draft,
            services,
            now,
          }),
        )
        observer.reportOpened(report.service)
        return { type: 'report_opened', report: viewOf(report) }
      }
      await run({
        type: 'message',
        id: stored._id,
        text,
        truncated: event.text.length > longestRead,
        ...(event.choice === undefined ? {} : { choice: event.choice }),
        understood,
        photos: files.photos,
        unusableFiles: files.unusable,
        ...(event.location ? { location: event.location } : {}),
        sticker: event.sticker === true,
      })
      return { dialog, optedOut, humanWish, understood, notes }
    },

    isOptOut: (text) => engine.isOptOut(text),

    async onFault(context, language) {
      await context.sendActivity(buildReplyActivity(engine.faultReply(language ?? defaultLanguage), undefined))
    },

    async onMention(context, event, link) {
      const understood = await understander.understand(event.text.slice(0, longestRead), { now: clock.now() })
      observer.understood(understood.intent, understood.decision, understood.language, understood.encoder)
      const variant = Number(BigInt(event.postId.replace(/\D/g, '') || '0') % 97n)
      await context.sendActivity(
        buildReplyActivity(engine.publicReply(understood.language, understood.urgent, variant, link)),
      )
    },
  }
}

function viewOf(report: ReportRecord): ReportView {
  return {
    number: report.number,
    service: report.service,
    state: report.state,
    city: report.place.city,
    district: report.place.district,
    openedAt: report.openedAt,
    dueAt: report.dueAt,
    authority: report.authority,
  }
}
