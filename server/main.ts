import { TawasulError } from '../models/tawasul-error.js'
import { createLog } from './create-log.js'
import { isLogLevel } from './settings.js'
import { startTawasul, type Tawasul } from './start-tawasul.js'

/** Starts Tawasul from the environment, tells how far it is, and stops it in order at SIGTERM or SIGINT, also during the start. */
export async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const terminal = process.stdout.isTTY
  const log = createLog(isLogLevel(env.LOG_LEVEL) ? env.LOG_LEVEL : 'info')
  let running: Tawasul | null = null
  let stopping = false
  const say = (line: string): void => {
    // Between the signal and here nobody could tell the installation, which may take minutes.
    if (stopping && line.startsWith('encoder: ')) throw stopped()
    if (terminal) process.stdout.write(`  ${line}\n`)
    else log.info({}, line)
  }
  const exit = (code: number): void => {
    log.flush()
    setTimeout(() => process.exit(code), 50)
  }
  const end = (tawasul: Tawasul): void => {
    tawasul
      .stop()
      .catch((error: unknown) => log.error({ err: error }, 'stopping in order failed'))
      .finally(() => exit(0))
  }
  const stop = (signal: string): void => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    // What is still being started is stopped as soon as it can be.
    if (running) end(running)
  }
  process.once('SIGTERM', () => stop('SIGTERM'))
  process.once('SIGINT', () => stop('SIGINT'))
  try {
    const tawasul = await startTawasul({ env, log, onProgress: say })
    running = tawasul
    if (stopping) end(tawasul)
    else tellAddresses(tawasul)
  } catch (error) {
    if (stopping) {
      log.info({ err: error }, 'stopped during the start')
      exit(0)
      return
    }
    const known = error instanceof TawasulError
    process.stderr.write(
      known ? `\nTawasul cannot start: ${error.message}\n${error.hint}\n\n` : '\nTawasul cannot start.\n',
    )
    log.fatal({ err: error }, 'cannot start')
    exit(1)
  }

  function tellAddresses({ url, emulators }: Tawasul): void {
    const addresses = {
      ...(emulators ? { phones: `${url}/phones` } : {}),
      health: `${url}/health/ready`,
      webhooks: `${url}/webhooks/twitter ${url}/webhooks/messenger`,
    }
    log.info(addresses, 'ready')
    if (terminal)
      process.stdout.write(
        `\n${Object.entries(addresses)
          .map(([what, where]) => `  ${what.padEnd(9)} ${where}\n`)
          .join('')}\n`,
      )
  }
}

function stopped(): TawasulError {
  return new TawasulError('server.stopped', 'stopped during the start', { retryable: true, hint: 'Start it again.' })
}
