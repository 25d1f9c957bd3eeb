import { TawasulError } from '../../models/tawasul-error.js'
import type { EncoderFiles } from './encoder-files.js'
import { startEncoder } from './start-encoder.js'

/** Two sentences of one meaning and one of another: what any right build of the model tells apart. */
const trial = { one: 'توجد حفرة في الشارع', same: 'there is a hole in the road', other: 'thank you and goodbye' }
/** For the start, and for a text; a machine under load may be slow. */
const patienceMs = 20_000

/** Starts the engine once and looks whether it understands; throws `encoder.unusable` where it does not start, or does not, or `signal` stops it. */
export async function tryEncoder(files: EncoderFiles, signal?: AbortSignal): Promise<void> {
  let told = 'it did not start in time'
  let settle: (ready: boolean) => void = () => undefined
  const ready = new Promise<boolean>((resolve) => {
    settle = resolve
  })
  const timer = setTimeout(() => settle(false), patienceMs)
  const encoder = startEncoder({
    files,
    patienceMs: Number.POSITIVE_INFINITY,
    timeoutMs: patienceMs,
    onChange: (change) => {
      if (change.state !== 'ready') told = change.reason
      settle(change.state === 'ready')
    },
  })
  const stop = () => {
    told = 'it was stopped'
    settle(false)
    void encoder.close()
  }
  signal?.addEventListener('abort', stop)
  try {
    if (signal?.aborted) stop()
    if (!(await ready)) throw unusable(told)
    const [one, same, other] = await Promise.all(
      [trial.one, trial.same, trial.other].map(async (text) => {
        const embedding = await encoder.embed(text)
        if ('skipped' in embedding) throw unusable(`a text was ${embedding.skipped}`)
        return embedding.vector
      }),
    )
    if (!one || !same || !other || dot(one, same) <= dot(one, other)) throw unusable('its vectors make no sense')
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
    await encoder.close()
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)
}

function unusable(reason: string): TawasulError {
  return new TawasulError('encoder.unusable', `the encoder cannot be used on this machine: ${reason}`, {
    retryable: false,
    hint: 'Set ENCODER=off; the bot understands without it, less well.',
  })
}
