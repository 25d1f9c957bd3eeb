import { performance } from 'node:perf_hooks'

/** How busy this process is. */
export interface LoadGauge {
  /** Whether its event loop worked for more than half of the last moments. */
  isBusy(): boolean
  close(): void
}

const everyMs = 250
/** At 300 turns a second on two cores it is some 0.6; in an ordinary hour below 0.1. */
const busyFrom = 0.5

/** A gauge over the event loop's utilisation, as Node measures it. */
export function createLoadGauge(): LoadGauge {
  let before = performance.eventLoopUtilization()
  let busy = false
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization()
    busy = performance.eventLoopUtilization(now, before).utilization > busyFrom
    before = now
  }, everyMs)
  timer.unref()
  return { isBusy: () => busy, close: () => clearInterval(timer) }
}
