import type { Emulators } from '../emulators/start-emulators.js'
import { type BotUnderTest, startBotUnderTest } from './bot-under-test.js'
import { type Percentiles, percentiles } from './percentiles.js'

/** How the residents write. `rate`: turns a second over all, 0 for as fast as they are answered. */
export interface Load {
  readonly residents: number
  readonly seconds: number
  readonly rate: number
}

/** What one load came to. Times in ms, memory in MiB. */
export interface LoadFigures extends Load {
  readonly turns: number
  readonly turnsPerSecond: number
  readonly reports: number
  readonly ackMs: Percentiles
  readonly replyMs: Percentiles
  readonly lost: number
  readonly memory: { readonly idle: number; readonly peak: number }
  /** Processor time of the bot, its store included, for one turn. */
  readonly processorMsPerTurn: number
  readonly readyMs: number
}

const districts = ['الشاطئ', 'النور', 'الروضة', 'البادية', 'الفيصلية']
/** One whole report: problem and place at once, no photo, yes. */
const script = (resident: number): string[] => [
  `فيه حفرة كبيرة جنب عمارة رقم ${100 + resident} في حي ${districts[resident % districts.length] ?? ''} بالدمام`,
  'بدون صورة',
  'نعم',
  'وين وصل بلاغي؟',
]
const patienceMs = 30_000
/** Between the arrivals of two residents. */
const arrivalMs = 15

/** 200 residents (or as told) walk through reports; from the webhook to the answer at the platform. */
export async function benchConversations(load: Load): Promise<LoadFigures> {
  const bot = await startBotUnderTest()
  try {
    await run(bot, { residents: 20, seconds: 3, rate: 0 }, 'warm')
    return await run(bot, load, 'bench')
  } finally {
    await bot.stop()
  }
}

async function run(bot: BotUnderTest, load: Load, name: string): Promise<LoadFigures> {
  const { emulators } = bot
  const answers = waitForAnswers(emulators)
  const ack: number[] = []
  const reply: number[] = []
  let lost = 0
  let reports = 0
  let next = performance.now()
  const idle = bot.memory()
  let peak = idle
  let turns = 0
  const processorBefore = bot.processor()
  const watch = setInterval(() => {
    peak = Math.max(peak, bot.memory())
  }, 500)
  // Residents arrive one after the other; what is measured begins when all are there.
  const began = performance.now() + load.residents * arrivalMs
  const until = began + load.seconds * 1000

  const gate = async (): Promise<void> => {
    if (load.rate === 0) return
    const now = performance.now()
    next = Math.max(next + 1000 / load.rate, now)
    if (next > now) await new Promise((resolve) => setTimeout(resolve, next - now))
  }
  const resident = async (index: number): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, index * arrivalMs))
    const id = `${name === 'warm' ? 8 : 9}${String(index).padStart(9, '0')}`
    for (let step = 0; performance.now() < until; step++) {
      const text = script(index)[step % 4] ?? ''
      await gate()
      const sentAt = performance.now()
      const answered = answers.next(id)
      const outcome = await emulators.graph.say(id, text).delivered
      if (sentAt >= began) ack.push(outcome?.ms ?? performance.now() - sentAt)
      if (!(await answered)) {
        lost += 1
        return
      }
      turns += 1
      if (sentAt >= began) reply.push(performance.now() - sentAt)
      if (step % 4 === 2) reports += 1
    }
  }
  await Promise.all(Array.from({ length: load.residents }, (_, index) => resident(index)))
  const took = (performance.now() - began) / 1000
  clearInterval(watch)
  answers.stop()
  return {
    ...load,
    turns: reply.length,
    turnsPerSecond: Math.round(reply.length / took),
    reports,
    ackMs: percentiles(ack),
    replyMs: percentiles(reply),
    lost,
    memory: { idle, peak },
    processorMsPerTurn: Math.round(((bot.processor() - processorBefore) / Math.max(1, turns)) * 100) / 100,
    readyMs: bot.readyMs,
  }
}

function waitForAnswers({ graph }: Emulators) {
  const waiting = new Map<string, (answered: boolean) => void>()
  const stop = graph.onAccepted(({ threadId }) => {
    waiting.get(threadId)?.(true)
    waiting.delete(threadId)
  })
  return {
    stop,
    next: (id: string) =>
      new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(false), patienceMs)
        waiting.set(id, (answered) => {
          clearTimeout(timer)
          resolve(answered)
        })
      }),
  }
}
