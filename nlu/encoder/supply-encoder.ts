import type { Log } from '../../models/log.js'
import { TawasulError } from '../../models/tawasul-error.js'
import { type Encoder, noEncoder } from './encoder.js'
import { encoderFolder, findEncoder } from './encoder-files.js'
import { installEncoder } from './install-encoder.js'
import { type EncoderOptions, startEncoder } from './start-encoder.js'

export interface EncoderSupply {
  readonly root: string
  readonly mode: 'auto' | 'on' | 'off'
  readonly log: Log
  readonly onProgress: (line: string) => void
  /** How the engine is started; another way for tests. */
  readonly engine?: Pick<EncoderOptions, 'script' | 'pauseMs'>
}

/**
 * The encoder as the settings want it. `auto`: what is installed, else fetched in the background and switched on when it is
 * there; `on`: resolves only when it takes texts, and throws where it cannot be had, or SIGTERM or SIGINT end the wait;
 * `off`: none.
 */
export async function supplyEncoder({ root, mode, log, onProgress, engine }: EncoderSupply): Promise<Encoder> {
  if (mode === 'off') return noEncoder
  let current: Encoder = noEncoder
  let closed = false
  const fetching = new AbortController()

  /** Starts the engine if it is installed; `settle` is told when it is there, or why it never will be. */
  const switchOn = (settle: (trouble: string | null) => void = () => undefined): boolean => {
    const files = findEncoder(encoderFolder(root))
    if (files === null || closed) return false
    current = startEncoder({
      ...engine,
      files,
      onChange: (change) => {
        if (change.state === 'ready') log.info({}, 'the encoder is there')
        else
          log.warn(
            { reason: change.reason },
            change.state === 'ended'
              ? 'the encoder ended; it is started again'
              : 'the encoder does not start; going on without it',
          )
        if (change.state !== 'ended') settle(change.state === 'ready' ? null : change.reason)
      },
    })
    return true
  }
  const install = () => installEncoder(root, (line) => onProgress(`encoder: ${line}`), fetching.signal)
  let installing: Promise<unknown> = Promise.resolve()
  const close = async () => {
    closed = true
    fetching.abort()
    await Promise.all([installing, current.close()])
  }

  if (mode === 'on') {
    const stop = () => fetching.abort()
    // The start waits for this: whoever stops the bot now shall not wait for 96 MB.
    process.once('SIGTERM', stop).once('SIGINT', stop)
    try {
      await begin(switchOn, install, fetching.signal)
    } catch (error) {
      await close()
      throw error
    } finally {
      process.off('SIGTERM', stop).off('SIGINT', stop)
    }
  } else if (!switchOn())
    installing = install()
      .then(() => switchOn())
      .catch((error: unknown) => {
        // Another process may have been quicker.
        if (!closed && !switchOn()) log.warn({ err: error }, 'going on without the encoder')
      })
  return {
    embed: (text) => current.embed(text),
    get ready() {
      return current.ready
    },
    get load() {
      return current.load
    },
    close,
  }
}

/** Resolves when the engine takes texts, after it was installed if need be. */
async function begin(
  switchOn: (settle: (trouble: string | null) => void) => boolean,
  install: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let settle: (trouble: string | null) => void = () => undefined
  const first = new Promise<string | null>((resolve) => {
    settle = resolve
  })
  signal.addEventListener('abort', () => settle('it was stopped'), { once: true })
  if (!switchOn(settle))
    await install().then(
      () => switchOn(settle) || settle('it is not where it was installed'),
      (error: unknown) => {
        // Another process may have been quicker.
        if (signal.aborted || !switchOn(settle)) throw error
      },
    )
  // The engine's process does not keep this one alive.
  const waiting = setInterval(() => undefined, 60_000)
  const trouble = await first
  clearInterval(waiting)
  if (trouble !== null)
    throw new TawasulError('encoder.unusable', `the encoder does not start: ${trouble}`, {
      retryable: false,
      hint: 'Run `npm run encoder:install`, which tries it; or set ENCODER=auto or ENCODER=off.',
    })
}
