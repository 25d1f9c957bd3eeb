import type { TurnObserver } from '../../bots/turn-observer.js'
import type { Log } from '../../models/log.js'

/** A line that was logged. */
export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly facts: object
  readonly sentence: string
}

/** A log in memory. */
export class RecordingLog implements Log {
  readonly lines: LogLine[] = []
  debug(facts: object, sentence: string): void {
    this.lines.push({ level: 'debug', facts, sentence })
  }
  info(facts: object, sentence: string): void {
    this.lines.push({ level: 'info', facts, sentence })
  }
  warn(facts: object, sentence: string): void {
    this.lines.push({ level: 'warn', facts, sentence })
  }
  error(facts: object, sentence: string): void {
    this.lines.push({ level: 'error', facts, sentence })
  }
}

/** What the bot told of its turns: each call as its name and its words, e.g. `sendSettled messenger sent`. */
export class RecordingObserver implements TurnObserver {
  readonly told: string[] = []
  eventStored(channel: string, kind: string): void {
    this.told.push(`eventStored ${channel} ${kind}`)
  }
  eventRepeated(channel: string, kind: string): void {
    this.told.push(`eventRepeated ${channel} ${kind}`)
  }
  eventKnown(channel: string, kind: string): void {
    this.told.push(`eventKnown ${channel} ${kind}`)
  }
  alarm(channel: string, what: string): void {
    this.told.push(`alarm ${channel} ${what}`)
  }
  understood(intent: string): void {
    this.told.push(`understood ${intent}`)
  }
  dialogNoted(name: string): void {
    this.told.push(`dialogNoted ${name}`)
  }
  turnDone(channel: string): void {
    this.told.push(`turnDone ${channel}`)
  }
  turnFailed(channel: string, code: string): void {
    this.told.push(`turnFailed ${channel} ${code}`)
  }
  answered(channel: string, ms: number): void {
    this.told.push(`answered ${channel} ${ms}`)
  }
  sendSettled(channel: string, result: string): void {
    this.told.push(`sendSettled ${channel} ${result}`)
  }
  reportOpened(service: string): void {
    this.told.push(`reportOpened ${service}`)
  }
  count(what: string): number {
    return this.told.filter((line) => line === what).length
  }
}
