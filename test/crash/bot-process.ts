import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import path from 'node:path'
import { projectRoot } from '../../config/project-root.js'

/** The real bot in a process of its own, that can be killed and started again on the same data. */
export class BotProcess {
  readonly url: string
  readonly #env: Readonly<Record<string, string>>
  readonly #directory: string
  #child: ChildProcess | null = null
  #output = ''
  kills = 0

  private constructor(port: number, directory: string, settings: Readonly<Record<string, string>>) {
    this.url = `http://127.0.0.1:${port}`
    this.#directory = directory
    const own = {
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: directory,
      EMULATORS: 'off',
      ENCODER: 'off',
      LOG_LEVEL: 'warn',
    }
    this.#env = { PATH: process.env.PATH ?? '', ...settings, ...own }
  }

  /** Chooses a port; nothing is started yet. `directory` is the data folder. */
  static async prepare(directory: string, settings: Readonly<Record<string, string>>): Promise<BotProcess> {
    const probe = createServer().listen(0, '127.0.0.1')
    await once(probe, 'listening')
    const address = probe.address()
    probe.close()
    await once(probe, 'close')
    if (!address || typeof address === 'string') throw new Error('no port')
    return new BotProcess(address.port, directory, settings)
  }

  start(): void {
    const script = path.join(projectRoot, 'server/start.mjs')
    const child = spawn(process.execPath, [script], { cwd: this.#directory, env: this.#env })
    const keep = (chunk: Buffer) => {
      this.#output = (this.#output + chunk.toString()).slice(-4000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    this.#child = child
  }

  /** SIGKILL; resolves when the process is gone. */
  async kill(): Promise<void> {
    const child = this.#child
    if (!child) return
    if (child.exitCode !== null) throw new Error(`the bot ended by itself:\n${this.#output}`)
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    this.kills += 1
  }

  /** Resolves when `/health/ready` answers 200. */
  async ready(): Promise<void> {
    while ((await this.#ask('/health/ready'))?.status !== 200) {
      if (this.#child?.exitCode !== null) throw new Error(`the bot does not start:\n${this.#output}`)
      await pause(50)
    }
  }

  /** Resolves when neither an event nor a message waits in the store. */
  async idle(): Promise<void> {
    const nothing = ['tawasul_inbox_waiting 0', 'tawasul_outbox_waiting 0']
    for (;;) {
      const lines = ((await (await this.#ask('/metrics'))?.text()) ?? '').split('\n')
      if (nothing.every((line) => lines.includes(line))) return
      await pause(200)
    }
  }

  /** SIGTERM; resolves when the process has ended in order. */
  async stop(): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
  }

  async #ask(route: string): Promise<Response | null> {
    try {
      return await fetch(`${this.url}${route}`)
    } catch (error) {
      if (error instanceof TypeError) return null
      throw error
    }
  }
}

/** The bot is another process on the real clock: the only way to learn of it is to ask again. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
