import { expect } from 'chai'
import { ApiResponseError, type TwitterApi } from 'twitter-api-v2'
import type { GivenAnswer } from '../../emulators/platform-router.js'
import { type Emulators, startEmulators } from '../../emulators/start-emulators.js'
import { documentedXLimits, roomyXLimits } from '../../emulators/x/x-budget.js'
import { XSchemas } from '../../emulators/x/x-schemas.js'
import { part, TrialBot, xType } from './trial-bot.js'
import { xClientOf } from './x-client-of.js'

const resident = '1834567890123456789'
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('X emulator', () => {
  const schemas = new XSchemas()
  let emulators: Emulators
  let bot: TrialBot
  let api: TwitterApi
  let now = Date.UTC(2026, 7, 30, 9)
  let answers: GivenAnswer[]

  const start = async (more: Parameters<typeof startEmulators>[0] = {}): Promise<void> => {
    now = Date.UTC(2026, 7, 30, 9)
    emulators = await startEmulators({
      clock: { now: () => now },
      xLimits: roomyXLimits,
      patience: { answerWithin: 2000, pauses: [1, 2, 4, 8] },
      ...more,
    })
    bot = (await new TrialBot().start()).use(emulators)
    api = xClientOf(emulators)
    answers = []
    emulators.x.onAnswer((answer) => answers.push(answer))
  }

  beforeEach(() => start())

  afterEach(async () => {
    for (const answer of answers)
      expect(answerFault(schemas, answer), `${answer.method} ${answer.route} ${answer.status}`).to.equal(undefined)
    await emulators.close()
    bot.close()
  })

  it('takes a direct message from the real client and tells of it by dm.sent, signed', async () => {
    const accepted: unknown[] = []
    emulators.x.onAccepted((one) => accepted.push(one))
    const sent = await api.v2.post<{ data: { dm_conversation_id: string; dm_event_id: string } }>(
      `dm_conversations/with/${resident}/messages`,
      { text: 'تم فتح بلاغك & <شكراً> https://example.sa/940/track?id=1' },
    )
    expect(sent.data.dm_conversation_id.split('-')).to.have.members([resident, emulators.x.account.id])
    expect(accepted).to.have.length(1)
    const event = await bot.when((one) => xType(one) === 'dm.sent')
    expect(event.signed).to.equal(true)
    const message = part(event.body, 'data.payload.direct_message_events.0')
    expect(part(message, 'id')).to.equal(sent.data.dm_event_id)
    expect(part(message, 'message_create.message_data.text')).to.match(
      /^تم فتح بلاغك &amp; &lt;شكراً&gt; https:\/\/t\.co\/\w{10}$/,
    )
    expect(part(message, 'message_create.message_data.entities.urls.0.expanded_url')).to.equal(
      'https://example.sa/940/track?id=1',
    )
    expect(emulators.x.messagesTo(resident)[0]?.text).to.include('https://example.sa/940/track?id=1')
  })

  it('answers 401 problem+json to a wrong signature, a wrong token and to none', async () => {
    for (const settings of [{ X_ACCESS_SECRET: 'wrong' }, { X_ACCESS_TOKEN: 'wrong' }]) {
      const error = await failure(
        xClientOf(emulators, settings).v2.post(`dm_conversations/with/${resident}/messages`, { text: 'x' }),
      )
      expect(error.code).to.equal(401)
    }
    const bare = await fetch(`${emulators.x.url}/2/users/me`)
    expect(bare.status).to.equal(401)
    expect(bare.headers.get('content-type')).to.match(/^application\/problem\+json/)
    expect(await bare.json()).to.include({ title: 'Unauthorized', type: 'about:blank', status: 401 })
  })

  it('delivers a resident’s message as X words it: escaped text, ids as numbers beyond 2^53, a photo’s link at the end', async () => {
    const outcome = await emulators.x.say(resident, 'حفرة & <كبيرة>', { photoUrl: 'http://127.0.0.1:9/p.jpg' })
      .delivered
    expect(outcome?.status).to.equal(200)
    const event = await bot.when((one) => xType(one) === 'dm.received')
    expect(event.signed).to.equal(true)
    const data = part(event.body, 'data')
    expect(part(data, 'event_uuid')).to.match(/^-?\d{1,19}$/)
    expect(part(data, 'filter')).to.deep.equal({ user_id: emulators.x.account.id })
    const message = part(data, 'payload.direct_message_events.0.message_create')
    expect(part(message, 'sender_id')).to.equal(resident)
    const media = part(message, 'message_data.attachment.media')
    expect(part(message, 'message_data.text')).to.equal(`حفرة &amp; &lt;كبيرة&gt; ${part(media, 'url')}`)
    expect(String(part(media, 'id'))).to.not.equal(part(media, 'id_str'))
    expect(event.raw.toString()).to.include(`"id":${part(media, 'id_str')}`)
    expect(part(message, 'message_data.entities.urls.0.expanded_url')).to.include('/messages/media/')
    expect(part(data, `payload.users.${resident}.data`)).to.include.keys('id', 'username', 'name')
  })

  it('delivers again, with pauses, until the bot answers 200', async () => {
    bot.answers.push(500, 503, 404)
    const attempts: (number | null)[] = []
    emulators.x.onWebhook(({ status }) => attempts.push(status))
    const doing = emulators.x.say(resident, 'السلام عليكم')
    expect(await doing.delivered).to.include({ status: 200, attempt: 4, id: doing.id })
    expect(attempts).to.deep.equal([500, 503, 404, 200])
    expect(new Set(bot.received.map(({ raw }) => raw.toString())).size).to.equal(1)
  })

  it('gives up when told to close', async () => {
    bot.close()
    const doing = emulators.x.say(resident, 'ألو')
    await emulators.close()
    expect((await doing.delivered)?.status).to.equal(null)
  })

  it('delivers mentions, replies, encrypted chat, revocation and the older envelope', async () => {
    const { x } = emulators
    const mention = x.mention(resident, `هلا @${x.account.username} عندنا حفرة`)
    const created = await bot.when((one) => xType(one) === 'post.mention.create')
    const post = part(created.body, 'data.payload')
    expect(post).to.include({ id: mention.id, author_id: resident, conversation_id: mention.id })
    const [start, end] = ['start', 'end'].map((edge) => Number(part(post, `entities.mentions.0.${edge}`)))
    expect([...String(part(post, 'text'))].slice(start, end).join('')).to.equal(`@${x.account.username}`)
    const answer = await api.v2.reply('أهلاً بك، راسلنا على الخاص', mention.id)
    const reply = x.reply(resident, 'وين؟', answer.data.id)
    const replied = await bot.when((one) => xType(one) === 'post.reply.create')
    expect(part(replied.body, 'data.payload')).to.include({
      id: reply.id,
      in_reply_to_tweet_id: answer.data.id,
      conversation_id: mention.id,
    })
    x.sayEncrypted(resident)
    const chat = await bot.when((one) => xType(one) === 'chat.received')
    expect(part(chat.body, 'data.payload')).to.have.property('encoded_event')
    x.revoke()
    const revoked = await bot.when((one) => xType(one) === 'oauth.revoke')
    expect(part(revoked.body, 'data.filter')).to.deep.equal({})
    x.say(resident, 'قديم', { legacy: true })
    const legacy = await bot.when(({ body }) => part(body, 'for_user_id') !== undefined)
    expect(part(legacy.body, `users.${resident}.screen_name`)).to.be.a('string')
    expect(bot.received.every(({ signed }) => signed)).to.equal(true)
  })

  it('lets the account reply publicly only to those who named it, once with the same words', async () => {
    const silent = emulators.x.mention(resident, 'لا أحد يرد')
    expect((await failure(api.v2.reply('مرحباً', silent.id))).data.detail).to.match(
      /^Reply to this conversation is not allowed/,
    )
    const { id } = emulators.x.mention(resident, `@${emulators.x.account.username} وين الرد`)
    await api.v2.reply('راسلنا', id)
    expect((await failure(api.v2.reply('راسلنا', id))).data.detail).to.include('duplicate content')
    expect((await failure(api.v2.reply('ا'.repeat(281), id))).code).to.equal(403)
    expect(emulators.x.repliesTo(id).map(({ text }) => text)).to.deep.equal(['راسلنا'])
  })

  it('refuses what the document does not allow', async () => {
    for (const [route, body] of [
      [`dm_conversations/with/${resident}/messages`, { text: 'x', quick_reply: {} }],
      [`dm_conversations/with/${resident}/messages`, {}],
      [`dm_conversations/with/${resident}/messages`, { text: '' }],
      [`dm_conversations/with/${resident}/messages`, { text: 'x'.repeat(10_001) }],
      ['dm_conversations/with/abc/messages', { text: 'x' }],
      ['tweets', { text: 'x', unknown: 1 }],
    ] as const) {
      const error = await failure(api.v2.post(route, body))
      expect(error.code).to.equal(400)
      expect(error.data.type).to.equal('https://api.x.com/2/problems/invalid-request')
    }
    const legacy = await failure(api.v1.post('direct_messages/events/new.json', {}))
    expect(legacy.code).to.equal(403)
    expect(legacy.errors?.[0]).to.include({ code: 453 })
  })

  it('keeps the documented budget and tells it in headers', async () => {
    await emulators.close()
    bot.close()
    await start({ xLimits: documentedXLimits })
    const send = () => api.v2.post(`dm_conversations/with/${resident}/messages`, { text: 'x' }, { fullResponse: true })
    for (let left = 14; left >= 0; left -= 1)
      expect((await send()).rateLimit).to.include({ limit: 15, remaining: left })
    const error = await failure(send())
    expect(error.code).to.equal(429)
    expect(error.rateLimit).to.deep.include({ limit: 15, remaining: 0, reset: (now + 900_000) / 1000 })
    expect(error.rateLimit?.day).to.include({ limit: 1440, remaining: 1425 })
    expect(error.rateLimit?.userDay).to.include({ limit: 1440, remaining: 1425 })
    now += 900_000
    expect((await send()).rateLimit).to.include({ remaining: 14 })
  })

  it('gives back the history, newest first, with the fields that were asked for', async () => {
    emulators.x.say(resident, 'أول')
    now += 1000
    await api.v2.post(`dm_conversations/with/${resident}/messages`, { text: 'ثاني' })
    const list = await api.v2.get(`dm_conversations/with/${resident}/dm_events`, {
      'dm_event.fields': 'sender_id,created_at,dm_conversation_id',
    })
    expect(list.data.map(({ text }: { text: string }) => text)).to.deep.equal(['ثاني', 'أول'])
    expect(list.data[0]).to.include({ sender_id: emulators.x.account.id, event_type: 'MessageCreate' })
    const page = await api.v2.get('dm_events', { max_results: 1 })
    expect(page.data[0]).to.have.all.keys('id', 'text', 'event_type')
    const next = await api.v2.get('dm_events', { max_results: 1, pagination_token: page.meta.next_token })
    expect(next.data[0].text).to.equal('أول')
    expect((await api.v2.get(`dm_events/${list.data[0].id}`)).data.text).to.equal('ثاني')
    expect((await failure(api.v2.get('dm_events/17'))).code).to.equal(404)
    expect((await api.v2.me()).data.username).to.equal(emulators.x.account.username)
    expect((await api.v2.user(resident)).data.id).to.equal(resident)
  })

  it('takes photos in chunks and in one piece; only dm_image goes into a message', async () => {
    const id = await api.v2.uploadMedia(png, { media_type: 'image/png', media_category: 'dm_image' }, 20)
    expect(emulators.x.uploadedMedia(id)?.equals(png)).to.equal(true)
    await api.v2.post(`dm_conversations/with/${resident}/messages`, { attachments: [{ media_id: id }] })
    const whole = await api.v2.post(
      'media/upload',
      { media: png, media_category: 'tweet_image' },
      { forceBodyMode: 'form-data' },
    )
    const error = await failure(
      api.v2.post(`dm_conversations/with/${resident}/messages`, { attachments: [{ media_id: whole.data.id }] }),
    )
    expect(error.data.detail).to.equal('You are not permitted to attach this media to a DM event.')
    expect((await api.v2.get('media/upload', { command: 'STATUS', media_id: id })).data.size).to.equal(png.length)
  })

  it('registers a webhook after a real CRC and delivers what is subscribed', async () => {
    emulators.x.webhookUrl = undefined
    const url = `${bot.url}/webhooks/twitter`
    expect(
      (await failure(api.v2.post('webhooks', { url: 'https://example.com/hook' }))).data.errors?.[0],
    ).to.deep.include({ message: 'UrlValidationFailed' })
    const wrong = (
      await failure(
        api.v2.post('webhooks', { url: `${bot.url}/webhooks/twitter?fail=1`.replace(bot.url, 'http://127.0.0.1:9') }),
      )
    ).data
    expect(wrong.errors?.[0]).to.deep.include({ message: 'CrcValidationFailed' })
    const hook = await api.v2.post('webhooks', { url })
    expect(hook.data).to.include({ url, valid: true })
    expect(await emulators.x.say(resident, 'لا أحد مشترك').delivered).to.equal(undefined)
    const wish = {
      event_type: 'dm.received',
      filter: { user_id: emulators.x.account.id },
      tag: 'in',
      webhook_id: hook.data.id,
    }
    const made = await api.v2.post('activity/subscriptions', wish)
    expect((await api.v2.get('activity/subscriptions')).data).to.have.length(1)
    expect((await emulators.x.say(resident, 'مشترك').delivered)?.status).to.equal(200)
    expect((await api.v2.put(`webhooks/${hook.data.id}`)).data).to.deep.equal({ valid: true })
    await api.v2.delete(`activity/subscriptions/${made.data.subscription.subscription_id}`)
    expect((await api.v2.delete(`webhooks/${hook.data.id}`)).data).to.deep.equal({ deleted: true })
    expect((await api.v2.get('webhooks')).meta.result_count).to.equal(0)
    expect((await failure(api.v2.put('webhooks/123'))).code).to.equal(400)
  })

  it('takes an app-only token for webhooks alone', async () => {
    const { X_API_KEY = '', X_API_SECRET = '' } = emulators.settings
    const login = await fetch(`${emulators.x.url}/oauth2/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${X_API_KEY}:${X_API_SECRET}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    })
    const { access_token } = (await login.json()) as { access_token: string }
    const headers = { authorization: `Bearer ${access_token}` }
    expect((await fetch(`${emulators.x.url}/2/webhooks`, { headers })).status).to.equal(200)
    expect((await fetch(`${emulators.x.url}/2/users/me`, { headers })).status).to.equal(401)
    answers = answers.filter(({ route }) => route !== '/oauth2/token')
  })

  it('carries out faults, counts them and ends them', async () => {
    const { x } = emulators
    const send = () => api.v2.post(`dm_conversations/with/${resident}/messages`, { text: 'x' })
    const other = x.faults.add('server-error', { recipient: '999' })
    for (const [kind, code] of [
      ['rate-limited', 429],
      ['server-error', 500],
      ['refused', 403],
      ['window-closed', 403],
      ['unauthorized', 401],
    ] as const) {
      const fault = x.faults.add(kind, { recipient: resident, times: 1, ms: 5000 })
      const error = await failure(send())
      expect(error.code).to.equal(code)
      if (kind === 'rate-limited')
        expect(error.rateLimit).to.include({ remaining: 0, reset: Math.ceil((now + 5000) / 1000) })
      expect(fault.hits).to.equal(1)
    }
    expect(other.hits).to.equal(0)
    expect(x.messagesTo(resident)).to.have.length(0)
    const html = x.faults.add('html-error')
    expect((await failure(send())).headers['content-type']).to.include('text/html')
    html.off()
    await send()
    expect(x.messagesTo(resident)).to.have.length(1)
  })

  for (const [kind, taken] of [
    ['timeout-after-success', 1],
    ['timeout-before-success', 0],
    ['dropped-after-success', 1],
    ['dropped-before-success', 0],
  ] as const) {
    it(`${kind}: no answer, ${taken} message taken`, async () => {
      emulators.x.faults.add(kind, { times: 1, ms: 30 })
      let failed = false
      await api.v2.post(`dm_conversations/with/${resident}/messages`, { text: 'x' }).catch(() => {
        failed = true
      })
      expect(failed).to.equal(true)
      expect(emulators.x.messagesTo(resident)).to.have.length(taken)
    })
  }

  it('goes away and comes back on the same port', async () => {
    const { url } = emulators.x
    await emulators.x.down()
    let refused = false
    await fetch(`${url}/2/users/me`).catch(() => {
      refused = true
    })
    expect(refused).to.equal(true)
    await emulators.x.up()
    expect(emulators.x.url).to.equal(url)
    expect((await api.v2.me()).data.id).to.equal(emulators.x.account.id)
  })
})

/** Success and typed errors are judged by the document; errors that X sends as about:blank have the members of RFC 9457. */
function answerFault(schemas: XSchemas, { method, route, status, body }: GivenAnswer): string | undefined {
  if (typeof body === 'object' && body !== null && 'type' in body && body.type === 'about:blank') {
    return 'title' in body && 'detail' in body && 'status' in body && body.status === status
      ? undefined
      : 'not a problem'
  }
  if (typeof body === 'object' && body !== null && 'errors' in body && route.startsWith('/1.1/')) return undefined
  return schemas.answerFault(method, route, status, body)
}

async function failure(call: Promise<unknown>): Promise<ApiResponseError> {
  try {
    await call
  } catch (error) {
    if (error instanceof ApiResponseError) return error
    throw error
  }
  throw new Error('the call did not fail')
}
