import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { projectRoot } from '../config/project-root.js'
import { type Emulators, startEmulators } from '../emulators/start-emulators.js'
import { roomyXLimits } from '../emulators/x/x-budget.js'
import { encoderFolder, findEncoder } from '../nlu/encoder/encoder-files.js'
import { processorTime, residentMemory } from './process-figures.js'

/** The bot in a process of its own, on an empty store, between emulated platforms in this process. */
export interface BotUnderTest {
  readonly emulators: Emulators
  /** From the start of the process until it takes webhooks, ms. */
  readonly readyMs: number
  /** Resident memory, MiB. */
  memory(): number
  /** Processor time used so far, ms. */
  processor(): number
  stop(): Promise<void>
}

/** Starts the bot as `npm start` does, with settings for the emulators. */
export async function startBotUnderTest(env: Readonly<Record<string, string>> = {}): Promise<BotUnderTest> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tawasul-bench-'))
  const emulators = await startEmulators({ xLimits: roomyXLimits, graphEvents: { deliveries: false, reads: false } })
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const began = Date.now()
  const child = spawn(process.execPath, [...(await nodeOptions()), 'server/start.mjs'], {
    cwd: projectRoot,
    env: {
      ...process.env,
      ...emulators.settings,
      EMULATORS: 'off',
      ENCODER: process.env.ENCODER ?? (findEncoder(encoderFolder(projectRoot)) === null ? 'off' : 'auto'),
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'info',
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await untilReady(url, child)
  const readyMs = Date.now() - began
  emulators.setWebhookBase(url)
  return {
    emulators,
    readyMs,
    memory: () => residentMemory(child.pid ?? 0),
    processor: () => processorTime(child.pid ?? 0),
    async stop() {
      child.kill('SIGTERM')
      await new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(null)))
      await emulators.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Node's own options as `npm start` has them, or what TAWASUL_BENCH_NODE says instead. */
async function nodeOptions(): Promise<readonly string[]> {
  const instead = process.env.TAWASUL_BENCH_NODE
  if (instead !== undefined) return instead.split(' ').filter(Boolean)
  const { scripts } = packageSchema.parse(JSON.parse(await readFile(path.join(projectRoot, 'package.json'), 'utf8')))
  return scripts.start.split(' ').filter((word) => word.startsWith('--'))
}

const packageSchema = z.object({ scripts: z.object({ start: z.string() }) })

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    if (child.exitCode !== null) throw new Error('the bot ended at its start')
    const answer = await fetch(`${url}/health/ready`).catch(() => null)
    if (answer?.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the bot was not ready within a minute')
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
