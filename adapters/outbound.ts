import type { ChannelId } from './inbound-event.js'

/** One of the answers that a question offers. `id` comes back as `MessageEvent.choice` where the channel has buttons. */
export interface Choice {
  readonly id: string
  readonly title: string
}

/** One thing the bot says in a turn, before the channel gives it its form. */
export interface Reply {
  readonly text: string
  readonly choices?: readonly Choice[]
  /** The line above the choices where they are numbered lines to be answered by a number; channels with buttons leave it out. */
  readonly menuLead?: string
}

/** Where an outgoing message goes: to the person in private, or in public under a post. */
export type OutboundTarget =
  | { readonly type: 'private'; readonly personId: string }
  | { readonly type: 'public-reply'; readonly personId: string; readonly postId: string }

/** What a message is for; answers go before news where a budget is short. */
export type OutboundPurpose = 'answer' | 'news'

/** A message in its final form, as it lies in the outbox and is handed to `ChannelAdapter.send`. JSON and BSON safe. */
export interface OutboundMessage {
  readonly channel: ChannelId
  /** Unique and the same again when a turn is run again: made from the event's id and the place in the turn. */
  readonly key: string
  readonly target: OutboundTarget
  readonly purpose: OutboundPurpose
  readonly text: string
  readonly choices?: readonly Choice[]
}

/**
 * What became of a send.
 * `sent`: the platform took it. `later`: certainly not taken; try again (not before `retryAt`, epoch ms, when the platform named a time;
 * `scope: 'channel'` when nothing else may be sent before that either). `refused`: never will be taken; do not try again.
 * `unknown`: may have been taken; reconcile before any second try. `broken`: the channel itself is out of order (token, rights, suspended): keep, alarm, try again slowly
 * (not before `retryAt`, epoch ms, where the platform asks for a longer silence).
 */
export type SendResult =
  | { readonly outcome: 'sent'; readonly messageId: string }
  | {
      readonly outcome: 'later'
      readonly reason: string
      readonly retryAt?: number
      readonly scope?: 'message' | 'channel'
    }
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'unknown'; readonly reason: string }
  | { readonly outcome: 'broken'; readonly reason: string; readonly hint: string; readonly retryAt?: number }

/** A message that the platform's history shows as sent by us to a person. */
export interface SentRecord {
  readonly messageId: string
  readonly text: string
}

/** From where on a history is read: behind the last message known as sent (null: none is), and never from before `since` (epoch ms). */
export interface HistoryStart {
  readonly messageId: string | null
  readonly since: number
}

/**
 * What the platform's history shows as sent by us to a person, oldest first. `reach`: `whole`: what is not in `records` was not sent.
 * `not-now`: some or all of it cannot be read at the moment (a budget, an outage); ask again, not before `retryAt` (epoch ms) where a time is
 * known. `not-ever`: asking again will tell no more (a right is missing, or there is more than may be read).
 */
export interface SentHistory {
  readonly records: readonly SentRecord[]
  readonly reach: 'whole' | 'not-now' | 'not-ever'
  readonly retryAt?: number
}
