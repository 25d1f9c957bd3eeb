import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { systemTimers, type Timers } from '../../models/clock.js'
import { cleanText } from './clean-text.js'
import type { Embedding, Encoder } from './encoder.js'
import type { EncoderFiles } from './encoder-files.js'
import { encoderReport } from './encoder-messages.js'
import { pickEnv, plainVariables } from './pick-env.js'

export interface EncoderOptions {
  readonly files: EncoderFiles
  /** Told when the engine is there, when it ended, and when it is given up; for the log. */
  readonly onChange: (change: EncoderChange) => void
  /** The engine's process; another one for tests. */
  readonly script?: URL
  /** Before the first restart; each further one waits twice as long, until one lives for `steadyMs`; ms. */
  readonly pauseMs?: number
  /** Texts at once; more than the machine's cores gain nothing. */
  readonly workers?: number
  /** A text that would take longer than this, its turn included, by the pace of the last ones, is not taken; ms. */
  readonly patienceMs?: number
  /** A text takes no longer than this, all in all; ms. */
  readonly timeoutMs?: number
  /** An engine that lives this long has started well; ms. */
  readonly steadyMs?: number
  /** For restarts and `steadyMs`. */
  readonly timers?: Timers
}

export type EncoderChange =
  | { readonly state: 'ready' }
  | { readonly state: 'ended' | 'given-up'; readonly reason: string }

interface Waiting {
  readonly id: number
  readonly text: string
  readonly settle: (embedding: Embedding) => void
  sentAt: number
}

const engineScript = new URL('./encoder-child.js', import.meta.url)
const longestQueue = 64
const longestPauseMs = 60_000
/** Starts that fail this often with no steady one between them are the last: the files are broken, or the machine cannot run them. */
const mostFailedStarts = 5
/** Texts that time out in a row, with no answer to any text between them: the engine hangs. */
const mostUnanswered = 3
/** Until a text was measured. */
const assumedMs = 25

/** Starts the engine in a process of its own and keeps it alive; returns at once, ready or not. */
export function startEncoder(options: EncoderOptions): Encoder {
  const {
    files,
    onChange,
    script = engineScript,
    pauseMs = 250,
    workers = 2,
    patienceMs = 300,
    timeoutMs = 1500,
    steadyMs = 30_000,
    timers = systemTimers,
  } = options
  const queue: Waiting[] = []
  const underWay = new Map<number, Waiting>()
  let child: ChildProcess | null = null
  let ready = false
  let closed = false
  let failedStarts = 0
  /** Ends since an engine was steady. */
  let ends = 0
  let unanswered = 0
  let lastId = 0
  let usualMs = assumedMs
  let reason = ''
  let callOffRestart: () => void = () => undefined
  let callOffSteady: () => void = () => undefined

  const settle = (waiting: Waiting, embedding: Embedding): void => {
    underWay.delete(waiting.id)
    waiting.settle(embedding)
  }

  const measure = (waiting: Waiting): void => {
    usualMs += (performance.now() - waiting.sentAt - usualMs) * 0.1
  }

  const next = (): void => {
    while (ready && child && underWay.size < workers) {
      const waiting = queue.shift()
      if (!waiting) return
      waiting.sentAt = performance.now()
      underWay.set(waiting.id, waiting)
      child.send({ id: waiting.id, text: waiting.text }, () => undefined)
    }
  }

  const missed = (waiting: Waiting): void => {
    measure(waiting)
    unanswered += 1
    if (unanswered < mostUnanswered) return
    reason = 'it no longer answered'
    child?.kill('SIGKILL')
  }

  const ended = (which: ChildProcess, why: string): void => {
    if (child !== which) return
    child = null
    callOffSteady()
    if (!ready) failedStarts += 1
    ready = false
    for (const waiting of [...underWay.values(), ...queue.splice(0)]) settle(waiting, { skipped: 'failed' })
    if (closed) return
    const over = failedStarts >= mostFailedStarts
    onChange({ state: over ? 'given-up' : 'ended', reason: reason || why })
    if (over) return
    callOffRestart = timers.after(Math.min(pauseMs * 2 ** ends, longestPauseMs), start)
    ends += 1
  }

  const start = (): void => {
    const started = fork(fileURLToPath(script), [files.engine, files.weights], {
      serialization: 'advanced',
      // One thread a text: with more, a busy neighbour makes each of them wait for all. No flags of the bot's own process.
      env: {
        ...pickEnv(process.env, plainVariables),
        OMP_NUM_THREADS: '1',
        UV_THREADPOOL_SIZE: String(workers),
      },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    child = started
    reason = ''
    unanswered = 0
    started.on('message', (message) => {
      const report = encoderReport.safeParse(message)
      if (!report.success || child !== started) return
      const { data } = report
      if ('broken' in data) reason = data.broken
      else if ('ready' in data) {
        ready = true
        callOffSteady = timers.after(steadyMs, () => {
          failedStarts = 0
          ends = 0
        })
        onChange({ state: 'ready' })
      } else {
        // A late one as well: slow is not hung.
        unanswered = 0
        const waiting = underWay.get(data.id)
        if (waiting) {
          measure(waiting)
          // Its own bytes: what came is a view of the message.
          settle(waiting, data.vector ? { vector: data.vector.slice() } : { skipped: 'failed' })
        }
      }
      next()
    })
    started.on('error', (error) => ended(started, error.message))
    started.on('exit', (code, signal) => ended(started, `ended by ${signal ?? `code ${code}`}`))
    started.unref()
    started.channel?.unref()
  }

  start()
  return {
    get ready() {
      return ready
    },
    get load() {
      return queue.length + underWay.size
    },
    embed(text) {
      if (!ready) return Promise.resolve({ skipped: 'absent' })
      const rounds = 1 + Math.max(0, underWay.size + queue.length + 1 - workers) / workers
      if (queue.length >= longestQueue || rounds * usualMs > patienceMs) {
        // What was slow may be fast again: after some texts left out one is tried.
        usualMs = Math.max(assumedMs, usualMs * 0.97)
        return Promise.resolve({ skipped: 'busy' })
      }
      return new Promise((resolve) => {
        lastId += 1
        const waiting: Waiting = {
          id: lastId,
          text: cleanText(text),
          sentAt: 0,
          settle: (embedding) => {
            clearTimeout(timer)
            resolve(embedding)
          },
        }
        const timer = setTimeout(() => {
          const place = queue.indexOf(waiting)
          if (place >= 0) queue.splice(place, 1)
          else missed(waiting)
          settle(waiting, { skipped: 'timeout' })
          next()
        }, timeoutMs)
        queue.push(waiting)
        next()
      })
    },
    async close() {
      closed = true
      callOffRestart()
      callOffSteady()
      const last = child
      if (!last) return
      if (last.connected) last.disconnect()
      const killed = setTimeout(() => last.kill('SIGKILL'), 1000)
      await new Promise((resolve) => last.once('exit', resolve))
      clearTimeout(killed)
    },
  }
}
