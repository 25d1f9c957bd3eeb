import type { Log } from '../../models/log.js'
import { type Encoder, noEncoder } from './encoder.js'
import { encoderFolder, findEncoder } from './encoder-files.js'
import { installEncoder } from './install-encoder.js'
import { startEncoder } from './start-encoder.js'

export interface EncoderSupply {
  readonly root: string
  readonly mode: 'auto' | 'on' | 'off'
  readonly log: Log
  readonly onProgress: (line: string) => void
}

/**
 * The encoder as the settings want it. `auto`: what is installed, else fetched in the background and switched on when it is
 * there; `on`: resolves only when it is installed, and throws where it cannot be; `off`: none.
 */
export async function supplyEncoder({ root, mode, log, onProgress }: EncoderSupply): Promise<Encoder> {
  if (mode === 'off') return noEncoder
  let current: Encoder = noEncoder
  let closed = false
  const fetching = new AbortController()

  const switchOn = (): boolean => {
    const files = findEncoder(encoderFolder(root))
    if (files === null || closed) return files !== null
    current = startEncoder({
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
      },
    })
    return true
  }

  if (!switchOn()) {
    const installing = installEncoder(root, (line) => onProgress(`encoder: ${line}`), fetching.signal)
    if (mode === 'on') {
      await installing
      switchOn()
    } else
      installing.then(switchOn).catch((error: unknown) => {
        if (!closed) log.warn({ err: error }, 'going on without the encoder')
      })
  }
  return {
    embed: (text) => current.embed(text),
    get ready() {
      return current.ready
    },
    get load() {
      return current.load
    },
    async close() {
      closed = true
      fetching.abort()
      await current.close()
    },
  }
}
