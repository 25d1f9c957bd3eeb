import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import type { ChannelAdapter } from '../../../adapters/channel-adapter.js'
import type { InboundEvent } from '../../../adapters/inbound-event.js'
import { createMessengerAdapter } from '../../../adapters/messenger/create-messenger-adapter.js'
import { inventGraphCredentials } from '../../../emulators/emulated-credentials.js'
import { GraphEmulator } from '../../../emulators/graph/graph-emulator.js'
import { SeededRandom } from '../../../emulators/seeded-random.js'
import { loadProfileTexts } from '../../../server/load-profile-texts.js'
import { outbound } from './test-adapter.js'

const resident = '6321457890123456'

describe('messenger beside an emulated Graph API', () => {
  const credentials = inventGraphCredentials(new SeededRandom('messenger adapter'))
  let graph: GraphEmulator
  let webhook: http.Server
  let webhookUrl: string
  let adapter: ChannelAdapter
  let events: InboundEvent[]
  let now = Date.parse('2026-08-20T09:00:00Z')
  let arrived: () => void

  /** Waits until `wanted` says that all has come. */
  const until = (wanted: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => void (wanted() && resolve())
      arrived = look
      look()
    })
  const messageTo = (text: string, key: string) =>
    outbound({ text, key, target: { type: 'private', personId: resident } })
  const free = () => new AbortController().signal

  beforeEach(async () => {
    events = []
    arrived = () => undefined
    graph = new GraphEmulator({ credentials, now: () => now })
    await graph.up()
    adapter = createMessengerAdapter({
      ...credentials,
      graphBaseUrl: graph.url,
      graphVersion: 'v24.0',
      mediaAllowedHosts: [],
      profileTexts: loadProfileTexts(),
      clock: { now: () => now },
    })
    webhook = http.createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const rawBody = Buffer.concat(chunks)
      if (request.method === 'GET') {
        const answer = adapter.handshake(new URL(request.url ?? '/', 'http://bot').searchParams)
        return response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body)
      }
      const signed = adapter.verify({ rawBody, headers: request.headers })
      response.writeHead(signed ? 200 : 401).end()
      if (signed) events.push(...adapter.parse(JSON.parse(rawBody.toString('utf8'))))
      arrived()
    })
    await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve))
    webhookUrl = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/webhooks/messenger`
    graph.webhookUrl = webhookUrl
  })
  afterEach(async () => {
    await graph.close()
    webhook.closeAllConnections()
    await new Promise((resolve) => webhook.close(resolve))
  })

  it('is verified, hears a resident, answers, and hears of its answer', async () => {
    expect(await graph.checkWebhook(webhookUrl)).to.equal(true)
    const said = graph.say(resident, 'حفرة كبيرة في شارع الملك فهد 🚧 <b>')
    await until(() => events.some(({ kind }) => kind === 'message'))
    expect(events[0]).to.include({
      kind: 'message',
      eventId: said.id,
      text: 'حفرة كبيرة في شارع الملك فهد 🚧 <b>',
      conversationId: `messenger:${resident}`,
      at: now,
    })

    await adapter.indicateTyping(resident)
    const sent = await adapter.send(messageTo('ما أقرب معلم للموقع؟', 'e1:0'), free())
    expect(sent.outcome).to.equal('sent')
    await until(() => events.some(({ kind }) => kind === 'echo'))
    const messageId = graph.messagesTo(resident)[0]?.id
    expect(sent).to.include({ messageId })
    expect(events.find(({ kind }) => kind === 'echo')).to.include({
      own: true,
      key: 'e1:0',
      messageId,
      conversationId: `messenger:${resident}`,
    })
    expect(await adapter.sentAfter(resident, { messageId: null, since: 0 })).to.deep.equal({
      records: [{ messageId, text: 'ما أقرب معلم للموقع؟' }],
      reach: 'whole',
    })
    expect(await adapter.sentAfter(resident, { messageId: messageId ?? '', since: 0 })).to.deep.equal({
      records: [],
      reach: 'whole',
    })
  })

  it('sees a person answer in the Page Inbox, and the thread taken', async () => {
    graph.say(resident, 'السلام عليكم')
    graph.answerInInbox(resident, 'معكم أحمد من البلدية')
    graph.takeThread(resident)
    graph.sayOnStandby(resident, 'شكرًا')
    await until(() => events.length >= 4)
    expect(events.find(({ kind }) => kind === 'echo')).to.include({ own: false, text: 'معكم أحمد من البلدية' })
    expect(events.find((event) => event.kind === 'notice' && event.notice === 'take_thread_control')).to.include({
      bot: 'pause',
    })
    expect(events.filter(({ kind }) => kind === 'message')).to.have.length(1)
  })

  it('is refused outside the window, as its own verdict says', async () => {
    graph.say(resident, 'السلام عليكم')
    const spoken = now
    now += 24 * 60 * 60 * 1000 + 60_000
    const message = messageTo('جديد البلاغ', 'e2:0')
    expect(adapter.windowVerdict(message, spoken, now).open).to.equal(false)
    const result = await adapter.send(message, free())
    expect(result).to.have.property('outcome', 'refused')
    expect(result).to.have.property('reason').that.includes('window')
  })

  it('reads tap, postback, photo, sticker, place, edit, reaction, referral and reading', async () => {
    const tapped = graph.tapQuickReply(resident, 'نعم', 'confirm:yes')
    graph.postback(resident, 'بلاغ جديد', 'open_report')
    graph.sendPhoto(resident, 'https://scontent.xx.fbcdn.net/a.jpg', 'الصورة')
    graph.sendSticker(resident)
    graph.sendLocation(resident, 26.4, 50.1)
    graph.edit(resident, tapped.id, 'لا')
    graph.react(resident, tapped.id)
    graph.refer(resident, 'poster')
    graph.read(resident)
    await until(() => events.length >= 9)
    const shown = events.map((event) => {
      if (event.kind === 'notice') return event.notice
      if (event.kind !== 'message') return event.kind
      return event.choice ?? event.attachments[0]?.kind ?? (event.sticker ? 'sticker' : 'place')
    })
    expect(shown.sort()).to.deep.equal([
      'confirm:yes',
      'message_edit',
      'open_report',
      'photo',
      'place',
      'reaction',
      'receipt',
      'referral',
      'sticker',
    ])
    expect(new Set(events.map(({ eventId }) => eventId)).size).to.equal(9)
  })

  it('can be set up', async () => {
    for (const check of await adapter.connectChecks()) await check.mend?.()
    const states = new Map((await adapter.connectChecks()).map(({ name, state }) => [name, state]))
    expect(states.get('page access token')).to.equal('ok')
    expect(states.get('page')).to.equal('ok')
    expect(states.get('app subscribed to the page')).to.equal('ok')
    expect(states.get('get started, menu and ice breakers')).to.equal('ok')
  })
})
