import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { cleanText } from './clean-text.js'
import type { Embedding, Encoder } from './encoder.js'
import type { EncoderFiles } from './encoder-files.js'
import { encoderReport } from './encoder-messages.js'

export interface EncoderOptions {
  readonly files: EncoderFiles
  /** Told when the engine is there, when it ended, and when it is given up; for the log. */
  readonly onChange: (change: EncoderChange) => void
  /** The engine's process; another one for tests. */
  readonly script?: URL
  /** Before the first restart; each further one waits twice as long; ms. */
  readonly pauseMs?: number
  /** Texts at once; more than the machine's cores gain nothing. */
  readonly workers?: number
  /** A text that would wait longer than this for its turn, by the pace of the last ones, is not taken; ms. */
  readonly patienceMs?: number
  /** A text takes no longer than this, all in all; ms. */
  readonly timeoutMs?: number
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
/** A start that fails this often in a row is not tried again: the files are broken, or the machine cannot run them. */
const mostFailedStarts = 5
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
  } = options
  const queue: Waiting[] = []
  const underWay = new Map<number, Waiting>()
  let child: ChildProcess | null = null
  let ready = false
  let closed = false
  let failedStarts = 0
  let lastId = 0
  let usualMs = assumedMs
  let restart: NodeJS.Timeout | null = null

  const settle = (waiting: Waiting, embedding: Embedding): void => {
    underWay.delete(waiting.id)
    waiting.settle(embedding)
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

  const ended = (which: ChildProcess, reason: string): void => {
    if (child !== which) return
    child = null
    if (!ready) failedStarts += 1
    ready = false
    for (const waiting of [...underWay.values(), ...queue.splice(0)]) settle(waiting, { skipped: 'failed' })
    if (closed) return
    const over = failedStarts >= mostFailedStarts
    onChange({ state: over ? 'given-up' : 'ended', reason })
    if (over) return
    restart = setTimeout(start, Math.min(pauseMs * 2 ** failedStarts, longestPauseMs))
    restart.unref()
  }

  const start = (): void => {
    const started = fork(fileURLToPath(script), [files.engine, files.weights], {
      serialization: 'advanced',
      // One thread a text: with more, a busy neighbour makes each of them wait for all. No flags of the bot's own process.
      env: { ...process.env, OMP_NUM_THREADS: '1', UV_THREADPOOL_SIZE: String(workers), NODE_OPTIONS: '' },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    child = started
    let reason = ''
    started.on('message', (message) => {
      const report = encoderReport.safeParse(message)
      if (!report.success || child !== started) return
      const { data } = report
      if ('broken' in data) reason = data.broken
      else if ('ready' in data) {
        ready = true
        failedStarts = 0
        onChange({ state: 'ready' })
      } else {
        const waiting = underWay.get(data.id)
        if (waiting) {
          usualMs += (performance.now() - waiting.sentAt - usualMs) * 0.1
          // Its own bytes: what came is a view of the message.
          settle(waiting, data.vector ? { vector: data.vector.slice() } : { skipped: 'failed' })
        }
      }
      next()
    })
    started.on('error', (error) => ended(started, error.message))
    started.on('exit', (code, signal) => ended(started, reason || `ended by ${signal ?? `code ${code}`}`))
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
      const wait = (Math.max(0, underWay.size + queue.length + 1 - workers) / workers) * usualMs
      if (queue.length >= longestQueue || wait > patienceMs) return Promise.resolve({ skipped: 'busy' })
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
          settle(waiting, { skipped: 'timeout' })
          next()
        }, timeoutMs)
        queue.push(waiting)
        next()
      })
    },
    async close() {
      closed = true
      if (restart) clearTimeout(restart)
      const last = child
      if (!last) return
      last.disconnect()
      const killed = setTimeout(() => last.kill('SIGKILL'), 1000)
      await new Promise((resolve) => last.once('exit', resolve))
      clearTimeout(killed)
    },
  }
}
