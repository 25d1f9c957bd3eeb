import http from 'node:http'
import { expect } from 'chai'
import type { InboundEvent } from '../../adapters/inbound-event.js'
import { createApp } from '../../server/create-app.js'
import { createWebhookListener } from '../../server/create-webhook-listener.js'
import { createMetrics } from '../../server/metrics.js'
import { largestBody } from '../../server/read-body.js'
import { buildMessage } from '../support/build-event.js'
import { FakeClock } from '../support/fake-clock.js'
import { serve, type TestServer } from '../support/http-calls.js'
import { RecordingLog } from '../support/recorders.js'
import { ScriptedAdapter } from '../support/scripted-adapter.js'

const address = '/webhooks/messenger'
const signed = { 'x-signature': 'right' }

describe('webhook listener', () => {
  let server: TestServer
  let stored: InboundEvent[]
  let storeAway: boolean
  let defect: Error | null
  let parsed: unknown[]
  let verified: Buffer[]
  const log = new RecordingLog()
  const metrics = createMetrics()
  const clock = new FakeClock()
  const event = buildMessage()

  beforeEach(async () => {
    stored = []
    parsed = []
    verified = []
    storeAway = false
    defect = null
    const adapter = new ScriptedAdapter()
    adapter.onVerify = ({ rawBody, headers }) => {
      verified.push(rawBody)
      return headers['x-signature'] === 'right'
    }
    adapter.onParse = (body) => {
      parsed.push(body)
      if (defect) throw defect
      return [event]
    }
    const inbox = {
      accept: async (events: readonly InboundEvent[]) => {
        if (storeAway) throw new Error('the store is away')
        stored.push(...events)
      },
    }
    server = await serve(createWebhookListener({ adapters: [adapter], inbox, metrics, log, clock }, createApp([], log)))
  })
  afterEach(() => server.close())

  /** A JSON text of exactly so many bytes. */
  const json = (bytes: number) => `"${'a'.repeat(bytes - 2)}"`

  it('answers the platform’s check of the address in the adapter’s words', async () => {
    expect(await server.get(`${address}?challenge=12%2B3`)).to.deep.include({ status: 200, body: '12+3' })
    expect(await server.get(address)).to.deep.include({ status: 403, body: '' })
  })

  it('answers 200 once the events are stored', async () => {
    const { status } = await server.post(address, '{"a":"ه"}', { headers: signed })
    expect(status).to.equal(200)
    expect(stored).to.deep.equal([event])
    expect(parsed).to.deep.equal([{ a: 'ه' }])
  })

  it('hands the very bytes that came to the check of the signature', async () => {
    const bytes = Buffer.from(' {"a" : "\\u0647"}\r\n')
    for (const chunked of [false, true]) await server.post(address, bytes, { headers: signed, chunked })
    expect(verified.every((raw) => raw.equals(bytes))).to.equal(true)
    expect(verified).to.have.length(2)
  })

  it('does not unpack what the signature was made over', async () => {
    const { status } = await server.post(address, '{}', { headers: { ...signed, 'content-encoding': 'gzip' } })
    expect(status).to.equal(200)
    expect(verified[0]?.toString()).to.equal('{}')
  })

  it('takes any content type', async () => {
    const headers = { ...signed, 'content-type': 'text/plain' }
    expect((await server.post(address, '{}', { headers })).status).to.equal(200)
  })

  for (const chunked of [false, true]) {
    const how = chunked ? 'in chunks without a length' : 'with a length'
    it(`takes a body of exactly the largest size, ${how}`, async () => {
      expect((await server.post(address, json(largestBody), { headers: signed, chunked })).status).to.equal(200)
    })

    it(`refuses one byte more with 413, signed or not, ${how}, and looks at nothing else of it`, async () => {
      for (const headers of [signed, {}])
        expect((await server.post(address, json(largestBody + 1), { headers, chunked })).status).to.equal(413)
      expect([verified, parsed, stored]).to.deep.equal([[], [], []])
    })

    it(`still hears the answer after sending several megabytes, ${how}`, async () => {
      expect((await server.post(address, json(5 * largestBody), { headers: signed, chunked })).status).to.equal(413)
    })

    it(`refuses a missing or forged signature with 401 before looking at the JSON, ${how}`, async () => {
      for (const headers of [{}, { 'x-signature': 'wrong' }])
        for (const body of ['{}', 'no json', ''])
          expect((await server.post(address, body, { headers, chunked })).status).to.equal(401)
      expect([parsed, stored]).to.deep.equal([[], []])
    })

    it(`refuses a signed body that is no JSON with 400, ${how}`, async () => {
      for (const body of ['no json', '', '{"a":', '{} {}', '\u0000'])
        expect((await server.post(address, body, { headers: signed, chunked })).status, body).to.equal(400)
      expect([parsed, stored]).to.deep.equal([[], []])
    })
  }

  it('leaves JSON of any shape to the adapter', async () => {
    for (const body of ['null', '[]', '1', '"a"', '{"__proto__":{}}'])
      expect((await server.post(address, body, { headers: signed })).status, body).to.equal(200)
    expect(parsed).to.have.length(5)
  })

  it('answers 503 when the store does not take the events, so that the platform delivers again, and 200 then', async () => {
    storeAway = true
    const refused = await server.post(address, '{}', { headers: signed })
    expect(refused.status).to.equal(503)
    expect(refused.headers['retry-after']).to.equal('2')
    expect(stored).to.deep.equal([])
    expect(log.lines.at(-1)).to.deep.include({ level: 'error' })
    storeAway = false
    expect((await server.post(address, '{}', { headers: signed })).status).to.equal(200)
  })

  it('keeps a body that breaks the parser as an unknown notice, once however often it comes, and says so', async () => {
    defect = new Error('a defect')
    for (const body of ['{"a":1}', '{"a":1}', '{"a":2}'])
      expect((await server.post(address, body, { headers: signed })).status).to.equal(200)
    expect(stored).to.have.length(3)
    for (const notice of stored)
      expect(notice).to.deep.include({
        kind: 'notice',
        notice: 'unknown',
        alarm: true,
        channel: 'messenger',
        conversationId: 'messenger:unknown',
        at: clock.now(),
      })
    expect(new Set(stored.map(({ eventId }) => eventId)).size).to.equal(2)
    expect(log.lines.at(-1)).to.deep.equal({
      level: 'error',
      facts: { err: defect, channel: 'messenger' },
      sentence: 'a webhook body could not be read; it is kept as unknown',
    })
    storeAway = true
    expect((await server.post(address, '{"a":1}', { headers: signed })).status).to.equal(503)
  })

  it('still refuses rightly while the store is away', async () => {
    storeAway = true
    expect((await server.post(address, '{}')).status).to.equal(401)
    expect((await server.post(address, 'no json', { headers: signed })).status).to.equal(400)
    expect((await server.post(address, json(largestBody + 1), { headers: signed })).status).to.equal(413)
  })

  it('stores nothing of a request that breaks off', async () => {
    await new Promise<void>((resolve) => {
      const headers = { ...signed, 'content-length': '1000' }
      const request = http.request(`${server.url}${address}`, { method: 'POST', headers, agent: false })
      request.on('error', () => resolve())
      request.write('{"half":')
      request.on('socket', (socket) => socket.on('connect', () => setImmediate(() => request.destroy())))
      request.on('close', () => resolve())
    })
    // The server has seen the end of it when it answers the next one.
    expect((await server.post(address, '{}', { headers: signed })).status).to.equal(200)
    expect(parsed).to.deep.equal([{}])
  })

  it('knows no other channel and no other method', async () => {
    expect((await server.post('/webhooks/telegram', '{}', { headers: signed })).status).to.equal(404)
    expect(await server.get('/nowhere')).to.deep.include({ status: 404, body: '{"error":"not-found"}' })
  })

  it('counts what it answered, and tells nothing of its make', async () => {
    const { headers } = await server.post(address, '{}', { headers: signed })
    expect(headers).to.not.have.property('x-powered-by')
    const text = await metrics.text(null)
    for (const status of [200, 400, 401, 413, 503])
      expect(text).to.match(new RegExp(`tawasul_webhook_seconds_count{channel="messenger",status="${status}"} [1-9]`))
  })

  it('tells nothing of its inside when something breaks', async () => {
    const broken = new ScriptedAdapter()
    broken.onVerify = () => {
      throw new Error('secret inside')
    }
    const parts = { adapters: [broken], inbox: { accept: async () => undefined }, metrics, log, clock }
    const other = await serve(createWebhookListener(parts, createApp([], log)))
    const answer = await other.post(address, '{}', { headers: signed })
    await other.close()
    expect(answer).to.deep.include({ status: 500, body: '{"error":"internal"}' })
  })
})
