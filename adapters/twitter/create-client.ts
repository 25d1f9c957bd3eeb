import type { IncomingHttpHeaders } from 'node:http'
import { type ITwitterApiClientPlugin, TwitterApi } from 'twitter-api-v2'
import { createAgent } from './create-agent.js'
import { readCallError } from './read-call-error.js'
import type { TwitterSettings } from './twitter-settings.js'
import type { XAnswer } from './x-answer.js'

/** The X API v2 by `twitter-api-v2`. Paths are relative to `/2/` and may hold `:names` filled from `parameters`. Calls never throw. */
export interface XClient {
  get(path: string, query: Record<string, string>, options?: CallOptions): Promise<XAnswer>
  post(path: string, body: Record<string, unknown>, options?: CallOptions): Promise<XAnswer>
  put(path: string, options?: CallOptions): Promise<XAnswer>
  /** The same client with an app-only bearer token, which listing webhooks asks for; null when X gives none. */
  asApp(): Promise<XClient | null>
}

/** What may be told of one call. */
export interface CallOptions {
  readonly parameters?: Record<string, string>
  readonly signal?: AbortSignal
}

/** How long a call may take where the settings name no time, ms. */
export const defaultTimeoutMs = 10_000

/**
 * A client with the account's OAuth 1.0a tokens. Around the library: an agent that lets `http:` addresses work, all addresses moved to
 * `apiBaseUrl` (only the v2 prefix could be set, token addresses are literals), JSON bodies whatever the path begins with, a time limit
 * for the whole call (it has none), and answers with their headers and their errors read (`readCallError`).
 */
export function createClient(settings: TwitterSettings): XClient {
  const base = new URL(settings.apiBaseUrl)
  const { agent, wasConnected } = createAgent(base.protocol === 'http:' ? 'http:' : 'https:')
  const signals = new WeakMap<object, AbortSignal>()
  const timeoutMs = settings.timeoutMs ?? defaultTimeoutMs
  const { apiKey: appKey, apiSecret: appSecret, accessToken, accessSecret } = settings
  const plugins = [createPlugin(base, signals, timeoutMs)]
  const tokens = { appKey, appSecret, accessToken, accessSecret }
  // answers are a few hundred bytes: decompressing them costs more than it saves
  const library = new TwitterApi(tokens, { httpAgent: agent, plugins, compression: 'identity' })

  const wrap = (api: TwitterApi): XClient => {
    const call = async (key: object, options: CallOptions, run: () => Promise<LibraryAnswer>): Promise<XAnswer> => {
      if (options.signal?.aborted) return { kind: 'unsent', reason: 'stopped before the call' }
      const limit = new AbortController()
      const stop = () => limit.abort()
      const timer = setTimeout(stop, timeoutMs)
      options.signal?.addEventListener('abort', stop, { once: true })
      signals.set(key, limit.signal)
      try {
        const { data, headers } = await run()
        return { kind: 'ok', data, headers }
      } catch (error) {
        return readCallError(error, wasConnected)
      } finally {
        clearTimeout(timer)
        options.signal?.removeEventListener('abort', stop)
      }
    }
    return {
      get: (path, query, options = {}) =>
        call(query, options, () => api.v2.get<unknown>(path, query, toArguments(options))),
      post: (path, body, options = {}) =>
        call(body, options, () => api.v2.post<unknown>(path, body, toArguments(options))),
      put: (path, options = {}) => {
        const body = {}
        return call(body, options, () => api.v2.put<unknown>(path, body, toArguments(options)))
      },
      asApp: async () => {
        try {
          return wrap(await api.appLogin())
        } catch (error) {
          // an app-only token is a convenience of checks: without one they go on with the account's own
          if (error instanceof Error) return null
          throw error
        }
      },
    }
  }
  return wrap(library)
}

/** What the library's calls give with `fullResponse`. */
interface LibraryAnswer {
  readonly data: unknown
  readonly headers: IncomingHttpHeaders
}

const toArguments = ({ parameters = {} }: CallOptions) => ({ fullResponse: true, params: { ...parameters } }) as const

function createPlugin(base: URL, signals: WeakMap<object, AbortSignal>, timeoutMs: number): ITwitterApiClientPlugin {
  const prefix = base.origin + base.pathname.replace(/\/+$/, '')
  return {
    onBeforeRequestConfig: ({ params }) => {
      const { origin, pathname, search } = new URL(params.url)
      if (origin !== 'https://api.x.com') return
      params.url = prefix + pathname + search
      // the library chooses by the path's beginning, and would send `/behind/2/` urlencoded
      if (pathname.startsWith('/2/') && params.body) params.forceBodyMode = 'json'
    },
    onBeforeRequest: async ({ params, requestOptions }) => {
      const signal = signals.get(params.body ?? params.query ?? params)
      if (signal) requestOptions.signal = signal
      // the app login is the library's own call
      else requestOptions.timeout = timeoutMs
    },
  }
}
