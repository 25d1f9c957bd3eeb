import type { GraphEmulator } from '../../emulators/graph/graph-emulator.js'
import type { XEmulator } from '../../emulators/x/x-emulator.js'
import { pause } from './bot-process.js'

/** Draws whole numbers from 0 to below the given one, the same ones again from the same seed. */
export type Draw = (below: number) => number

/** Mulberry32 by Tommy Ettinger. */
export function createDraw(seed: number): Draw {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** Something a resident did; ends when its webhook was taken. */
interface Doing {
  readonly delivered: Promise<unknown>
}

/** A platform as residents use it. */
export interface ResidentsPlatform {
  readonly channel: 'messenger' | 'twitter'
  say(residentId: string, text: string): Doing
  /** Answers a question by one of its choices. */
  choose(residentId: string, title: string, payload: string): Doing
  /** What the municipality has sent, oldest first. */
  messagesTo(residentId: string): readonly { readonly text: string }[]
}

/** Messenger, where choices are tapped. */
export const onMessenger = (graph: GraphEmulator): ResidentsPlatform => ({
  channel: 'messenger',
  say: (id, text) => graph.say(id, text),
  choose: (id, title, payload) => graph.tapQuickReply(id, title, payload),
  messagesTo: (id) => graph.messagesTo(id),
})

/** X, where choices are written. */
export const onX = (x: XEmulator): ResidentsPlatform => ({
  channel: 'twitter',
  say: (id, text) => x.say(id, text),
  choose: (id, title) => x.say(id, title),
  messagesTo: (id) => x.messagesTo(id),
})

/** Something that goes on until it is told to stop. */
export interface Residents {
  /** Resolves when everybody has said their last, and every webhook was taken. */
  stop(): Promise<void>
}

/** Residents who ask for their reports by number, each time for another one, up to three at once; the answer names the number. */
export function startAsking(
  platform: ResidentsPlatform,
  numbersOf: ReadonlyMap<string, readonly string[]>,
  draw: Draw,
): Residents {
  const left = new Map([...numbersOf].map(([id, numbers]) => [id, [...numbers]]))
  return keepOn([...left.keys()], async (id) => {
    const numbers = left.get(id)?.splice(0, 1 + draw(3)) ?? []
    const asked = numbers.map((number) => platform.say(id, `وين وصل بلاغي رقم ${number}`).delivered)
    await pause(800 + draw(1600))
    return asked
  })
}

/** Residents who open reports, one after the other, step by step, waiting for each question. */
export function startReporting(platform: ResidentsPlatform, ids: readonly string[]): Residents {
  return keepOn(ids, async (id, stopped) => {
    const steps: [RegExp, () => Doing][] = [
      [/معلم/, () => platform.say(id, 'فيه عمود إنارة طافي في حي الشاطئ بالدمام')],
      [/صورة/, () => platform.say(id, 'أول الشارع جنب المخبز')],
      [/هل البيانات صحيحة/, () => platform.choose(id, 'بدون صورة', 'report.photo:none')],
      [/رقم البلاغ/, () => platform.choose(id, 'نعم، إرسال', 'report.confirm:yes')],
    ]
    const delivered: Promise<unknown>[] = []
    for (const [question, act] of steps) {
      const before = platform.messagesTo(id).length
      delivered.push(act().delivered)
      while (
        !platform
          .messagesTo(id)
          .slice(before)
          .some(({ text }) => question.test(text))
      ) {
        if (stopped()) return delivered
        await pause(50)
      }
    }
    return delivered
  })
}

function keepOn(
  ids: readonly string[],
  once: (id: string, stopped: () => boolean) => Promise<readonly Promise<unknown>[]>,
): Residents {
  let over = false
  const live = async (id: string): Promise<void> => {
    const delivered: Promise<unknown>[] = []
    while (!over) delivered.push(...(await once(id, () => over)))
    await Promise.all(delivered)
  }
  const lives = ids.map(live)
  return {
    async stop() {
      over = true
      await Promise.all(lives)
    },
  }
}
