import { TawasulError } from '../models/tawasul-error.js'
import { createLog } from './create-log.js'
import { isLogLevel } from './settings.js'
import { startTawasul } from './start-tawasul.js'

/** Starts Tawasul from the environment, tells how far it is, and stops it in order at SIGTERM or SIGINT. */
export async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const terminal = process.stdout.isTTY
  const log = createLog(isLogLevel(env.LOG_LEVEL) ? env.LOG_LEVEL : 'info')
  const say = (line: string): void => {
    if (terminal) process.stdout.write(`  ${line}\n`)
    else log.info({}, line)
  }
  try {
    const tawasul = await startTawasul({ env, log, onProgress: say })
    const { url, emulators } = tawasul
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
    let stopping = false
    const stop = (signal: string): void => {
      if (stopping) return
      stopping = true
      log.info({ signal }, 'stopping')
      tawasul
        .stop()
        .catch((error: unknown) => log.error({ err: error }, 'stopping in order failed'))
        .finally(() => {
          log.flush()
          setTimeout(() => process.exit(0), 50)
        })
    }
    process.once('SIGTERM', () => stop('SIGTERM'))
    process.once('SIGINT', () => stop('SIGINT'))
  } catch (error) {
    const known = error instanceof TawasulError
    process.stderr.write(
      known ? `\nTawasul cannot start: ${error.message}\n${error.hint}\n\n` : '\nTawasul cannot start.\n',
    )
    log.fatal({ err: error }, 'cannot start')
    log.flush()
    setTimeout(() => process.exit(1), 50)
  }
}
