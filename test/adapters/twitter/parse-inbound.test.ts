import { expect } from 'chai'
import fc from 'fast-check'
import type { InboundEvent } from '../../../adapters/inbound-event.js'
import * as payloads from './payloads.js'
import { adapterWith, now, resident, us } from './twitter-fixture.js'

const adapter = adapterWith()
const parse = (body: unknown): InboundEvent[] => adapter.parse(body)
const one = (body: unknown): InboundEvent => {
  const events = parse(body)
  expect(events).to.have.length(1)
  return events[0]!
}

describe('twitter: direct messages', () => {
  it('reads a message of the X Activity API', () => {
    expect(
      one(payloads.activityMessage({ text: 'الشارع &lt;ب&gt; &amp; ج', id: '1948000000000000123' })),
    ).to.deep.equal({
      kind: 'message',
      channel: 'twitter',
      eventId: 'dm:1948000000000000123',
      conversationId: `twitter:${resident}`,
      at: 1_784_999_990_000,
      from: { id: resident, name: 'سلطان الدوسري', username: 'sultan_d' },
      text: 'الشارع <ب> & ج',
      attachments: [],
    })
  })

  it('makes the same event of the same message in the Account Activity envelope', () => {
    const parts = { text: 'مرحبا', id: '1948000000000000124' }
    expect(one(payloads.accountMessage(parts))).to.deep.equal(one(payloads.activityMessage(parts)))
  })

  it('reads every item, and a broken one spoils no other', () => {
    const body = payloads.accountMessage({ id: '1' })
    const good = payloads.messageItem({ id: '3', text: 'three' })
    const items = [...body.direct_message_events, { type: 'message_create', id: 2 }, good]
    const events = parse({ ...body, direct_message_events: items })
    expect(events.map(({ kind }) => kind)).to.deep.equal(['message', 'notice', 'message'])
    expect(events[2]).to.include({ eventId: 'dm:3', text: 'three' })
  })

  it('takes a photo and drops its link from the text', () => {
    const text = 'هنا الحفرة https://t.co/MediaLink1'
    const event = one(payloads.activityMessage({ text, data: { attachment: payloads.photo } }))
    expect(event).to.deep.include({
      text: 'هنا الحفرة',
      attachments: [{ kind: 'photo', url: payloads.photo.media.media_url_https }],
    })
  })

  it('takes a photo without a word', () => {
    const event = one(
      payloads.activityMessage({ text: ' https://t.co/MediaLink1', data: { attachment: payloads.photo } }),
    )
    expect(event).to.include({ text: '' })
  })

  it('takes the finest file of a video', () => {
    const variants = [
      { content_type: 'application/x-mpegURL', url: 'https://video.twimg.com/a.m3u8' },
      { bitrate: 320_000, content_type: 'video/mp4', url: 'https://video.twimg.com/small.mp4' },
      { bitrate: 832_000, content_type: 'video/mp4', url: 'https://video.twimg.com/large.mp4' },
    ]
    const media = { ...payloads.photo.media, type: 'video', video_info: { variants } }
    const event = one(
      payloads.activityMessage({ text: 'https://t.co/MediaLink1', data: { attachment: { type: 'media', media } } }),
    )
    expect(event).to.deep.include({ attachments: [{ kind: 'video', url: 'https://video.twimg.com/large.mp4' }] })
  })

  it('replaces other t.co links by what they stand for, whatever the indices say', () => {
    const urls = [
      { url: 'https://t.co/abc', expanded_url: 'https://maps.app.goo.gl/x?a=1&lt=2', indices: [0, 3] },
      { url: 'https://t.co/abcd', expanded_url: 'https://maps.google.com/?q=26.4,50.1', indices: [900, 950] },
    ]
    const text = 'A &amp; B https://t.co/abcd ثم https://t.co/abc https://t.co/unknown'
    const event = one(payloads.activityMessage({ text, data: { entities: { urls } } }))
    expect(event).to.include({
      text: 'A & B https://maps.google.com/?q=26.4,50.1 ثم https://maps.app.goo.gl/x?a=1&lt=2 https://t.co/unknown',
    })
  })

  it('decodes once only', () => {
    expect(one(payloads.activityMessage({ text: 'type &amp;lt; or &amp;amp;' }))).to.include({
      text: 'type &lt; or &amp;',
    })
  })

  it('reads a tapped option and a shared place', () => {
    const location = {
      type: 'shared_coordinate',
      shared_coordinate: { coordinates: { type: 'Point', coordinates: [50.1, 26.4] } },
    }
    const data = {
      quick_reply_response: { type: 'options', metadata: 'report' },
      attachment: { type: 'location', location },
    }
    expect(one(payloads.activityMessage({ text: 'x', data }))).to.deep.include({
      choice: 'report',
      location: { lat: 26.4, lng: 50.1 },
    })
  })

  it('reads our own messages as echoes in both envelopes', () => {
    const parts = { from: us, to: resident, text: 'بلاغك &amp; رقمه', id: '1948000000000000200' }
    const echo = one(payloads.activityMessage(parts, 'dm.sent'))
    expect(echo).to.deep.equal({
      kind: 'echo',
      channel: 'twitter',
      eventId: 'sent:1948000000000000200',
      conversationId: `twitter:${resident}`,
      at: 1_784_999_990_000,
      own: true,
      messageId: '1948000000000000200',
      text: 'بلاغك & رقمه',
    })
    expect(one(payloads.accountMessage(parts))).to.deep.equal(echo)
  })

  it('reads that messages were read, and makes nothing of typing', () => {
    const mark = {
      created_timestamp: '1785000000001',
      sender_id: resident,
      target: { recipient_id: us },
      last_read_event_id: '77',
    }
    const place = {
      channel: 'twitter',
      eventId: `read:${resident}:77`,
      conversationId: `twitter:${resident}`,
      at: 1_785_000_000_001,
    }
    const receipt = { kind: 'receipt', ...place, state: 'read', messageIds: ['77'], upTo: 1_785_000_000_001 }
    const events = { direct_message_mark_read_events: [mark] }
    expect(parse({ for_user_id: us, ...events })).to.deep.equal([receipt])
    expect(parse(payloads.activity('dm.read', events))).to.deep.equal([receipt])
    const typing = {
      direct_message_indicate_typing_events: [
        { created_timestamp: '1', sender_id: resident, target: { recipient_id: us } },
      ],
    }
    expect(parse({ for_user_id: us, ...typing })).to.deep.equal([])
    expect(parse(payloads.activity('dm.indicate_typing', typing))).to.deep.equal([])
  })

  it('leaves the events of another account alone', () => {
    const body = payloads.accountMessage({})
    expect(one({ ...body, for_user_id: '99' })).to.include({ kind: 'notice', notice: 'other_account' })
    expect(one(payloads.activity('dm.received', {}, { filter: { user_id: '99' } }))).to.include({
      notice: 'other_account',
    })
  })
})

describe('twitter: posts', () => {
  it('reads a mention', () => {
    expect(one(payloads.postEvent('post.mention.create'))).to.deep.equal({
      kind: 'mention',
      channel: 'twitter',
      eventId: 'post:1940000000000000001',
      conversationId: `twitter-public:${resident}`,
      at: Date.UTC(2026, 6, 25, 10),
      from: { id: resident, name: 'سلطان الدوسري', username: 'sultan_d' },
      postId: '1940000000000000001',
      text: 'حفرة في حي الروضة & ما أحد جاء',
    })
  })

  it('makes the same event of mention, reply and the older envelope', () => {
    const mention = one(payloads.postEvent('post.mention.create'))
    expect(one(payloads.postEvent('post.reply.create'))).to.deep.equal(mention)
    expect(one(payloads.tweetEvent())).to.deep.equal(mention)
  })

  it('counts a reply to our post that does not name us', () => {
    const more = {
      text: 'ولا صار شي',
      entities: {},
      in_reply_to_user_id: us,
      referenced_tweets: [{ type: 'replied_to', id: '5' }],
    }
    expect(one(payloads.postEvent('post.reply.create', more))).to.include({ kind: 'mention', text: 'ولا صار شي' })
    const old = { text: 'ولا صار شي', entities: {}, in_reply_to_user_id_str: us }
    expect(one(payloads.tweetEvent(old))).to.include({ kind: 'mention', text: 'ولا صار شي' })
  })

  it('keeps long posts whole', () => {
    const full = `@Amana940 ${'طويل '.repeat(80)}&lt;انتهى&gt;`
    const mentions = payloads.tweet().entities
    const old = {
      truncated: true,
      text: `${full.slice(0, 117)}… https://t.co/x`,
      entities: {},
      extended_tweet: { full_text: full, entities: mentions },
    }
    const expected = `${'طويل '.repeat(80)}<انتهى>`
    expect(one(payloads.tweetEvent(old))).to.include({ kind: 'mention', text: expected })
    const note = { note_tweet: { text: full, entities: {} } }
    expect(one(payloads.postEvent('post.mention.create', note))).to.include({ text: expected })
  })

  it('drops the links of attached media', () => {
    const more = {
      text: '@Amana940 شوفوا https://t.co/Pic1 https://t.co/Map1',
      entities: {
        urls: [
          { url: 'https://t.co/Pic1', expanded_url: 'https://x.com/sultan_d/status/1/photo/1', media_key: '3_1' },
          { url: 'https://t.co/Map1', expanded_url: 'https://maps.app.goo.gl/z' },
        ],
      },
    }
    expect(one(payloads.postEvent('post.mention.create', more))).to.include({ text: 'شوفوا https://maps.app.goo.gl/z' })
  })

  const ignored: [string, unknown][] = [
    ['our own post', payloads.postEvent('post.mention.create', { author_id: us })],
    ['our own post, older envelope', payloads.tweetEvent({ user: { id: 1, id_str: us, screen_name: 'Amana940' } })],
    ['a retweet', payloads.postEvent('post.mention.create', { referenced_tweets: [{ type: 'retweeted', id: '5' }] })],
    ['a retweet, older envelope', payloads.tweetEvent({ retweeted_status: payloads.tweet() })],
    [
      'a quote that does not name us',
      payloads.postEvent('post.mention.create', { entities: {}, referenced_tweets: [{ type: 'quoted', id: '5' }] }),
    ],
    [
      'a quote that does not name us, older envelope',
      payloads.tweetEvent({ entities: {}, is_quote_status: true, quoted_status: payloads.tweet() }),
    ],
    ['a post of somebody who has blocked (string)', payloads.tweetEvent({}, { user_has_blocked: 'true' })],
    ['a post of somebody who has blocked (boolean)', payloads.tweetEvent({}, { user_has_blocked: true })],
  ]
  for (const [what, body] of ignored) {
    it(`ignores ${what}`, () => {
      const event = one(body)
      expect(event).to.include({ kind: 'notice', notice: 'ignored' })
      expect(event.eventId).not.to.match(/^post:/)
    })
  }

  it('takes a quote that names us', () => {
    const more = { referenced_tweets: [{ type: 'quoted', id: '5' }] }
    expect(one(payloads.postEvent('post.mention.create', more))).to.include({ kind: 'mention' })
  })

  it('answers an edited post once', () => {
    const ids = ['1940000000000000001', '1940000000000000009']
    const edited = payloads.postEvent('post.mention.create', { id: ids[1], edit_history_tweet_ids: ids })
    expect(one(edited)).to.include({ eventId: 'post:1940000000000000001', postId: '1940000000000000009' })
  })

  it('reads no numeric id', () => {
    const { id_str: _, ...tweet } = payloads.tweet()
    expect(one({ for_user_id: us, tweet_create_events: [tweet] })).to.include({ kind: 'notice', notice: 'unknown' })
  })
})

describe('twitter: notices', () => {
  it('alarms at encrypted messages', () => {
    const payload = { id: '5', sender_id: resident, encoded_event: 'AAAA', conversation_key_version: '1' }
    expect(one(payloads.activity('chat.received', payload))).to.deep.equal({
      kind: 'notice',
      channel: 'twitter',
      eventId: 'xaa:-6850472171600526495',
      conversationId: `twitter:${resident}`,
      at: now,
      notice: 'chat.received',
      alarm: true,
    })
  })

  it('alarms when access is withdrawn, in both envelopes', () => {
    const revoke = { date_time: '2026-07-25T10:00:00.000Z', source: { user_id: us }, target: { app_id: '1' } }
    expect(one(payloads.activity('oauth.revoke', revoke, { filter: {} }))).to.include({
      notice: 'oauth.revoke',
      alarm: true,
    })
    expect(one({ user_event: { revoke } })).to.include({ notice: 'user_event.revoke', alarm: true })
  })

  it('knows what it does not need', () => {
    expect(one(payloads.activity('like.create', {}))).to.include({ notice: 'ignored' })
    expect(one({ for_user_id: us, favorite_events: [{ id: 'x' }] })).to.include({ notice: 'ignored' })
  })

  const strange = [
    null,
    5,
    'text',
    true,
    [],
    {},
    { data: null },
    { data: {} },
    { data: [] },
    { errors: [] },
    { direct_message_events: {} },
  ]
  for (const body of [
    ...strange,
    payloads.activity('brand.new', {}),
    payloads.activity('dm.received', { direct_message_events: [] }),
  ]) {
    it(`makes an unknown notice of ${JSON.stringify(body).slice(0, 60)}, the same each time`, () => {
      expect(one(body)).to.include({ kind: 'notice', notice: 'unknown', conversationId: `twitter:${us}` })
      expect(one(body).eventId).to.equal(one(structuredClone(body)).eventId)
    })
  }

  it('keeps what came of an unknown shape, and nothing of a known one', () => {
    const strangeBody = payloads.activity('brand.new', { key: 'قيمة' })
    const notice = one(strangeBody)
    expect(notice.kind === 'notice' && JSON.parse(notice.raw ?? '')).to.deep.equal(strangeBody.data)
    expect(one(payloads.activity('profile.update.bio', {}))).not.to.have.property('raw')
  })

  it('survives a body nested beyond the stack', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
    expect(one({ data: { event_type: 'x', payload: deep } })).to.include({ notice: 'unknown' })
  })

  it('never throws, whatever JSON comes', () => {
    fc.assert(fc.property(fc.jsonValue(), (body) => parse(body).every(({ channel }) => channel === 'twitter')))
  })

  it('never throws when any part of a good body is replaced by any JSON', () => {
    const bodies = [
      payloads.activityMessage({ data: { attachment: payloads.photo } }),
      payloads.accountMessage({}),
      payloads.postEvent('post.mention.create'),
      payloads.tweetEvent(),
    ]
    fc.assert(
      fc.property(fc.constantFrom(...bodies), fc.nat(), fc.jsonValue(), (body, at, value) => {
        const events = parse(replacePart(body, at, value))
        for (const event of events) {
          expect(event.eventId).to.be.a('string').and.not.equal('')
          expect(event.conversationId).to.match(/^twitter(-public)?:\d+$/)
          expect(event.at).to.be.a('number').and.satisfy(Number.isFinite)
        }
      }),
      { numRuns: 400 },
    )
  })
})

/** A copy in which the `at`-th part (of all parts, counted round) is replaced. */
function replacePart(body: unknown, at: number, value: unknown): unknown {
  const copy: unknown = structuredClone(body)
  const slots: (() => void)[] = []
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    for (const [name, inner] of Object.entries(part)) {
      slots.push(() => Object.assign(part, { [name]: value }))
      walk(inner)
    }
  }
  walk(copy)
  slots[at % slots.length]?.()
  return copy
}
