import { createRequire } from 'node:module'
import { expect } from 'chai'
import type { FacebookAdsApi as AdsApi, Page as PageNode } from 'facebook-nodejs-business-sdk'
import { type Emulators, startEmulators } from '../../emulators/start-emulators.js'
import { pageEvent, part, type Received, TrialBot } from './trial-bot.js'

const resident = '7100000000000042'
const hour = 3_600_000

describe('Graph emulator', () => {
  let emulators: Emulators
  let bot: TrialBot
  let now: number
  let page: string

  beforeEach(async () => {
    now = Date.UTC(2026, 7, 30, 9)
    emulators = await startEmulators({
      clock: { now: () => now },
      unknownResidents: 'refuse',
      patience: { answerWithin: 2000, pauses: [1, 2, 4] },
    })
    bot = (await new TrialBot().start()).use(emulators)
    page = emulators.settings.MESSENGER_PAGE_ID ?? ''
  })

  afterEach(async () => {
    await emulators.close()
    bot.close()
  })

  /** Calls the Graph API with the page's token in the query. */
  async function call(
    method: string,
    path: string,
    body?: object,
    token = emulators.settings.MESSENGER_PAGE_ACCESS_TOKEN,
  ): Promise<{ status: number; body: unknown; headers: Headers }> {
    const url = new URL(`${emulators.graph.url}/v24.0/${path}`)
    if (token) url.searchParams.set('access_token', token)
    const response = await fetch(url, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    })
    return { status: response.status, body: await response.json(), headers: response.headers }
  }
  const send = (message: object, more: object = {}) =>
    call('POST', `${page}/messages`, { recipient: { id: resident }, messaging_type: 'RESPONSE', message, ...more })
  const error = ({ body }: { body: unknown }) => [part(body, 'error.code'), part(body, 'error.error_subcode')]
  const isEcho = (one: Received) => part(pageEvent(one), 'message.is_echo') === true

  it('delivers a resident’s message escaped, so that a signature over re-written JSON fails', async () => {
    const doing = emulators.graph.say(resident, 'السلام عليكم / 50% <b> @أمانة 🕳️')
    expect(await doing.delivered).to.include({ status: 200, id: doing.id, kind: 'message' })
    const [got] = bot.received
    expect(got?.signed).to.equal(true)
    expect(got?.raw.toString())
      .to.include('\\u0627\\u0644\\u0633\\u0644\\u0627\\u0645')
      .and.to.include('\\/ 50\\u0025 \\u003Cb> \\u0040')
      .and.match(/^[\x20-\x7e]*$/)
    expect(JSON.stringify(got?.body)).to.not.equal(got?.raw.toString())
    expect(part(got && pageEvent(got), 'message')).to.deep.equal({
      mid: doing.id,
      text: 'السلام عليكم / 50% <b> @أمانة 🕳️',
    })
    expect(part(got && pageEvent(got), 'timestamp')).to.equal(now)
  })

  it('takes a message and sends its echo with our app id and metadata, then delivery and read', async () => {
    await emulators.graph.say(resident, 'مرحبا').delivered
    const sent = await send({
      text: 'أهلاً',
      metadata: 'turn-7',
      quick_replies: [{ content_type: 'text', title: 'فتح بلاغ جديد عن حفرة كبيرة', payload: 'open' }],
    })
    expect(sent.status).to.equal(200)
    expect(sent.headers.get('x-app-usage')).to.be.a('string')
    const mid = part(sent.body, 'message_id')
    const echo = await bot.when(isEcho)
    expect(part(pageEvent(echo), 'message')).to.deep.equal({
      mid,
      is_echo: true,
      app_id: Number(emulators.settings.MESSENGER_APP_ID),
      metadata: 'turn-7',
      text: 'أهلاً',
    })
    expect(part(pageEvent(echo), 'recipient.id')).to.equal(resident)
    const receipts = await bot.when((one) => part(pageEvent(one), 'delivery') !== undefined)
    expect(part(pageEvent(receipts), 'delivery.mids')).to.deep.equal([mid])
    expect(part(receipts.body, 'entry.0.messaging.1.read.watermark')).to.equal(now)
    expect(emulators.graph.messagesTo(resident)[0]?.quickReplies[0]?.title).to.equal('فتح بلاغ جديد عن حفر')
    expect(part((await call('GET', String(mid))).body, 'message')).to.equal('أهلاً')
    const history = await call('GET', `${page}/conversations?user_id=${resident}&fields=messages{message,from}`)
    expect(part(history.body, 'data.0.messages.data.0.message')).to.equal('أهلاً')
    expect(part(history.body, 'data.0.messages.data.1.from.id')).to.equal(resident)
  })

  it('speaks with the real SDK, its extra "id" included, and takes the token as a bearer and in a form', async () => {
    await emulators.graph.say(resident, 'hi').delivered
    const sdk = createRequire(import.meta.url)('facebook-nodejs-business-sdk') as {
      FacebookAdsApi: typeof AdsApi
      Page: typeof PageNode
    }
    const { MESSENGER_PAGE_ACCESS_TOKEN: token = '' } = emulators.settings
    const api = new sdk.FacebookAdsApi(token, undefined, false)
    const graph = Object.getOwnPropertyDescriptor(sdk.FacebookAdsApi, 'GRAPH')
    Object.defineProperty(sdk.FacebookAdsApi, 'GRAPH', { configurable: true, get: () => emulators.graph.url })
    try {
      await new sdk.Page(page, undefined, undefined, api).createMessage([], {
        recipient: { id: resident },
        messaging_type: 'RESPONSE',
        message: { text: 'by SDK' },
      })
    } finally {
      if (graph) Object.defineProperty(sdk.FacebookAdsApi, 'GRAPH', graph)
    }
    const headers = { authorization: `Bearer ${token}` }
    const form = new URLSearchParams({
      recipient: JSON.stringify({ id: resident }),
      message: JSON.stringify({ text: 'by form' }),
    })
    expect(
      (await fetch(`${emulators.graph.url}/me/messages`, { method: 'POST', headers, body: form })).status,
    ).to.equal(200)
    expect(emulators.graph.messagesTo(resident).map(({ text }) => text)).to.deep.equal(['by SDK', 'by form'])
  })

  it('refuses a wrong token and none', async () => {
    expect(error(await call('GET', 'me', undefined, 'EAAwrong'))).to.deep.equal([190, 463])
    expect(error(await call('GET', 'me', undefined, ''))).to.deep.equal([104, undefined])
  })

  it('shuts the window 24 hours after the resident last wrote, a person’s after 7 days', async () => {
    expect(error(await send({ text: 'x' }))).to.deep.equal([100, 2018001])
    await emulators.graph.say(resident, 'مرحبا').delivered
    now += 24 * hour
    expect((await send({ text: 'in time' })).status).to.equal(200)
    now += 1
    const late = await send({ text: 'late' })
    expect(late.status).to.equal(400)
    expect(error(late)).to.deep.equal([10, 2018278])
    expect(
      error(await send({ text: 'late' }, { messaging_type: 'MESSAGE_TAG', tag: 'CONFIRMED_EVENT_UPDATE' })),
    ).to.deep.equal([100, undefined])
    const asAgent = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }
    expect((await send({ text: 'agent' }, asAgent)).status).to.equal(200)
    now += 6 * 24 * hour
    expect(error(await send({ text: 'agent' }, asAgent))).to.deep.equal([10, 2018278])
    await emulators.graph.say(resident, 'عدت', { at: now - 2 * hour }).delivered
    now += 22 * hour + 1
    expect(error(await send({ text: 'from the event’s own time' }))).to.deep.equal([10, 2018278])
  })

  it('holds the Send API’s limits', async () => {
    await emulators.graph.say(resident, 'مرحبا').delivered
    const replies = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ content_type: 'text', title: `${at}`, payload: `${at}` }))
    const buttons = (count: number) =>
      Array.from({ length: count }, () => ({ type: 'postback', title: 'b', payload: 'p' }))
    const template = (text: string, count: number) => ({
      attachment: { type: 'template', payload: { template_type: 'button', text, buttons: buttons(count) } },
    })
    for (const [message, good] of [
      [{ text: 'ا'.repeat(2000) }, true],
      [{ text: 'ا'.repeat(2001) }, false],
      [{ text: '' }, false],
      [{}, false],
      [{ text: 'x', quick_replies: replies(13) }, true],
      [{ text: 'x', quick_replies: replies(14) }, false],
      [{ text: 'x', quick_replies: [{ content_type: 'location' }] }, false],
      [{ text: 'x', quick_replies: [{ content_type: 'text', title: 'no payload' }] }, false],
      [template('x', 3), true],
      [template('x', 4), false],
      [template('x'.repeat(641), 1), false],
    ] as const) {
      const { status, body } = await send(message)
      expect(status, JSON.stringify(message).slice(0, 80)).to.equal(good ? 200 : 400)
      if (!good) expect(part(body, 'error')).to.include.keys('message', 'type', 'code', 'fbtrace_id')
    }
    expect(
      (await call('POST', `${page}/messages`, { recipient: { id: resident }, sender_action: 'typing_on' })).status,
    ).to.equal(200)
    expect(
      (await call('POST', `${page}/messages`, { recipient: { id: resident }, sender_action: 'dance' })).status,
    ).to.equal(400)
    expect((await send({ text: 'x' }, { sender_action: 'typing_on' })).status).to.equal(400)
  })

  it('tells of everything else residents and people of the municipality do', async () => {
    const { graph } = emulators
    const seen = async (doing: { delivered: Promise<unknown> }, at: string): Promise<unknown> => {
      await doing.delivered
      const last = bot.received.at(-1)
      return last && part(last.body, `entry.0.${at}`)
    }
    const first = graph.say(resident, 'اول')
    await first.delivered
    expect(await seen(graph.tapQuickReply(resident, 'نعم', 'yes'), 'messaging.0.message.quick_reply')).to.deep.equal({
      payload: 'yes',
    })
    expect(await seen(graph.postback(resident, 'ابدأ', 'start'), 'messaging.0.postback.payload')).to.equal('start')
    expect(
      await seen(graph.sendPhoto(resident, 'http://127.0.0.1/x.jpg', 'شوف'), 'messaging.0.message.attachments.0'),
    ).to.deep.equal({ type: 'image', payload: { url: 'http://127.0.0.1/x.jpg' } })
    expect(await seen(graph.sendSticker(resident), 'messaging.0.message.attachments.0.type')).to.equal('sticker')
    expect(
      await seen(graph.sendLocation(resident, 26.4, 50.1), 'messaging.0.message.attachments.0.payload.coordinates'),
    ).to.deep.equal({ lat: 26.4, long: 50.1 })
    expect(await seen(graph.edit(resident, first.id, 'أول'), 'messaging.0.message_edit')).to.deep.equal({
      mid: first.id,
      text: 'أول',
      num_edit: 1,
    })
    expect(await seen(graph.react(resident, first.id), 'messaging.0.reaction.mid')).to.equal(first.id)
    expect(await seen(graph.refer(resident, 'poster-7'), 'messaging.0.referral.ref')).to.equal('poster-7')
    expect(await seen(graph.read(resident), 'messaging.0.read.watermark')).to.equal(now)
    expect(await seen(graph.sayOnStandby(resident, 'للموظف'), 'standby.0.message.text')).to.equal('للموظف')
    expect(await seen(graph.takeThread(resident), 'messaging.0.take_thread_control.new_owner_app_id')).to.equal(
      '263902037430900',
    )
    expect(
      part((await call('GET', `${page}/thread_owner?recipient=${resident}`)).body, 'data.0.thread_owner.app_id'),
    ).to.equal('263902037430900')
    const answer = graph.answerInInbox(resident, 'معك خالد من البلدية')
    const echo = await bot.when((one) => part(pageEvent(one), 'message.mid') === answer.id)
    expect(part(pageEvent(echo), 'message')).to.include({ is_echo: true, app_id: 263902037430900 })
    expect(bot.received.every(({ signed }) => signed)).to.equal(true)
  })

  it('answers a comment privately once, within 7 days', async () => {
    const comment = emulators.graph.comment(resident, 'وين البلدية')
    await comment.delivered
    expect(part(bot.received[0]?.body, 'entry.0.changes.0.value')).to.include({
      item: 'comment',
      comment_id: comment.id,
    })
    const reply = { recipient: { comment_id: comment.id }, message: { text: 'راسلنا هنا' } }
    expect(part((await call('POST', `${page}/messages`, reply)).body, 'recipient_id')).to.equal(resident)
    expect(error(await call('POST', `${page}/messages`, reply))).to.deep.equal([10900, undefined])
    expect(error(await send({ text: 'the window is not open by it' }))).to.deep.equal([100, 2018001])
    expect((await call('POST', `${comment.id}/comments`, { message: 'شكراً' })).status).to.equal(200)
  })

  it('keeps profile, personas, subscriptions and thread control', async () => {
    const appToken = `${emulators.settings.MESSENGER_APP_ID}|${emulators.settings.MESSENGER_APP_SECRET}`
    expect((await call('POST', 'me/messenger_profile', { persistent_menu: [] })).status).to.equal(400)
    await call('POST', `${page}/messenger_profile`, {
      get_started: { payload: 'start' },
      greeting: [{ locale: 'default', text: 'أهلاً' }],
    })
    expect(part((await call('GET', 'me/messenger_profile?fields=get_started')).body, 'data.0')).to.deep.equal({
      get_started: { payload: 'start' },
    })
    await call('DELETE', 'me/messenger_profile', { fields: ['get_started', 'greeting'] })
    expect(part((await call('GET', 'me/messenger_profile')).body, 'data')).to.deep.equal([])
    const persona = part(
      (await call('POST', `${page}/personas`, { name: 'نورة', profile_picture_url: 'https://x/p.png' })).body,
      'id',
    )
    await emulators.graph.say(resident, 'أبي موظف').delivered
    expect((await send({ text: 'معك نورة' }, { persona_id: persona })).status).to.equal(200)
    expect((await send({ text: 'x' }, { persona_id: '1' })).status).to.equal(400)
    expect(emulators.graph.persona(emulators.graph.messagesTo(resident)[0]?.personaId ?? '')?.name).to.equal('نورة')
    expect(part((await call('DELETE', String(persona))).body, 'success')).to.equal(true)
    await call('POST', `${page}/subscribed_apps`, { subscribed_fields: 'messages,message_echoes' })
    expect(part((await call('GET', `${page}/subscribed_apps`)).body, 'data.0.subscribed_fields')).to.deep.equal([
      'messages',
      'message_echoes',
    ])
    const callback_url = `${bot.url}/webhooks/messenger`
    const app = `${emulators.settings.MESSENGER_APP_ID}/subscriptions`
    const wish = {
      object: 'page',
      callback_url,
      fields: 'messages',
      verify_token: emulators.settings.MESSENGER_VERIFY_TOKEN,
    }
    expect((await call('POST', app, { ...wish, verify_token: 'wrong' }, appToken)).status).to.equal(400)
    expect((await call('POST', app, wish, appToken)).status).to.equal(200)
    expect(part((await call('GET', app, undefined, appToken)).body, 'data.0.callback_url')).to.equal(callback_url)
    expect(part((await call('GET', 'debug_token?input_token=x')).body, 'data.profile_id')).to.equal(page)
    expect(part((await call('GET', 'app')).body, 'id')).to.equal(emulators.settings.MESSENGER_APP_ID)
    expect(
      part((await call('POST', 'me/pass_thread_control', { recipient: { id: resident } })).body, 'success'),
    ).to.equal(true)
    expect(part((await call('GET', `${resident}?fields=first_name`)).body, 'first_name')).to.equal('Resident')
    expect(part((await call('POST', 'me/message_attachments', { message: {} })).body, 'attachment_id')).to.be.a(
      'string',
    )
    expect(error(await call('GET', 'nothing'))).to.deep.equal([100, 33])
  })

  it('delivers again until 200, and a later message is not held up by it', async () => {
    bot.answers.push(500, 200, 500, 200)
    const first = emulators.graph.say(resident, 'أول')
    const second = emulators.graph.say(resident, 'ثاني')
    expect((await second.delivered)?.attempt).to.equal(1)
    expect((await first.delivered)?.attempt).to.equal(3)
  })

  it('carries out faults in Graph’s own words', async () => {
    await emulators.graph.say(resident, 'مرحبا').delivered
    for (const [kind, status, codes] of [
      ['rate-limited', 400, [613, undefined]],
      ['server-error', 500, [1, undefined]],
      ['refused', 400, [551, 1545041]],
      ['window-closed', 400, [10, 2018278]],
      ['unauthorized', 401, [190, 463]],
    ] as const) {
      emulators.graph.faults.add(kind, { recipient: resident, times: 1 })
      const answer = await send({ text: 'x' })
      expect([answer.status, error(answer)]).to.deep.equal([status, codes])
    }
    expect(emulators.graph.messagesTo(resident)).to.have.length(0)
    const slow = emulators.graph.faults.add('slow', { ms: 20 })
    expect((await send({ text: 'slow' })).status).to.equal(200)
    slow.off()
    for (const kind of ['dropped-after-success', 'timeout-after-success'] as const) {
      emulators.graph.faults.add(kind, { times: 1, ms: 20 })
      expect(await send({ text: kind }).catch(() => 'no answer')).to.equal('no answer')
      await bot.when((one) => isEcho(one) && part(pageEvent(one), 'message.text') === kind)
    }
    expect(slow.hits).to.equal(1)
  })
})
