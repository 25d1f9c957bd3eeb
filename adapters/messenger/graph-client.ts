import sdk from 'facebook-nodejs-business-sdk'
import type { GraphExchange, GraphTransport } from './graph-exchange.js'
import { withHttpAdapter } from './with-http-adapter.js'

/** A call's parameters: the JSON body of a POST, the query of a GET. */
export type CallParams = Record<string, unknown>

/** What the channel asks of the Graph API. Never throws; every call tells what became of it. */
export interface GraphClient {
  /** Creates on an edge of the page, e.g. `/messages`, with the page's token. */
  create(edge: string, params: CallParams, signal: AbortSignal): Promise<GraphExchange>
  /** Any other call; `token` stands in for the page's. */
  call(
    method: 'GET' | 'POST',
    path: readonly string[],
    params: CallParams,
    signal: AbortSignal,
    token?: string,
  ): Promise<GraphExchange>
}

export interface GraphClientSettings {
  readonly pageAccessToken: string
  readonly pageId: string
  readonly graphBaseUrl: string
  readonly graphVersion: string
}

/** A client over `facebook-nodejs-business-sdk`; several can live beside each other, each with its own address and token. */
export function createGraphClient(settings: GraphClientSettings, transport: GraphTransport): GraphClient {
  const api = new GraphApi(settings, transport)
  // One for all calls: making a `Page` defines some hundred properties, which costs more than the call itself.
  // `Object` for the same reason: the SDK would make a `Page` of every answer, when the exchange has told all by then.
  const page = new sdk.Page(settings.pageId, {}, null, api)
  return {
    create: (edge, params, signal) =>
      api.observe({ ...params }, { signal }, (own) => page.createEdge(edge, [], own, Object)),
    call: (method, path, params, signal, token) =>
      api.observe({ ...params }, { signal, ...(token === undefined ? {} : { token }) }, (own) =>
        api.call(method, [...path], own),
      ),
  }
}

interface CallFacts {
  readonly signal: AbortSignal
  readonly token?: string
  exchange?: GraphExchange
}

/**
 * The SDK's API object with its own address, token and wire. The SDK's is fixed to graph.facebook.com, has no time-out and cannot be
 * aborted, and its errors carry the token and the resident's words but not why a connection failed; so each call is observed here.
 */
class GraphApi extends sdk.FacebookAdsApi {
  readonly #root: string
  readonly #transport: GraphTransport
  readonly #facts = new WeakMap<object, CallFacts>()

  constructor(settings: GraphClientSettings, transport: GraphTransport) {
    // Without the last argument it installs a crash reporter that sends stack traces to Meta.
    super(settings.pageAccessToken, undefined, false)
    this.#root = `${settings.graphBaseUrl.replace(/\/+$/, '')}/${settings.graphVersion}`
    this.#transport = transport
  }

  /** Runs a call of the SDK with `params`, which it must hand on to `call` as they are, and tells what the wire saw of it. */
  async observe(
    params: CallParams,
    facts: CallFacts,
    run: (params: CallParams) => Promise<unknown>,
  ): Promise<GraphExchange> {
    this.#facts.set(params, facts)
    // Settled either way: the SDK's own error says less than the exchange, and more than may be logged.
    await Promise.allSettled([run(params)])
    return facts.exchange ?? { answered: false, written: true, code: 'sdk' }
  }

  override call<T>(method: string, path: string | string[], params: Record<string, unknown> = {}): Promise<T> {
    const facts = this.#facts.get(params)
    if (facts === undefined || typeof path === 'string')
      return Promise.reject(new Error('calls are made through observe only'))
    const query = new URLSearchParams({ access_token: facts.token ?? this.accessToken })
    if (method === 'GET') for (const [key, value] of Object.entries(params)) query.set(key, String(value))
    const url = `${this.#root}/${path.map(encodeURIComponent).join('/')}?${query}`
    const adapter = async (config: { data?: unknown }): Promise<object> => {
      const body = method === 'GET' || typeof config.data !== 'string' ? '' : config.data
      const headers =
        body === '' ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }
      facts.exchange = await this.#transport({ method, url, headers, body, signal: facts.signal })
      return answerFor(facts.exchange, config)
    }
    return withHttpAdapter(adapter, () => super.call<T>(method, url, method === 'GET' ? {} : params))
  }
}

/** The exchange as the SDK's HTTP client expects it; what is no success is thrown, as there. */
function answerFor(exchange: GraphExchange, config: object): object {
  if (!exchange.answered) throw new Error(`no answer: ${exchange.code}`)
  const response = {
    status: exchange.status,
    statusText: '',
    headers: { ...exchange.headers },
    data: exchange.body ?? '',
    config,
  }
  if (exchange.status >= 200 && exchange.status < 300) return response
  throw Object.assign(new Error(`answered ${exchange.status}`), { response })
}
