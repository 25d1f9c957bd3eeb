import type { Decision, Intent } from '../nlu/understanding.js'

/** Where the bot tells what happened, for figures; no words of residents. Durations in ms. */
export interface TurnObserver {
  eventStored(channel: string, kind: string): void
  eventRepeated(channel: string, kind: string): void
  /** An event that said only what its conversation knew already; it was not stored. */
  eventKnown(channel: string, kind: string): void
  /** An event that an operator must know of (revoked access, encrypted chat, unknown shapes). */
  alarm(channel: string, what: string): void
  understood(intent: Intent, decision: Decision, language: string, encoder: boolean): void
  dialogNoted(name: string): void
  turnDone(channel: string, ms: number): void
  turnFailed(channel: string, code: string): void
  /** From the event's arrival to the platform's word that the answer was taken. */
  answered(channel: string, ms: number): void
  sendSettled(
    channel: string,
    result: 'sent' | 'later' | 'refused' | 'unknown' | 'broken' | 'reconciled' | 'withdrawn',
  ): void
  reportOpened(service: string): void
}
