import type { IncomingMessage, ServerResponse } from 'node:http'
import { type PlatformCall, readCall } from './read-call.js'

/** What an emulated platform answers; a string body is sent as plain text. */
export interface PlatformAnswer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** One request with the parameters of its path and the response, for faults that never answer. */
export interface RoutedCall extends PlatformCall {
  readonly parameters: Readonly<Record<string, string>>
  readonly response: ServerResponse
}

/** Answers one request; undefined when the response has been dealt with already. */
export type PlatformHandler = (call: RoutedCall) => PlatformAnswer | undefined | Promise<PlatformAnswer | undefined>

/** A route: its parameters in braces, as OpenAPI writes them. */
export interface PlatformRoute {
  readonly method: string
  readonly route: string
  readonly handle: PlatformHandler
}

/** An answer that was given, for those who check it. */
export interface GivenAnswer extends PlatformAnswer {
  readonly method: string
  /** The route's pattern; the bare path where no route fits. */
  readonly route: string
}

/** How a platform's routes are entered and left. */
export interface RouterHooks {
  /** Looks at every call before its route, known or not; an answer here ends it. */
  readonly guard: (call: PlatformCall) => PlatformAnswer | undefined
  /** Answers what no route fits. */
  readonly fallback: (call: PlatformCall) => PlatformAnswer
  /** The headers of every answer of a status, the content type among them. */
  readonly headers: (status: number) => Readonly<Record<string, string>>
  readonly answered: (answer: GivenAnswer) => void
}

/** Sends each request to the handler of its route. Routes are tried in order, so the fixed ones come first. */
export class PlatformRouter {
  readonly #routes: readonly (PlatformRoute & { readonly pattern: RegExp })[]
  readonly #hooks: RouterHooks

  constructor(routes: readonly PlatformRoute[], hooks: RouterHooks) {
    this.#routes = routes.map((route) => ({ ...route, pattern: patternOf(route.route) }))
    this.#hooks = hooks
  }

  /** Reads, routes and answers one request. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request, 'http://127.0.0.1')
    if (!call) {
      response.writeHead(413, { connection: 'close' }).end()
      return
    }
    const found = this.#find(call)
    const answer = this.#hooks.guard(call) ?? (await this.#answer(call, response, found))
    if (!answer || response.destroyed || response.headersSent) return
    const isText = typeof answer.body === 'string'
    response.writeHead(answer.status, {
      ...this.#hooks.headers(answer.status),
      ...(isText ? { 'content-type': 'text/plain; charset=utf-8' } : {}),
      ...answer.headers,
    })
    response.end(isText ? answer.body : JSON.stringify(answer.body))
    this.#hooks.answered({ ...answer, method: call.method, route: found?.route.route ?? call.path })
  }

  #answer(call: PlatformCall, response: ServerResponse, found: FoundRoute | undefined): ReturnType<PlatformHandler> {
    if (!found) return this.#hooks.fallback(call)
    return found.route.handle({ ...call, parameters: found.parameters, response })
  }

  #find({ method, path }: PlatformCall): FoundRoute | undefined {
    for (const route of this.#routes) {
      const match = route.method === method ? route.pattern.exec(path) : null
      if (match) return { route, parameters: { ...match.groups } }
    }
    return undefined
  }
}

interface FoundRoute {
  readonly route: PlatformRoute
  readonly parameters: Readonly<Record<string, string>>
}

const patternOf = (route: string): RegExp =>
  new RegExp(`^${route.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}/?$`)
