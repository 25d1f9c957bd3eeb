import { boundedJson } from '../bounded-json.js'
import type { NoticeEvent } from '../inbound-event.js'
import { idFromContent } from './event-id.js'
import type { MessagingItem } from './webhook-body.js'

/** Who we are, for reading what concerns us. `now` (epoch ms) stands in where an event tells no time of its own. */
export interface ReadingContext {
  readonly pageId: string
  readonly appId?: string
  readonly now: number
}

/** Something of a webhook body while it is being read. */
export interface Reading {
  /** As it came; its hash is the id where the platform gives none. */
  readonly raw: unknown
  /** As far as it was understood. */
  readonly item?: MessagingItem
  /** The resident it concerns, if one is told. */
  readonly personId?: string
  /** The entry's own time, epoch ms. */
  readonly entryTime?: number
  readonly context: ReadingContext
}

/** What every event of a person has. */
export function eventBase(reading: Reading, personId: string, eventId: string) {
  return { channel: 'messenger', eventId, conversationId: `messenger:${personId}`, at: timeOf(reading) } as const
}

/** What a notice may carry besides its name. */
export interface NoticeExtras {
  readonly eventId?: string
  readonly alarm?: boolean
  readonly bot?: 'pause' | 'resume'
}

/** A notice in the person's lane, or in the page's own where no person is told; one of an unknown shape keeps what came. */
export function noticeEvent(name: string, reading: Reading, extras: NoticeExtras = {}): NoticeEvent {
  const { eventId = idFromContent(name, reading.raw), ...rest } = extras
  const lane = reading.personId ?? reading.context.pageId
  const raw = name === 'unknown' ? { raw: boundedJson(reading.raw) } : {}
  return { kind: 'notice', ...eventBase(reading, lane, eventId), notice: name, ...rest, ...raw }
}

function timeOf({ item, entryTime, context }: Reading): number {
  return item?.timestamp ?? item?.delivery?.watermark ?? item?.read?.watermark ?? entryTime ?? context.now
}

/** Compares app ids, which come as numbers or as strings. */
export function isSameApp(id: string | number | undefined, ours: string): boolean {
  return String(id) === ours || (typeof id === 'number' && id === Number(ours))
}
