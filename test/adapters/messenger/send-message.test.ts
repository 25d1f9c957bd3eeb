import { createRequire } from 'node:module'
import net from 'node:net'
import { expect } from 'chai'
import { createGraphTransport } from '../../../adapters/messenger/graph-transport.js'
import type { SendResult } from '../../../adapters/outbound.js'
import { type GraphAnswer, type GraphDouble, graphError, startGraphDouble } from './graph-double.js'
import { at, pageId, residentId } from './meta-body.js'
import { outbound, pageAccessToken, testAdapter } from './test-adapter.js'

const free = () => new AbortController().signal

describe('messenger sends', () => {
  let graph: GraphDouble
  beforeEach(async () => {
    graph = await startGraphDouble()
  })
  afterEach(() => graph.close())

  const adapter = (timeoutMs?: number) =>
    testAdapter({ graphBaseUrl: graph.url }, { transport: createGraphTransport(timeoutMs) })
  const answered = (answer: GraphAnswer, message = outbound()): Promise<SendResult> => {
    graph.answer = () => answer
    return adapter().send(message, free())
  }

  it('posts to the page through the SDK, in the form the Send API wants', async () => {
    graph.answer = () => ({ json: { recipient_id: residentId, message_id: 'm_taken' } })
    const message = outbound({ choices: [{ id: 'confirm:yes', title: 'نعم' }] })
    expect(await adapter().send(message, free())).to.deep.equal({ outcome: 'sent', messageId: 'm_taken' })
    const [call] = graph.calls
    expect(call).to.include({ method: 'POST', path: `/v24.0/${pageId}/messages` })
    expect(call?.query.get('access_token')).to.equal(pageAccessToken)
    const { id: _, ...body } = call?.body ?? {}
    expect(body).to.deep.equal({
      recipient: { id: residentId },
      messaging_type: 'RESPONSE',
      message: {
        text: message.text,
        metadata: 'tws:event-1:0',
        quick_replies: [{ content_type: 'text', title: 'نعم', payload: 'confirm:yes' }],
      },
    })
  })

  it('sends news as an update', async () => {
    await adapter().send(outbound({ purpose: 'news' }), free())
    expect(graph.calls[0]?.body.messaging_type).to.equal('UPDATE')
  })

  it('sends nothing in public', async () => {
    const result = await adapter().send(
      outbound({ target: { type: 'public-reply', personId: '1', postId: '2' } }),
      free(),
    )
    expect(result.outcome).to.equal('refused')
    expect(graph.calls).to.have.length(0)
  })

  const table: readonly [string, GraphAnswer, SendResult['outcome'], RegExp?][] = [
    ['10/2018278', { status: 400, json: graphError(10, 2018278) }, 'refused', /window/],
    ['10/2018065', { status: 400, json: graphError(10, 2018065) }, 'refused', /window/],
    ['10/2018108', { status: 400, json: graphError(10, 2018108) }, 'refused', /unreachable/],
    ['551/1545041', { status: 400, json: graphError(551, 1545041) }, 'refused', /unreachable/],
    ['200/1545041', { status: 403, json: graphError(200, 1545041) }, 'refused', /unreachable/],
    ['100/2018001', { status: 400, json: graphError(100, 2018001) }, 'refused', /unreachable/],
    ['100 for a tag', { status: 400, json: graphError(100) }, 'refused', /graph error 100/],
    ['100/33', { status: 400, json: graphError(100, 33) }, 'broken', /100\/33/],
    ['10/1893063', { status: 400, json: graphError(10, 1893063) }, 'broken', /1893063/],
    ['190/463', { status: 400, json: graphError(190, 463) }, 'broken', /190\/463/],
    ['200/2018028', { status: 403, json: graphError(200, 2018028) }, 'broken', /200/],
    ['230', { status: 403, json: graphError(230) }, 'broken', /230/],
    ['368', { status: 400, json: graphError(368) }, 'broken', /368/],
    ['4', { status: 400, json: graphError(4) }, 'later', /throttled/],
    ['17', { status: 400, json: graphError(17) }, 'later', /throttled/],
    ['32', { status: 400, json: graphError(32) }, 'later', /throttled/],
    ['613', { status: 400, json: graphError(613) }, 'later', /throttled/],
    ['80006', { status: 400, json: graphError(80006) }, 'later', /throttled/],
    ['429 by a proxy', { status: 429, html: 'slow down' }, 'later', /throttled/],
    ['1', { status: 500, json: graphError(1) }, 'unknown'],
    ['1/1357046', { status: 400, json: graphError(1, 1357046) }, 'unknown'],
    ['2', { status: 500, json: graphError(2) }, 'unknown'],
    ['1200', { status: 400, json: graphError(1200) }, 'unknown'],
    ['502 in HTML', { status: 502, html: '<html><h1>502 Bad Gateway</h1></html>' }, 'unknown'],
    ['500 without a code', { status: 500, json: { error: { message: 'x' } } }, 'unknown'],
    ['200 without an id', { json: { recipient_id: '1' } }, 'unknown'],
    ['200 in HTML', { status: 200, html: '<html></html>' }, 'unknown'],
    ['200 with null', { json: null }, 'unknown'],
    ['404 in HTML', { status: 404, html: 'not here' }, 'later'],
    ['a redirect', { status: 302, html: '' }, 'broken'],
    ['401 by a proxy', { status: 401, html: '' }, 'broken'],
  ]
  for (const [what, answer, outcome, reason = /./] of table)
    it(`takes ${what} as ${outcome}`, async () => {
      const result = await answered(answer)
      expect(result.outcome).to.equal(outcome)
      expect('reason' in result && result.reason).to.match(reason)
      expect(graph.calls).to.have.length(1)
      for (const secret of [pageAccessToken, outbound().text, '0501234567', 'secret words', residentId])
        expect(JSON.stringify(result)).not.to.include(secret)
    })

  const pauses: readonly [string, object, number | undefined][] = [
    ['10/1893063', graphError(10, 1893063), 30],
    ['368', graphError(368), 60],
    ['190/463', graphError(190, 463), undefined],
  ]
  for (const [what, json, minutes] of pauses)
    it(`after ${what} keeps the channel silent for ${minutes === undefined ? 'the usual pause' : `${minutes} minutes`}`, async () => {
      const result = await answered({ status: 400, json })
      const retryAt = result.outcome === 'broken' ? result.retryAt : Number.NaN
      expect(retryAt).to.equal(minutes === undefined ? undefined : at + minutes * 60_000)
    })

  it('says when to come back, and whether all have to wait', async () => {
    const wait = async (code: number, headers: Record<string, string>) => {
      const result = await answered({ status: 400, json: graphError(code), headers })
      return result.outcome === 'later'
        ? [result.retryAt === undefined ? undefined : result.retryAt - at, result.scope]
        : result
    }
    const usage = (minutes: number) =>
      JSON.stringify({
        [pageId]: [
          {
            type: 'messenger',
            call_count: 100,
            total_cputime: 1,
            total_time: 1,
            estimated_time_to_regain_access: minutes,
          },
        ],
      })
    expect(await wait(613, {})).to.deep.equal([undefined, 'message'])
    expect(await wait(613, { 'retry-after': '2' })).to.deep.equal([2000, 'message'])
    expect(
      await wait(613, { 'retry-after': '2', 'x-app-usage': '{"call_count":100,"total_cputime":30,"total_time":30}' }),
    ).to.deep.equal([2000, 'channel'])
    expect(await wait(4, { 'retry-after': 'soon' })).to.deep.equal([undefined, 'channel'])
    expect(await wait(4, { 'retry-after': new Date(at + 90_000).toUTCString() })).to.deep.equal([90_000, 'channel'])
    expect(await wait(80006, { 'x-business-use-case-usage': usage(28) })).to.deep.equal([28 * 60_000, 'channel'])
    expect(await wait(80006, { 'x-business-use-case-usage': 'not json', 'x-app-usage': '[' })).to.deep.equal([
      undefined,
      'channel',
    ])
    expect(await wait(32, { 'retry-after': '99999999' })).to.deep.equal([86_400_000, 'channel'])
  })

  it('does not know whether a message was taken when the connection breaks or nothing comes', async () => {
    for (const act of [
      (response: import('node:http').ServerResponse) => response.socket?.destroy(),
      (response: import('node:http').ServerResponse) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '50' })
        response.write('{"recipient_id":"1",')
        response.socket?.destroySoon()
      },
    ]) {
      graph.answer = () => ({ act })
      expect((await adapter().send(outbound(), free())).outcome).to.equal('unknown')
    }
    graph.answer = () => ({ act: () => undefined })
    expect(await adapter(60).send(outbound(), free())).to.deep.equal({
      outcome: 'unknown',
      reason: 'connection lost (timeout)',
    })
  })

  it('knows that nothing was taken when no connection stood', async () => {
    const gone = testAdapter({ graphBaseUrl: graph.url })
    await graph.close()
    expect(await gone.send(outbound(), free())).to.deep.equal({
      outcome: 'later',
      reason: 'not connected (ECONNREFUSED)',
    })
    const nowhere = testAdapter({ graphBaseUrl: 'http://graph.invalid' })
    expect((await nowhere.send(outbound(), free())).outcome).to.equal('later')
    graph = await startGraphDouble()
  })

  it('knows it too when TLS never came about', async () => {
    const plain = net.createServer((socket) => {
      socket.resume()
      socket.on('error', () => socket.destroy())
      socket.end('HTTP/1.1 400 no TLS here\r\n\r\n')
    })
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve))
    const { port } = plain.address() as net.AddressInfo
    const secure = testAdapter({ graphBaseUrl: `https://127.0.0.1:${port}` })
    expect((await secure.send(outbound(), free())).outcome).to.equal('later')
    await new Promise((resolve) => plain.close(resolve))
  })

  it('gives up when the caller has learned the outcome, and lets go of the connection', async () => {
    const stop = new AbortController()
    let closed: Promise<void> | undefined
    graph.answer = () => ({
      act: (response) => {
        closed = new Promise((resolve) => response.on('close', () => resolve()))
        stop.abort()
      },
    })
    expect(await adapter().send(outbound(), stop.signal)).to.deep.equal({
      outcome: 'unknown',
      reason: 'connection lost (aborted)',
    })
    await closed
    expect(await adapter().send(outbound(), stop.signal)).to.deep.equal({
      outcome: 'later',
      reason: 'not connected (aborted)',
    })
    expect(graph.calls).to.have.length(1)
  })

  it('keeps two pages apart, and leaves the SDK as it found it', async () => {
    const other = await startGraphDouble()
    const client = createRequire(createRequire(import.meta.url).resolve('facebook-nodejs-business-sdk'))('axios')
    const before = client.defaults.adapter
    const listeners = process.listenerCount('uncaughtException')
    const first = adapter()
    const second = testAdapter({
      graphBaseUrl: other.url,
      pageAccessToken: 'second-token',
      pageId: '2',
      graphVersion: 'v25.0',
    })
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? first : second).send(outbound({ key: `k:${n}` }), free())),
    )
    expect(graph.calls.map(({ path, query }) => `${path} ${query.get('access_token')}`)).to.deep.equal(
      Array(20).fill(`/v24.0/${pageId}/messages ${pageAccessToken}`),
    )
    expect(other.calls.map(({ path, query }) => `${path} ${query.get('access_token')}`)).to.deep.equal(
      Array(20).fill('/v25.0/2/messages second-token'),
    )
    expect(client.defaults.adapter).to.equal(before)
    expect(process.listenerCount('uncaughtException')).to.equal(listeners)
    await other.close()
  })

  it('shows a message as seen and an answer as being written', async () => {
    await adapter().indicateTyping(residentId)
    expect(graph.calls.map(({ body }) => [body.sender_action, body.recipient, 'message' in body])).to.deep.equal([
      ['mark_seen', { id: residentId }, false],
      ['typing_on', { id: residentId }, false],
    ])
  })

  it('shows nothing for a minute after the channel was throttled, and never throws', async () => {
    let now = at
    const typing = testAdapter({ graphBaseUrl: graph.url, clock: { now: () => now } })
    graph.answer = () => ({ status: 400, json: graphError(4) })
    await typing.indicateTyping(residentId)
    await typing.indicateTyping(residentId)
    expect(graph.calls).to.have.length(1)
    now += 60_000
    graph.answer = () => ({ status: 502, html: '<html>' })
    await typing.indicateTyping(residentId)
    await typing.indicateTyping(residentId)
    expect(graph.calls).to.have.length(3)
  })
})
