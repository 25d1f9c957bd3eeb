import { TawasulError } from '../../models/tawasul-error.js'
import type { Encoder } from './encoder.js'
import { encoderFolder, findEncoder } from './encoder-files.js'
import { startEncoder } from './start-encoder.js'

/** Starts the installed encoder for a command that needs it for every text; rejects with `encoder.absent` or `encoder.unusable`. */
export async function startReadyEncoder(root: string): Promise<Encoder> {
  const files = findEncoder(encoderFolder(root))
  if (files === null)
    throw new TawasulError('encoder.absent', 'the encoder is not installed', {
      retryable: false,
      hint: 'Run `npm run encoder:install` first.',
    })
  return new Promise((resolve, reject) => {
    // The engine's process does not keep this one alive.
    const waiting = setInterval(() => undefined, 60_000)
    const encoder = startEncoder({
      files,
      patienceMs: Number.POSITIVE_INFINITY,
      timeoutMs: 60_000,
      onChange: (change) => {
        if (change.state === 'ended') return
        clearInterval(waiting)
        if (change.state === 'ready') resolve(encoder)
        if (change.state === 'given-up')
          reject(
            new TawasulError('encoder.unusable', `the encoder does not start: ${change.reason}`, {
              retryable: false,
              hint: 'Run `npm run encoder:install`, which tries it.',
            }),
          )
      },
    })
  })
}
