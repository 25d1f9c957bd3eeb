import type { ServerResponse } from 'node:http'
import type { Fault, FaultKind } from './fault-book.js'

/** How a platform words the faults that are answers. */
export type FaultAnswers = Record<
  'rate-limited' | 'server-error' | 'refused' | 'window-closed' | 'unauthorized',
  (fault: Fault) => void
>

const silentFor = 90_000

/**
 * Carries out a fault. `accept` takes the message as sent although the sender will not hear of it.
 * Returns true when the request is dealt with, false when it goes on as usual (slower, for `slow`).
 */
export async function carryOutFault(
  fault: Fault,
  response: ServerResponse,
  accept: () => void,
  answers: FaultAnswers,
): Promise<boolean> {
  const { kind, options } = fault
  if (isAnswer(kind)) {
    answers[kind](fault)
    return true
  }
  if (kind === 'slow') {
    await new Promise((resolve) => setTimeout(resolve, options.ms ?? 1500))
    return false
  }
  if (kind === 'html-error') {
    response.writeHead(503, { 'content-type': 'text/html; charset=utf-8' })
    response.end('<html><head><title>503</title></head><body><h1>Service Unavailable</h1></body></html>')
    return true
  }
  if (kind.endsWith('after-success')) accept()
  if (kind.startsWith('dropped')) response.socket?.destroy()
  else fallSilent(response, options.ms ?? silentFor)
  return true
}

function isAnswer(kind: FaultKind): kind is keyof FaultAnswers {
  return ['rate-limited', 'server-error', 'refused', 'window-closed', 'unauthorized'].includes(kind)
}

function fallSilent(response: ServerResponse, ms: number): void {
  const timer = setTimeout(() => response.destroy(), ms).unref()
  response.once('close', () => clearTimeout(timer))
}
