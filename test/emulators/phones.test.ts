import http from 'node:http'
import { expect } from 'chai'
import type { PhoneEvent } from '../../emulators/phones/thread-events.js'
import { type Emulators, startEmulators } from '../../emulators/start-emulators.js'
import { servePhones } from './serve-phones.js'
import { pageEvent, part, TrialBot, xType } from './trial-bot.js'
import { xClientOf } from './x-client-of.js'

const key = 'a1b2c3d4e5f60718293a4b5c6d7e8f90'
const other = 'ffffffffffffffffffffffffffffffff'
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('phones page', () => {
  let emulators: Emulators
  let bot: TrialBot
  let server: Awaited<ReturnType<typeof servePhones>>
  let phone: string

  beforeEach(async () => {
    emulators = await startEmulators({ seed: 'phones-test', patience: { answerWithin: 2000, pauses: [1, 2] } })
    bot = (await new TrialBot().start()).use(emulators)
    server = await servePhones(emulators)
    phone = `${server.url}/phones`
  })

  afterEach(async () => {
    await emulators.close()
    server.close()
    bot.close()
  })

  const post = (path: string, fields: object, headers: Record<string, string> = {}) =>
    fetch(`${phone}/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ resident: key, ...fields }),
    })
  const upload = (bytes: Buffer, type: string, text = '') =>
    fetch(`${phone}/api/messenger/photos?${new URLSearchParams({ resident: key, text })}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: new Uint8Array(bytes),
    })
  const graph = (fields: object, edge = 'messages') => {
    const { GRAPH_API_BASE_URL, MESSENGER_PAGE_ACCESS_TOKEN } = emulators.settings
    return fetch(`${GRAPH_API_BASE_URL}/v24.0/me/${edge}?access_token=${MESSENGER_PAGE_ACCESS_TOKEN}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fields),
    })
  }

  it('is one strict page whose every file is served from here', async () => {
    const page = await fetch(phone)
    expect(page.status).to.equal(200)
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).to.include("default-src 'none'").and.to.include("script-src 'self'").and.not.include('unsafe')
    const html = await page.text()
    expect(html)
      .to.include('<html lang="ar" dir="rtl"')
      .and.not.match(/ on\w+=|<style|style="|https?:\/\/(?!www\.w3\.org)/)
    const files = [...html.matchAll(/(?:href|src)="(\/phones\/[^"]+)"/g)].map(([, file]) => file ?? '')
    expect(files).to.have.length.greaterThan(7)
    const modules = ['api', 'composer', 'elements', 'examples', 'posts', 'profile', 'text', 'thread'].map(
      (name) => `/phones/page/${name}.js`,
    )
    for (const file of [...files, ...modules]) expect((await fetch(server.url + file)).status, file).to.equal(200)
  })

  it('is what the bare address leads to', async () => {
    const answer = await fetch(`${server.url}/`, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).to.deep.equal([302, '/phones'])
  })

  it('sends what is typed as a signed webhook and streams both threads, resumable', async () => {
    const stream = await openStream(phone, key)
    expect((await post('x/messages', { text: '  السلام عليكم ' })).status).to.equal(201)
    expect((await post('messenger/messages', { text: 'مرحبا' })).status).to.equal(201)
    const dm = await bot.when((one) => xType(one) === 'dm.received')
    const message = await bot.when((one) => part(pageEvent(one), 'message.text') === 'مرحبا')
    expect(dm.signed && message.signed).to.equal(true)
    expect(part(dm.body, 'data.payload.direct_message_events.0.message_create.message_data.text')).to.equal(
      'السلام عليكم',
    )
    const psid = String(part(pageEvent(message), 'sender.id'))
    await graph({ recipient: { id: psid }, sender_action: 'mark_seen' })
    await graph({ recipient: { id: psid }, sender_action: 'typing_on' })
    await graph({
      recipient: { id: psid },
      message: { text: 'هل عندك صورة؟', quick_replies: [{ content_type: 'text', title: 'لا', payload: 'none' }] },
    })
    const asked = await stream.when((event) => event.type === 'message' && !event.mine)
    expect(asked.event).to.deep.include({ text: 'هل عندك صورة؟', quickReplies: [{ title: 'لا', payload: 'none' }] })
    await stream.when((event) => event.type === 'status' && event.channel === 'x' && event.status === 'delivered')
    expect(stream.events.some(({ event }) => event.type === 'seen')).to.equal(true)
    expect(stream.events.some(({ event }) => event.type === 'typing' && event.on)).to.equal(true)
    stream.close()

    await post('messenger/messages', { text: 'بعد الانقطاع' })
    const resumed = await openStream(phone, key, asked.id)
    const next = await resumed.when((event) => event.type === 'message')
    expect(next.event).to.include({ text: 'بعد الانقطاع' })
    resumed.close()
    const fresh = await openStream(phone, key, 'earlier-99')
    expect((await fresh.when((event) => event.type === 'message')).event).to.include({ text: 'السلام عليكم' })
    fresh.close()
  })

  it('taps only choices that the message to this resident offers', async () => {
    await post('messenger/messages', { text: 'مرحبا' })
    const psid = emulators.phones.resident(key).psid
    const button = { type: 'postback', title: 'تابع', payload: 'follow' }
    await graph({
      recipient: { id: psid },
      message: { text: '؟', quick_replies: [{ content_type: 'text', title: 'نعم', payload: 'yes' }] },
    })
    await graph({
      recipient: { id: psid },
      message: {
        attachment: { type: 'template', payload: { template_type: 'button', text: 'بلاغك', buttons: [button] } },
      },
    })
    const [asked, offered] = emulators.graph.messagesTo(psid)
    expect((await post('messenger/quick-replies', { messageId: asked?.id, payload: 'yes' })).status).to.equal(201)
    const tapped = await bot.when((one) => part(pageEvent(one), 'message.quick_reply.payload') === 'yes')
    expect(part(pageEvent(tapped), 'message.text')).to.equal('نعم')
    expect((await post('messenger/postbacks', { messageId: offered?.id, payload: 'follow' })).status).to.equal(201)
    expect(
      part(pageEvent(await bot.when((one) => part(pageEvent(one), 'postback') !== undefined)), 'postback.title'),
    ).to.equal('تابع')
    expect((await post('messenger/quick-replies', { messageId: asked?.id, payload: 'forged' })).status).to.equal(409)
    expect(
      (await post('messenger/quick-replies', { resident: other, messageId: asked?.id, payload: 'yes' })).status,
    ).to.equal(409)
  })

  it('shows the Page’s profile as the bot set it, and takes taps on it', async () => {
    const me = async (): Promise<unknown> =>
      part(await (await fetch(`${phone}/api/me?resident=${key}`)).json(), 'profile')
    expect(await me()).to.deep.equal({ starters: [], menu: [] })
    await graph(
      {
        get_started: { payload: 'start' },
        greeting: [
          { locale: 'default', text: 'Hi' },
          { locale: 'ar_AR', text: 'أهلاً' },
        ],
        persistent_menu: [
          {
            locale: 'default',
            call_to_actions: [
              { type: 'postback', title: 'بلاغاتي', payload: 'mine' },
              { type: 'web_url', title: 'الموقع', url: 'https://example.sa' },
            ],
          },
        ],
      },
      'messenger_profile',
    )
    expect(await me()).to.deep.equal({
      greeting: 'أهلاً',
      starters: [{ title: 'ابدأ', payload: 'start' }],
      menu: [
        { title: 'بلاغاتي', payload: 'mine' },
        { title: 'الموقع', url: 'https://example.sa' },
      ],
    })
    await graph(
      { ice_breakers: [{ locale: 'default', call_to_actions: [{ question: 'كيف أفتح بلاغاً؟', payload: 'how' }] }] },
      'messenger_profile',
    )
    expect(part(await me(), 'starters')).to.deep.equal([{ title: 'كيف أفتح بلاغاً؟', payload: 'how' }])
    expect((await post('messenger/profile', { payload: 'how' })).status).to.equal(201)
    expect((await post('messenger/profile', { payload: 'forged' })).status).to.equal(409)
    const pressed = await bot.when((one) => part(pageEvent(one), 'postback.payload') === 'how')
    expect(part(pageEvent(pressed), 'postback.title')).to.equal('كيف أفتح بلاغاً؟')
  })

  it('takes photos and nothing else, up to 10 MB, and serves them to the bot and to the page', async () => {
    expect((await upload(png, 'image/png', 'شوف')).status).to.equal(201)
    const got = await bot.when((one) => part(pageEvent(one), 'message.attachments.0.type') === 'image')
    const url = String(part(pageEvent(got), 'message.attachments.0.payload.url'))
    expect(new URL(url).host).to.equal(emulators.settings.MEDIA_ALLOWED_HOSTS)
    expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(png)).to.equal(true)
    const stream = await openStream(phone, key)
    const { event } = await stream.when((one) => one.type === 'message')
    stream.close()
    const shown = await fetch(`${phone}/api/photos/${event.type === 'message' ? event.photo : ''}`)
    expect(shown.headers.get('content-type')).to.equal('image/png')
    expect((await upload(Buffer.from('<svg onload="alert(1)">'), 'image/svg+xml')).status).to.equal(415)
    expect((await upload(Buffer.from('hello'), 'text/plain')).status).to.equal(415)
    expect((await upload(Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]), 'image/png')).status).to.equal(413)
    const dm = await fetch(`${phone}/api/x/photos?resident=${key}`, {
      method: 'POST',
      headers: { 'content-type': 'image/png' },
      body: new Uint8Array(png),
    })
    expect(dm.status).to.equal(201)
    const sent = await bot.when((one) => xType(one) === 'dm.received')
    expect(
      part(sent.body, 'data.payload.direct_message_events.0.message_create.message_data.attachment.type'),
    ).to.equal('media')
  })

  it('posts publicly, tells of it as a mention, and shows the public reply with its way into the private messages', async () => {
    const { x } = emulators
    const stream = await openStream(phone, key)
    expect((await post('x/posts', { text: 'كلام عام لا يذكر أحداً' })).status).to.equal(201)
    expect((await post('x/posts', { text: '@amana940 عندنا حفرة' })).status).to.equal(201)
    const mention = await bot.when((one) => xType(one) === 'post.mention.create')
    expect(part(mention.body, 'data.payload.author_id')).to.equal(emulators.phones.resident(key).xId)
    expect(part(mention.body, 'data.payload.text')).to.equal('@amana940 عندنا حفرة')
    const id = String(part(mention.body, 'data.payload.id'))
    const link = `https://x.com/messages/compose?recipient_id=${x.account.id}`
    await xClientOf(emulators).v2.tweet('راسلنا على الخاص', {
      reply: { in_reply_to_tweet_id: id },
      direct_message_deep_link: link,
    })
    const reply = await stream.when((event) => event.type === 'post' && !event.mine)
    expect(reply.event).to.include({ text: 'راسلنا على الخاص', inReplyTo: id, directMessageLink: link })
    expect(bot.received.filter((one) => xType(one) === 'post.mention.create')).to.have.length(1)
    stream.close()
  })

  it('says when the bot does not take a message', async () => {
    bot.answers.push(503, 503, 503)
    const stream = await openStream(phone, key)
    await post('x/messages', { text: 'ألو' })
    await stream.when((event) => event.type === 'status' && event.status === 'failed')
    const statuses = stream.events.flatMap(({ event }) => (event.type === 'status' ? [event.status] : []))
    expect(statuses).to.deep.equal(['sent', 'waiting', 'failed'])
    stream.close()
  })

  it('gives each key a person of its own, the same after a new start with the same seed', async () => {
    const me = (await (await fetch(`${phone}/api/me?resident=${key}`)).json()) as { resident: { xId: string } }
    const another = (await (await fetch(`${phone}/api/me?resident=${other}`)).json()) as { resident: { xId: string } }
    expect(me.resident).to.not.deep.equal(another.resident)
    const again = await startEmulators({ seed: 'phones-test' })
    expect(again.phones.resident(key)).to.deep.equal(me.resident)
    expect(again.settings.X_API_SECRET).to.equal(emulators.settings.X_API_SECRET)
    await again.close()
  })

  it('refuses foreign hosts, foreign origins and wrong fields', async () => {
    expect(await statusWithHost(phone, 'evil.example')).to.equal(403)
    expect(await statusWithHost(phone, '127.0.0.1.evil.example:80')).to.equal(403)
    expect((await post('x/messages', { text: 'x' }, { origin: 'https://evil.example' })).status).to.equal(403)
    expect((await post('x/messages', { text: 'x' }, { origin: server.url })).status).to.equal(201)
    expect((await post('x/messages', { text: '' })).status).to.equal(400)
    expect((await post('sms/messages', { text: 'x' })).status).to.equal(400)
    expect((await post('x/messages', { resident: '../etc', text: 'x' })).status).to.equal(400)
    expect(
      (
        await fetch(`${phone}/api/x/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{',
        })
      ).status,
    ).to.equal(400)
    expect((await fetch(`${phone}/page/%2e%2e/phones-router.ts`)).status).to.equal(404)
    expect((await fetch(`${phone}/api/photos/nothing.png`)).status).to.equal(404)
  })
})

interface Streamed {
  readonly id: string
  readonly event: PhoneEvent
}

/** Reads the server-sent events of one resident. */
async function openStream(
  phone: string,
  resident: string,
  lastId?: string,
): Promise<{ events: Streamed[]; when(test: (event: PhoneEvent) => boolean): Promise<Streamed>; close(): void }> {
  const stop = new AbortController()
  const response = await fetch(`${phone}/api/events?resident=${resident}`, {
    signal: stop.signal,
    headers: lastId ? { 'last-event-id': lastId } : {},
  })
  expect(response.headers.get('content-type')).to.match(/^text\/event-stream/)
  const events: Streamed[] = []
  const waiting: { test: (event: PhoneEvent) => boolean; resolve: (one: Streamed) => void }[] = []
  const read = async (): Promise<void> => {
    let rest = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (rest + chunk).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const [, id = '', data = ''] of blocks
        .map((block) => /^id: (.+)\ndata: (.+)$/.exec(block) ?? [])
        .filter(({ length }) => length > 0)) {
        const one = { id, event: JSON.parse(data) as PhoneEvent }
        events.push(one)
        for (const { test, resolve } of waiting) if (test(one.event)) resolve(one)
      }
    }
  }
  void read().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error
  })
  return {
    events,
    when: (test) => {
      const past = events.find(({ event }) => test(event))
      return past ? Promise.resolve(past) : new Promise((resolve) => waiting.push({ test, resolve }))
    },
    close: () => stop.abort(),
  }
}

/** The status of a request with a `Host` of choice, which fetch would not send. */
function statusWithHost(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    http.get(url, { headers: { host } }, (response) => resolve(response.resume().statusCode)).once('error', reject)
  })
}
