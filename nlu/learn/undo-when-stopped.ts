import os from 'node:os'

/** The process as far as it can be stopped: `process` itself. */
export interface Stoppable {
  once(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
  off(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
  exit(code: number): void
}

const signals = ['SIGINT', 'SIGTERM'] as const

/** Undoes and ends the process, with 128 and the signal's number, at SIGINT or SIGTERM; what it returns disarms it. */
export function undoWhenStopped(undo: () => void, stoppable: Stoppable = process): () => void {
  const armed = signals.map((signal) => {
    const stop = (): void => {
      disarm()
      try {
        undo()
      } finally {
        stoppable.exit(128 + os.constants.signals[signal])
      }
    }
    stoppable.once(signal, stop)
    return { signal, stop }
  })
  const disarm = (): void => {
    for (const { signal, stop } of armed) stoppable.off(signal, stop)
  }
  return disarm
}
