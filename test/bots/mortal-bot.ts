import type { InboundEvent } from '../../adapters/inbound-event.js'
import type { OutboundMessage, SendResult } from '../../adapters/outbound.js'
import { ScriptedAdapter } from '../support/scripted-adapter.js'
import type { BotWorld, Process } from './bot-world.js'

/** What becomes of a send: whether the platform takes it, whether its answer arrives, and after how many ms. */
export interface SendFate {
  readonly taken: boolean
  readonly told: 'truth' | 'unknown'
  readonly ms: number
}

/** A platform that all processes send to. */
export interface Platform {
  readonly taken: { readonly messageId: string; readonly text: string; readonly personId: string }[]
  fateOf(): SendFate
  canTell(): boolean
  took(message: OutboundMessage, messageId: string): void
}

/** A process of the bot that can die at any moment: from then on it reaches the platform no more, and its timers never run. */
export class MortalBot {
  readonly #process: Process
  readonly #life: { dead: boolean }

  private constructor(process: Process, life: { dead: boolean }) {
    this.#process = process
    this.#life = life
  }

  static async start(world: BotWorld, platform: Platform, alone: boolean): Promise<MortalBot> {
    const life = { dead: false }
    const adapter = new ScriptedAdapter()
    const { taken } = platform
    const network = world.clock.timers()
    adapter.onSend = ({ message, signal }) => {
      if (life.dead) return new Promise(() => undefined)
      const fate = platform.fateOf()
      const messageId = `mid-${taken.length + 1}`
      if (fate.taken) {
        taken.push({ messageId, text: message.text, personId: message.target.personId })
        platform.took(message, messageId)
      }
      const truth: SendResult = fate.taken ? { outcome: 'sent', messageId } : { outcome: 'later', reason: 'busy' }
      const unknown: SendResult = { outcome: 'unknown', reason: 'no answer' }
      return new Promise((resolve) => {
        const answer = (result: SendResult) => {
          if (!life.dead) resolve(result)
        }
        signal.addEventListener('abort', () => answer(unknown))
        network.after(fate.ms, () => answer(fate.told === 'truth' ? truth : unknown))
      })
    }
    adapter.onHistory = (personId, after) => {
      if (!platform.canTell()) return null
      const place = taken.findIndex(({ messageId }) => messageId === after)
      return taken.slice(place + 1).filter((record) => record.personId === personId)
    }
    const process = await world.start({ adapters: [adapter], alone })
    return new MortalBot(process, life)
  }

  /** As a webhook: resolves when the events are stored. */
  accept(...events: InboundEvent[]): Promise<void> {
    return this.#process.accept(...events)
  }

  die(): void {
    this.#life.dead = true
    this.#process.kill()
  }

  async close(): Promise<void> {
    this.#life.dead = true
    await this.#process.close()
  }
}
