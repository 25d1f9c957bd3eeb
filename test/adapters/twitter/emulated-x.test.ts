import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import type { ChannelAdapter, ConnectCheck } from '../../../adapters/channel-adapter.js'
import type { InboundEvent } from '../../../adapters/inbound-event.js'
import { XEmulator } from '../../../emulators/x/x-emulator.js'
import { adapterWith, message, publicly, resident, settings, us } from './twitter-fixture.js'

/** The adapter behind a webhook on one side, X's emulator on the other. */
describe('twitter: with the X emulator', () => {
  const never = new AbortController().signal
  let x: XEmulator
  let adapter: ChannelAdapter
  let webhook: http.Server
  let events: InboundEvent[]
  let waiting: { count: number; done: () => void }[]

  const heard = (count: number): Promise<void> =>
    new Promise((done) => {
      if (events.length >= count) done()
      else waiting.push({ count, done })
    })

  beforeEach(async () => {
    x = new XEmulator({ credentials: settings, now: () => Date.now() })
    await x.up()
    events = []
    waiting = []
    webhook = http.createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        if (request.method === 'GET') {
          const answer = adapter.handshake(new URL(request.url ?? '', 'http://x').searchParams)
          return response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body)
        }
        const rawBody = Buffer.concat(chunks)
        if (!adapter.verify({ rawBody, headers: request.headers })) return response.writeHead(401).end()
        events.push(...adapter.parse(JSON.parse(rawBody.toString())))
        for (const { count, done } of waiting) if (events.length >= count) done()
        return response.writeHead(200).end()
      })
    })
    await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve))
    const publicUrl = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}`
    adapter = adapterWith({ apiBaseUrl: x.url, publicUrl })
  })
  afterEach(async () => {
    await x.close()
    webhook.closeAllConnections()
    await new Promise((resolve) => webhook.close(resolve))
  })

  const mendAll = async (checks: readonly ConnectCheck[]): Promise<void> => {
    for (const { mend } of checks) await mend?.()
  }

  it('sets itself up by its own checks', async () => {
    const first = await adapter.connectChecks()
    expect(first.map(({ name, state }) => [name, state])).to.deep.equal([
      ['X account', 'ok'],
      ['X access level', 'ok'],
      ['X webhook', 'missing'],
      ['X activity subscriptions', 'missing'],
    ])
    await mendAll(first)
    await mendAll(await adapter.connectChecks())
    const states = (await adapter.connectChecks()).map(({ state }) => state)
    expect(states).to.deep.equal(['ok', 'ok', 'ok', 'ok'])
  })

  it('tells of wrong keys and of another account', async () => {
    const [wrong, ...rest] = await adapterWith({ apiBaseUrl: x.url, accessSecret: 'wrong' }).connectChecks()
    expect(wrong).to.include({ state: 'wrong', found: 'X answered 401' })
    expect(rest).to.deep.equal([])
    const [other] = await adapterWith({ apiBaseUrl: x.url, userId: '7' }).connectChecks()
    expect(other).to.include({ state: 'wrong', found: `@Amana940 (${us})` })
    await x.down()
    const [gone] = await adapter.connectChecks()
    expect(gone).to.include({ state: 'unknown' })
  })

  it('hears a resident, answers, hears its echo and finds it in the history', async () => {
    await mendAll(await adapter.connectChecks())
    await mendAll(await adapter.connectChecks())
    await x.say(resident, 'حفرة & <ماء> https://maps.app.goo.gl/abc', {
      photoUrl: 'http://127.0.0.1:1/photo/x.jpg?oe=1',
    }).delivered
    expect(events[0]).to.deep.include({
      kind: 'message',
      text: 'حفرة & <ماء> https://maps.app.goo.gl/abc',
      attachments: [{ kind: 'photo', url: 'http://127.0.0.1:1/photo/x.jpg?oe=1' }],
    })
    const text = 'شكرا & أهلا <بك>\n1. نعم'
    const result = await adapter.send(message(text), never)
    expect(result).to.include({ outcome: 'sent' })
    const messageId = result.outcome === 'sent' ? result.messageId : ''
    await heard(2)
    expect(events[1]).to.deep.include({ kind: 'echo', own: true, eventId: `sent:${messageId}`, messageId, text })
    expect(await adapter.sentAfter(resident, { messageId: null, since: 0 })).to.deep.equal({
      records: [{ messageId, text }],
      reach: 'whole',
    })
    expect(await adapter.sentAfter(resident, { messageId, since: 0 })).to.deep.equal({ records: [], reach: 'whole' })
  })

  it('hears a mention and replies under it in public', async () => {
    x.webhookUrl = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/webhooks/twitter`
    const mention = x.mention(resident, '@Amana940 حفرة بالشارع')
    await mention.delivered
    expect(events[0]).to.deep.include({ kind: 'mention', eventId: `post:${mention.id}`, text: 'حفرة بالشارع' })
    const target = { ...publicly, postId: mention.id }
    const [reply] = adapter.render([{ text: 'راسلنا' }], { keyPrefix: 'k', target, purpose: 'answer' })
    expect(await adapter.send(reply!, never)).to.include({ outcome: 'sent' })
    expect(x.repliesTo(mention.id).map(({ text }) => text)).to.deep.equal([reply!.text])
  })

  it('hears of encrypted messages and of withdrawn access', async () => {
    x.webhookUrl = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/webhooks/twitter`
    await x.sayEncrypted(resident).delivered
    await x.revoke().delivered
    expect(events.map((event) => (event.kind === 'notice' ? [event.notice, event.alarm] : event.kind))).to.deep.equal([
      ['chat.received', true],
      ['oauth.revoke', true],
    ])
  })
})
