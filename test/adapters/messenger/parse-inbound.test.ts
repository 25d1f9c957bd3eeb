import { expect } from 'chai'
import type { InboundEvent } from '../../../adapters/inbound-event.js'
import { createMessengerAdapter } from '../../../adapters/messenger/create-messenger-adapter.js'
import { appId, at, bodyOf, fromPage, fromResident, pageId, residentId } from './meta-body.js'
import { settings, testAdapter } from './test-adapter.js'

const adapter = testAdapter()
const lane = `messenger:${residentId}`

function only(body: unknown, by = adapter): InboundEvent {
  const events = by.parse(body)
  expect(events).to.have.length(1)
  return events[0]!
}

describe('messenger messages', () => {
  it('reads text', () => {
    const event = only(bodyOf(fromResident({ message: { mid: 'm_AG5H', text: 'السلام عليكم' } })))
    expect(event).to.deep.equal({
      kind: 'message',
      channel: 'messenger',
      eventId: 'm_AG5H',
      conversationId: lane,
      at,
      from: { id: residentId },
      text: 'السلام عليكم',
      attachments: [],
    })
  })

  it('reads a tapped quick reply as text and choice', () => {
    const event = only(
      bodyOf(fromResident({ message: { mid: 'm_1', text: 'نعم، إرسال', quick_reply: { payload: 'confirm:yes' } } })),
    )
    expect(event).to.include({ kind: 'message', text: 'نعم، إرسال', choice: 'confirm:yes' })
  })

  it('reads a postback, with or without a mid, and with a referral', () => {
    const withMid = only(
      bodyOf(fromResident({ postback: { mid: 'm_pb', title: 'بلاغ جديد', payload: 'open_report' } })),
    )
    expect(withMid).to.include({ kind: 'message', eventId: 'm_pb', text: 'بلاغ جديد', choice: 'open_report', at })
    const referral = { ref: 'poster', source: 'SHORTLINK', type: 'OPEN_THREAD' }
    const without = only(bodyOf(fromResident({ postback: { title: 'ابدأ', payload: 'get_started', referral } })))
    expect(without).to.include({ kind: 'message', choice: 'get_started' })
    expect(without.eventId).to.match(/^postback:[\w-]{22}$/)
  })

  it('reads photos, video, audio and files', () => {
    const kinds = ['image', 'video', 'audio', 'file'].map((type) => ({
      type,
      payload: { url: `https://scontent.xx.fbcdn.net/${type}?oe=6a` },
    }))
    const event = only(bodyOf(fromResident({ message: { mid: 'm_1', attachments: kinds } })))
    expect(event).to.have.property('text', '')
    expect(event).to.have.deep.property(
      'attachments',
      ['photo', 'video', 'audio', 'file'].map((kind, index) => ({ kind, url: kinds[index]!.payload.url })),
    )
  })

  it('takes stickers for no evidence, in the new form and the old', () => {
    const url = 'https://scontent.xx.fbcdn.net/thumb.png'
    for (const type of ['sticker', 'image']) {
      const event = only(
        bodyOf(
          fromResident({
            message: { mid: 'm_1', attachments: [{ type, payload: { url, sticker_id: 369239263222822 } }] },
          }),
        ),
      )
      expect(event, type).to.deep.include({ kind: 'message', sticker: true, attachments: [] })
    }
    expect(only(bodyOf(fromResident({ message: { mid: 'm_1', text: 'x' } })))).not.to.have.property('sticker')
  })

  it('reads a location, and none that is not on earth', () => {
    const located = (coordinates: object) =>
      only(
        bodyOf(
          fromResident({ message: { mid: 'm_1', attachments: [{ type: 'location', payload: { coordinates } }] } }),
        ),
      )
    expect(located({ lat: 26.4207, long: 50.0888 })).to.have.deep.property('location', { lat: 26.4207, lng: 50.0888 })
    expect(located({ lat: 226.4, long: 50 })).not.to.have.property('location')
    expect(located({ lat: '26', long: 50 })).not.to.have.property('location')
  })

  it('counts a shared link as said, once, unwrapped', () => {
    const map = 'https://maps.app.goo.gl/AbC123'
    const shared = (text: string | undefined, attachment: object) =>
      only(
        bodyOf(
          fromResident({
            message: {
              mid: 'm_1',
              ...(text === undefined ? {} : { text }),
              attachments: [{ type: 'fallback', ...attachment }],
            },
          }),
        ),
      )
    expect(shared('هنا', { payload: { url: map, title: 'Map' } })).to.include({ text: `هنا\n${map}` })
    expect(shared(undefined, { payload: null, url: map })).to.include({ text: map })
    expect(shared(`هنا ${map}`, { payload: { url: map } })).to.include({ text: `هنا ${map}` })
    expect(shared('هنا', { url: `https://l.facebook.com/l.php?u=${encodeURIComponent(map)}&h=AT0` })).to.include({
      text: `هنا\n${map}`,
    })
    expect(shared('هنا', {})).to.deep.include({ text: 'هنا', attachments: [] })
    expect(shared('هنا', { url: 'javascript:alert(1)' })).to.include({ text: 'هنا' })
  })

  it('keeps the first thirty of fifty photos', () => {
    const attachments = Array.from({ length: 50 }, (_, index) => ({
      type: 'image',
      payload: { url: `https://scontent.xx.fbcdn.net/${index}` },
    }))
    const event = only(bodyOf(fromResident({ message: { mid: 'm_1', attachments } })))
    expect(event.kind === 'message' && event.attachments.map(({ url }) => url.split('/').at(-1))).to.deep.equal(
      Array.from({ length: 30 }, (_, n) => String(n)),
    )
  })

  it('answers for a message whose content it does not know', () => {
    expect(
      only(bodyOf(fromResident({ message: { mid: 'm_1', attachments: [{ type: 'hologram' }, 7, null] } }))),
    ).to.deep.include({
      kind: 'message',
      text: '',
      attachments: [],
    })
  })

  it('keeps HTML, zalgo and $-keys as the plain words they are', () => {
    const zalgo = `ح${'\u0336\u0489'.repeat(400)}فرة`
    for (const text of ['<img src=x onerror=alert(1)>', zalgo, '{"$where":"1"}'])
      expect(
        only(bodyOf(fromResident({ message: { mid: 'm_1', text, $set: { owner: 'me' }, __proto__: null } }))),
      ).to.include({ text })
    expect(
      only(
        JSON.parse(
          `{"object":"page","entry":[{"messaging":[{"$gt":"","sender":{"id":{"$ne":null}},"message":{"mid":"m_1","text":"x"}}]}]}`,
        ),
      ),
    ).to.include({
      notice: 'unknown',
    })
  })

  it('mends half a surrogate pair', () => {
    expect(only(bodyOf(fromResident({ message: { mid: 'm_1', text: 'a\ud83d' } })))).to.include({ text: 'a\ufffd' })
  })
})

describe('messenger echoes', () => {
  const echo = (message: object) =>
    bodyOf(fromPage({ message: { mid: 'm_sent', is_echo: true, text: 'أهلًا', ...message } }))

  it('knows our own by the app id, as number or string, and gives the key back', () => {
    for (const id of [Number(appId), appId])
      expect(only(echo({ app_id: id, metadata: 'tws:event-1:0' }))).to.deep.equal({
        kind: 'echo',
        channel: 'messenger',
        eventId: 'echo:m_sent',
        conversationId: lane,
        at,
        own: true,
        messageId: 'm_sent',
        key: 'event-1:0',
        text: 'أهلًا',
      })
  })

  it('takes another app, or none, for a person in the Page Inbox', () => {
    for (const message of [{ app_id: 263902037430900 }, {}, { app_id: 263902037430900, metadata: 'tws:event-1:0' }]) {
      const event = only(echo(message))
      expect(event).to.include({ kind: 'echo', own: false, conversationId: lane })
      expect(event).not.to.have.property('key')
    }
  })

  it('goes by the metadata when no app id is set', () => {
    const { appId: _, ...anonymously } = settings
    const anonymous = createMessengerAdapter(anonymously)
    expect(only(echo({ app_id: 5, metadata: 'tws:k:1' }), anonymous)).to.include({ own: true, key: 'k:1' })
    expect(only(echo({ app_id: 5, metadata: 'k:1' }), anonymous)).to.include({ own: false })
    expect(only(echo({}), anonymous)).to.include({ own: false })
  })

  it('never takes what the page said for a message of a resident', () => {
    const event = only(bodyOf(fromPage({ message: { mid: 'm_sent', text: 'أهلًا' } })))
    expect(event).to.include({ kind: 'echo', own: false })
  })

  it('reads our echo in standby, since it settles what became of a send', () => {
    const standby = (message: object) => ({
      object: 'page',
      entry: [{ id: pageId, time: at, standby: [fromPage({ message: { mid: 'm_sent', is_echo: true, ...message } })] }],
    })
    expect(only(standby({ app_id: appId, metadata: 'tws:k:0' }))).to.include({ kind: 'echo', own: true, key: 'k:0' })
    expect(only(standby({ app_id: 1 }))).to.include({ kind: 'notice', notice: 'standby' })
  })
})

describe('messenger receipts and notices', () => {
  it('reads deliveries and reads', () => {
    expect(only(bodyOf(fromResident({ delivery: { mids: ['m_1', 'm_2', 3], watermark: at - 10 } })))).to.deep.include({
      kind: 'receipt',
      state: 'delivered',
      messageIds: ['m_1', 'm_2'],
      upTo: at - 10,
      at,
      conversationId: lane,
    })
    expect(
      only(bodyOf({ sender: { id: residentId }, recipient: { id: pageId }, read: { watermark: at - 7 } })),
    ).to.deep.include({
      kind: 'receipt',
      state: 'read',
      messageIds: [],
      upTo: at - 7,
      at: at - 7,
    })
  })

  for (const [key, value] of Object.entries({
    reaction: { reaction: 'love', emoji: '❤️', action: 'react', mid: 'm_1' },
    referral: { ref: 'poster', source: 'SHORTLINK', type: 'OPEN_THREAD' },
    optin: { ref: 'x', user_ref: 'y' },
    account_linking: { status: 'linked' },
    request_thread_control: { requested_owner_app_id: 1 },
    app_roles: { '123': ['primary_receiver'] },
  }))
    it(`keeps ${key} as a notice`, () =>
      expect(only(bodyOf(fromResident({ [key]: value })))).to.include({
        kind: 'notice',
        notice: key,
        conversationId: lane,
        at,
      }))

  it('numbers the edits of a message', () => {
    const edit = (count: number) =>
      only(bodyOf(fromResident({ message_edit: { mid: 'm_1', text: 'جديد', num_edit: count } })))
    expect(edit(1)).to.include({ kind: 'notice', notice: 'message_edit', eventId: 'm_1:edit:1' })
    expect(edit(2).eventId).to.equal('m_1:edit:2')
  })

  it('keeps a deleted message apart from the message', () => {
    expect(only(bodyOf(fromResident({ message: { mid: 'm_1', is_deleted: true } })))).to.include({
      notice: 'message_deleted',
      eventId: 'm_1:deleted',
    })
  })

  it('alarms when Meta enforces a policy', () => {
    const event = only(
      bodyOf({ recipient: { id: pageId }, timestamp: at, 'policy-enforcement': { action: 'block', reason: '...' } }),
    )
    expect(event).to.include({ notice: 'policy_enforcement', alarm: true, conversationId: `messenger:${pageId}` })
  })

  it('pauses when the thread goes to another app and resumes when it comes back', () => {
    const control = (key: string, value: object, by = adapter) => only(bodyOf(fromResident({ [key]: value })), by)
    const inbox = 263902037430900
    expect(
      control('pass_thread_control', { previous_owner_app_id: appId, new_owner_app_id: inbox, metadata: '' }),
    ).to.include({ bot: 'pause' })
    expect(control('pass_thread_control', { previous_owner_app_id: null, new_owner_app_id: Number(appId) })).to.include(
      { bot: 'resume' },
    )
    expect(control('take_thread_control', { previous_owner_app_id: appId, new_owner_app_id: inbox })).to.include({
      bot: 'pause',
    })
    expect(control('take_thread_control', { previous_owner_app_id: inbox, new_owner_app_id: appId })).to.include({
      bot: 'resume',
    })
    expect(control('request_thread_control', { requested_owner_app_id: inbox })).not.to.have.property('bot')
  })

  it('never answers from standby', () => {
    const items = [
      fromResident({ message: { mid: 'm_1', text: 'هل من أحد؟' } }),
      fromResident({ postback: { title: 'x' } }),
      fromResident({ read: { watermark: at } }),
    ]
    const events = adapter.parse({ object: 'page', entry: [{ id: pageId, time: at, standby: items }] })
    expect(events.map((event) => event.kind === 'notice' && event.notice)).to.deep.equal([
      'standby',
      'standby',
      'standby',
    ])
  })

  it('never answers page feed', () => {
    const change = {
      field: 'feed',
      value: { item: 'comment', verb: 'add', message: 'حفرة', from: { id: '9' }, created_time: 1787000000 },
    }
    expect(only({ object: 'page', entry: [{ id: pageId, time: 1787000000, changes: [change] }] })).to.include({
      kind: 'notice',
      notice: 'change:feed',
      at: 1787000000000,
    })
  })

  it('leaves messages of another page alone', () => {
    expect(
      only(bodyOf({ ...fromResident({ message: { mid: 'm_1', text: 'x' } }), recipient: { id: '777' } })),
    ).to.include({ notice: 'other_page' })
  })
})

describe('messenger bodies as a whole', () => {
  it('reads every item of every entry, in order', () => {
    const message = (mid: string) => fromResident({ message: { mid, text: mid } })
    const events = adapter.parse({
      object: 'page',
      entry: [
        { id: pageId, time: at, messaging: [message('m_1'), { odd: true }, message('m_2')], hop_context: [] },
        { id: pageId, time: at, standby: [message('m_3')], changes: [{ field: 'feed', value: {} }, 3] },
        7,
        { id: pageId, time: at, messaging: [message('m_4')] },
      ],
    })
    expect(events.map((event) => (event.kind === 'notice' ? event.notice : event.eventId))).to.deep.equal([
      'm_1',
      'unknown',
      'm_2',
      'standby',
      'change:feed',
      'unknown',
      'unknown',
      'm_4',
    ])
  })

  for (const [what, body] of [
    ['null', null],
    ['text', 'page'],
    ['a list', []],
    ['another object', { object: 'instagram', entry: [{}] }],
    ['no entry', { object: 'page' }],
    ['an empty list of entries', { object: 'page', entry: [] }],
    ['an entry without lists', { object: 'page', entry: [{ id: pageId }] }],
    ['lists that are none', { object: 'page', entry: [{ messaging: { 0: {} }, standby: 'x', changes: null }] }],
    ['a message that is text', bodyOf(fromResident({ message: 'hello' }))],
    ['an empty message', bodyOf(fromResident({ message: {} }))],
    [
      'a sender without digits',
      bodyOf({ sender: { id: '$where' }, recipient: { id: pageId }, message: { mid: 'm', text: 'x' } }),
    ],
    ['a sender that is a list', bodyOf({ sender: [], recipient: { id: pageId }, message: { mid: 'm', text: 'x' } })],
  ] as const)
    it(`keeps ${what} as unknown`, () => expect(only(body)).to.include({ kind: 'notice', notice: 'unknown' }))

  it('keeps what came of an unknown shape, at most 64 KiB of it, and nothing of a known one', () => {
    const strange = fromResident({ brand_new: 'قيمة' })
    const notice = only(bodyOf(strange))
    expect(notice.kind === 'notice' && JSON.parse(notice.raw ?? '')).to.deep.equal(JSON.parse(JSON.stringify(strange)))
    const long = only(bodyOf(fromResident({ brand_new: 'ق'.repeat(100_000) })))
    const raw = long.kind === 'notice' ? (long.raw ?? '') : ''
    expect(Buffer.byteLength(raw)).to.be.within(65_530, 65_536)
    expect(raw.endsWith('ق')).to.equal(true)
    expect(only(bodyOf(fromResident({ reaction: { reaction: 'love', mid: 'm' } })))).not.to.have.property('raw')
  })

  it('survives nesting deeper than any document', () => {
    let deep: unknown = 1
    for (let level = 0; level < 5000; level++) deep = { deep }
    expect(only(bodyOf(fromResident({ deep })))).to.include({ notice: 'unknown' })
  })

  it('gives the same ids for the same body, however often and in whatever order its keys come', () => {
    const items = [
      { message: { mid: 'm_1', text: 'x' } },
      { message: { text: 'without mid' } },
      { postback: { title: 'a', payload: 'b' } },
      { delivery: { mids: ['m_1'], watermark: at } },
      { read: { watermark: at } },
      { reaction: { mid: 'm_1', action: 'react' } },
      { something: { new: true } },
    ]
    const ids = (reverse: boolean) =>
      adapter
        .parse(
          bodyOf(
            ...items.map((item) =>
              reverse ? Object.fromEntries(Object.entries(fromResident(item)).reverse()) : fromResident(item),
            ),
          ),
        )
        .map(({ eventId }) => eventId)
    expect(ids(false)).to.deep.equal(ids(true))
    expect(new Set(ids(false)).size).to.equal(items.length)
  })

  it('tells a message from its echo, its edit and its reactions', () => {
    const events = adapter.parse(
      bodyOf(
        fromResident({ message: { mid: 'm_1', text: 'x' } }),
        fromPage({ message: { mid: 'm_1', is_echo: true, app_id: appId } }),
        fromResident({ message_edit: { mid: 'm_1', num_edit: 1 } }),
        fromResident({ reaction: { mid: 'm_1', action: 'react' } }),
        fromResident({ reaction: { mid: 'm_1', action: 'unreact' } }),
      ),
    )
    expect(new Set(events.map(({ eventId }) => eventId)).size).to.equal(5)
  })

  it('shortens an id that no index would hold', () => {
    const event = only(bodyOf(fromResident({ message: { mid: 'm'.repeat(5000), text: 'x' } })))
    expect(event.eventId).to.match(/^mid:[\w-]{22}$/)
  })

  it('falls back to the entry, then the clock, for the time', () => {
    const untimed = {
      sender: { id: residentId },
      recipient: { id: pageId },
      timestamp: 'soon',
      message: { mid: 'm_1', text: 'x' },
    }
    expect(only(bodyOf(untimed)).at).to.equal(at + 5)
    expect(only({ object: 'page', entry: [{ messaging: [untimed] }] }).at).to.equal(at)
  })
})
