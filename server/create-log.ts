import { destination, type Logger, pino, stdSerializers } from 'pino'
import { TawasulError } from '../models/tawasul-error.js'

/** What never goes into a log, wherever it stands. */
const secretPaths = [
  '*.accessToken',
  '*.accessSecret',
  '*.apiSecret',
  '*.pageAccessToken',
  '*.appSecret',
  '*.text',
  'text',
  'name',
  '*.name',
  '*.*.name',
  '*.*.text',
  '*.*.phone',
  'phone',
  '*.phone',
  'url',
  '*.url',
]

/** Errors of the channels' clients carry tokens and texts: only what names the fault is kept. */
function serializeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { type } = stdSerializers.err(error)
  const code = 'code' in error ? { code: String(error.code) } : {}
  const hint = 'hint' in error ? { hint: String(error.hint) } : {}
  const cause = error.cause instanceof Error ? { cause: serializeError(error.cause) } : {}
  return { type, ...code, ...hint, ...cause, stack: stackWithoutMessage(error) }
}

/** A message may quote what a resident wrote (a parser's does); the places in the code do not. */
function stackWithoutMessage(error: Error): string {
  const words = new Set(error.message.split('\n'))
  const frames = (error.stack ?? '').split('\n').filter((line) => frame.test(line) && !words.has(line))
  return [error instanceof TawasulError ? error.message : '', ...frames.slice(0, 12)].filter(Boolean).join('\n')
}

/** A place in the code as V8 writes it. */
const frame = /^ {4}at .*(?:file:\/\/|node:|\/|<anonymous>)/

/** A logger of JSON lines on standard output, written in pieces so that a line costs no system call of its own. */
export function createLog(level: string): Logger {
  const out = destination({ dest: 1, sync: false, minLength: 4096 })
  const flusher = setInterval(() => out.flush(), 200)
  flusher.unref()
  return pino(
    { level, base: null, redact: { paths: secretPaths, censor: '…' }, serializers: { err: serializeError } },
    out,
  )
}
