import { expect } from 'chai'
import type { ChannelAdapter } from '../../../adapters/channel-adapter.js'
import type { OutboundMessage, SendResult } from '../../../adapters/outbound.js'
import { readCallError } from '../../../adapters/twitter/read-call-error.js'
import { messageDigest } from '../../../bots/message-digest.js'
import { type ScriptedAnswer, ScriptedX } from './scripted-x.js'
import { adapterWith, message, now, publicly, RecordingBudgets, resident, settings, us } from './twitter-fixture.js'

const secretText = 'رقم بلاغك 123456782 & <سلطان>'
const sent = {
  status: 201,
  body: { data: { dm_conversation_id: `${us}-${resident}`, dm_event_id: '1948000000000000500' } },
}
const posted = { status: 201, body: { data: { id: '1948000000000000600', text: 'x' } } }
const problem = (status: number, detail: string, more: object = {}) => ({
  status,
  body: { title: 'Forbidden', detail, type: 'about:blank', status, ...more },
})
const coded = (status: number, code: number) => ({
  status,
  body: { errors: [{ code, message: `quotes ${secretText}` }] },
})

describe('twitter: sending', () => {
  let x: ScriptedX
  let budgets: RecordingBudgets
  let adapter: ChannelAdapter

  beforeEach(async () => {
    x = new ScriptedX(settings)
    budgets = new RecordingBudgets()
    adapter = adapterWith({ apiBaseUrl: await x.start() }, budgets)
  })
  afterEach(() => x.stop())

  const never = new AbortController().signal
  const send = async (answers: ScriptedAnswer[], what: OutboundMessage = message(secretText)): Promise<SendResult> => {
    x.answers.push(...answers)
    const result = await adapter.send(what, never)
    const told = JSON.stringify(result)
    expect(told).not.to.include(settings.accessToken)
    expect(told).not.to.include('سلطان')
    return result
  }

  it('posts the text as JSON, signed, to the person', async () => {
    expect(await send([sent])).to.deep.equal({ outcome: 'sent', messageId: '1948000000000000500' })
    const [call] = x.calls
    expect(call).to.deep.include({
      method: 'POST',
      path: `/2/dm_conversations/with/${resident}/messages`,
      body: { text: secretText },
      oauth: true,
    })
    expect(call!.headers['content-type']).to.match(/^application\/json/)
  })

  it('posts a public reply under its post', async () => {
    expect(await send([posted], message('راسلنا', publicly))).to.deep.equal({
      outcome: 'sent',
      messageId: '1948000000000000600',
    })
    const body = { text: 'راسلنا', reply: { in_reply_to_tweet_id: '1940000000000000001' } }
    expect(x.calls[0]).to.deep.include({ method: 'POST', path: '/2/tweets', body, oauth: true })
    expect(budgets.taken).to.deep.equal([{ rules: ['twitter.post.15m', 'twitter.post.24h'], purpose: 'answer' }])
  })

  it('sends JSON behind a path of its own too', async () => {
    adapter = adapterWith({ apiBaseUrl: `${x.url}/behind/` }, budgets)
    expect(await send([sent])).to.include({ outcome: 'sent' })
    expect(x.calls[0]).to.deep.include({
      path: `/behind/2/dm_conversations/with/${resident}/messages`,
      body: { text: secretText },
      oauth: true,
    })
  })

  it('takes a place in the budgets first, and asks nothing of X without one', async () => {
    budgets.grant = { granted: false, retryAt: now + 60_000 }
    const result = await send([sent], { ...message('x'), purpose: 'news' })
    expect(result).to.deep.include({ outcome: 'later', retryAt: now + 60_000, scope: 'channel' })
    expect(budgets.taken).to.deep.equal([{ rules: ['twitter.dm.15m', 'twitter.dm.24h'], purpose: 'news' }])
    expect(x.calls).to.have.length(0)
  })

  it('waits when the budgets cannot be asked', async () => {
    budgets.grant = new Error('store is gone')
    expect(await send([sent])).to.include({ outcome: 'later' })
    expect(x.calls).to.have.length(0)
  })

  const limits = (remaining: number, app: number, user: number) => ({
    'x-rate-limit-limit': '15',
    'x-rate-limit-remaining': String(remaining),
    'x-rate-limit-reset': '1785000900',
    'x-app-limit-24hour-limit': '1440',
    'x-app-limit-24hour-remaining': String(app),
    'x-app-limit-24hour-reset': '1785080000',
    'x-user-limit-24hour-limit': '1440',
    'x-user-limit-24hour-remaining': String(user),
    'x-user-limit-24hour-reset': '1785086400',
  })

  it('tells the budgets what the headers say, of answers and errors', async () => {
    await send([{ ...sent, headers: limits(7, 1000, 900) }])
    const readings = [
      ['twitter.dm.15m', { limit: 15, remaining: 7, reset: 1_785_000_900_000 }],
      ['twitter.dm.24h', { limit: 1440, remaining: 900, reset: 1_785_086_400_000 }],
    ]
    expect(budgets.observed).to.deep.equal(readings)
    await send([{ ...problem(403, 'no'), headers: limits(7, 1000, 900) }])
    expect(budgets.observed).to.deep.equal([...readings, ...readings])
  })

  it('passes over headers that are no numbers', async () => {
    await send([
      { ...sent, headers: { 'x-rate-limit-limit': 'many', 'x-rate-limit-remaining': '', 'x-rate-limit-reset': '-1' } },
    ])
    expect(budgets.observed).to.deep.equal([])
  })

  const waits: [string, Record<string, string>, number][] = [
    ['the 15 minutes', limits(0, 1000, 900), 1_785_000_900_000],
    ["the app's day", limits(3, 0, 900), 1_785_080_000_000],
    ['both', limits(0, 1000, 0), 1_785_086_400_000],
    ['none of them', limits(3, 1000, 900), 1_785_000_900_000],
    ['unknown, with retry-after', { 'retry-after': '30' }, now + 30_000],
    ['unknown', {}, now + 60_000],
  ]
  for (const [what, headers, retryAt] of waits) {
    it(`after 429 waits for the reset of the empty budget: ${what}`, async () => {
      const result = await send([{ ...problem(429, 'Too Many Requests'), headers }])
      expect(result).to.deep.include({ outcome: 'later', retryAt, scope: 'channel' })
    })
  }

  const outcomes: [string, ScriptedAnswer, SendResult['outcome']][] = [
    ['a person who takes no messages', problem(403, 'You are not permitted to message the participant(s).'), 'refused'],
    [
      'a person who has not opted in',
      problem(403, 'You are not permitted to DM participants that have not opted in.'),
      'refused',
    ],
    ['code 349', coded(403, 349), 'refused'],
    ['code 150', coded(403, 150), 'refused'],
    ['code 354 (too long)', coded(403, 354), 'refused'],
    ['an unnamed 403', problem(403, 'Something new.'), 'refused'],
    ['400', problem(400, 'One or more parameters to your request was invalid.'), 'refused'],
    ['404', problem(404, 'Could not find user'), 'refused'],
    ['401', problem(401, 'Unauthorized'), 'broken'],
    ['code 89', coded(403, 89), 'broken'],
    ['402', problem(402, 'out of credits'), 'broken'],
    ['usage-capped', problem(429, 'Usage cap exceeded: Monthly product cap', { title: 'UsageCapExceeded' }), 'broken'],
    ['code 453', coded(403, 453), 'broken'],
    ['client-forbidden', problem(403, 'Client Forbidden', { reason: 'client-not-enrolled' }), 'broken'],
    [
      'missing rights',
      problem(403, 'Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.'),
      'broken',
    ],
    ['code 64 (suspended)', coded(403, 64), 'broken'],
    ['code 226 (automated)', coded(403, 226), 'broken'],
    ['code 326 (locked)', coded(403, 326), 'broken'],
    ['code 416 (app suspended)', coded(403, 416), 'broken'],
    ['code 88', coded(403, 88), 'later'],
    ['500', problem(500, 'Internal Server Error'), 'unknown'],
    ['503 in HTML', { status: 503, body: '<html>503</html>' }, 'unknown'],
    [
      '500 that promises JSON and is none',
      { status: 500, body: '<html>', headers: { 'content-type': 'application/json' } },
      'unknown',
    ],
    [
      '403 that promises JSON and is none',
      { status: 403, body: '<html>', headers: { 'content-type': 'application/json' } },
      'refused',
    ],
    ['201 without an id', { status: 201, body: {} }, 'unknown'],
    ['a redirect', { status: 302, headers: { location: 'https://example.com' } }, 'unknown'],
    ['a connection that drops', 'drop', 'unknown'],
    ['an answer that is cut off', 'drop-within', 'unknown'],
  ]
  for (const [what, answer, outcome] of outcomes) {
    it(`makes ${outcome} of ${what}`, async () => {
      expect(await send([answer])).to.include({ outcome })
      expect(x.calls).to.have.length(1)
    })
  }

  const duplicates: [string, ScriptedAnswer][] = [
    ['code 187', coded(403, 187)],
    ['duplicate content', problem(403, 'You are not allowed to create a Tweet with duplicate content.')],
  ]
  for (const [what, duplicate] of duplicates) {
    it(`says again what X calls a duplicate, with a difference nobody sees: ${what}`, async () => {
      expect(await send([duplicate, sent])).to.deep.equal({ outcome: 'sent', messageId: '1948000000000000500' })
      const [first, second] = x.calls.map(({ body }) => (body as { text: string }).text)
      expect(first).to.equal(secretText)
      expect(second).not.to.equal(secretText)
      expect(second!.replace(/[\u2061-\u2064]/g, '')).to.equal(secretText)
      expect(messageDigest(second!)).to.equal(messageDigest(secretText))
      const rules = ['twitter.dm.15m', 'twitter.dm.24h']
      expect(budgets.taken).to.deep.equal([1, 2].map(() => ({ rules, purpose: 'answer' })))
    })

    it(`tries that once, and never in public: ${what}`, async () => {
      expect(await send([duplicate, duplicate])).to.include({ outcome: 'refused' })
      expect(x.calls).to.have.length(2)
      expect(await send([duplicate], message('راسلنا', publicly))).to.include({ outcome: 'refused' })
      expect(x.calls).to.have.length(3)
    })
  }

  it('varies each message in a way of its own, so that a third time passes too', async () => {
    const duplicate = coded(403, 187)
    for (const key of ['dm:1:0', 'dm:2:0', 'dm:1:0']) await send([duplicate, sent], { ...message(secretText), key })
    const [one, two, again] = x.calls.filter((_, at) => at % 2 === 1).map(({ body }) => (body as { text: string }).text)
    expect(two).not.to.equal(one)
    expect(again).to.equal(one)
  })

  it('does not know what became of a varied message without an answer', async () => {
    expect(await send([coded(403, 187), 'drop'])).to.include({ outcome: 'unknown' })
    expect(x.calls).to.have.length(2)
  })

  it('refuses a reply that was not asked for', async () => {
    const detail =
      'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post.'
    expect(await send([problem(403, detail)], message('راسلنا', publicly))).to.include({ outcome: 'refused' })
    expect(x.calls).to.have.length(1)
  })

  it('gives the place back when X was not reached', async () => {
    await x.stop()
    const result = await send([])
    expect(result).to.deep.equal({ outcome: 'later', reason: 'X: not reached (ECONNREFUSED)' })
    expect(budgets.givenBack).to.deep.equal([['twitter.dm.15m', 'twitter.dm.24h']])
    await x.start()
  })

  it('knows that a name which does not exist was not reached', async () => {
    adapter = adapterWith({ apiBaseUrl: 'http://x.invalid' }, budgets)
    expect(await send([])).to.include({ outcome: 'later' })
  })

  it('calls the channel broken where no secure connection can be made, and gives the place back', async () => {
    adapter = adapterWith({ apiBaseUrl: x.url.replace('http:', 'https:') }, budgets)
    expect(await send([])).to.include({ outcome: 'broken' })
    expect(budgets.givenBack).to.have.length(1)
  })

  it('asks X nothing for a person who has no id of X', async () => {
    const target = { type: 'private', personId: '../../tweets' } as const
    expect(await send([], message('x', target))).to.include({ outcome: 'refused' })
    expect(x.calls).to.have.length(0)
  })

  it('does not know what became of a call without an answer', async () => {
    adapter = adapterWith({ apiBaseUrl: x.url, timeoutMs: 100 }, budgets)
    expect(await send(['silence'])).to.deep.equal({ outcome: 'unknown', reason: 'X: no answer in time' })
    expect(budgets.givenBack).to.deep.equal([])
  })

  for (const error of [new TypeError('terminated'), new RangeError('x'), 'no error at all', undefined]) {
    it(`does not take an unforeseen failure for a call that was not made: ${String(error)}`, () => {
      expect(readCallError(error, () => false)).to.deep.equal({ kind: 'lost', reason: 'failed in an unforeseen way' })
    })
  }

  it('stops waiting when it is told to', async () => {
    const stop = new AbortController()
    x.onCall = () => stop.abort()
    x.answers.push('silence')
    expect(await adapter.send(message('x'), stop.signal)).to.include({ outcome: 'unknown' })
    expect(await adapter.send(message('x'), stop.signal)).to.include({ outcome: 'later' })
    expect(x.calls).to.have.length(1)
  })

  it('keeps its connection for the next message', async () => {
    const answers = [sent, sent, sent]
    for (const answer of answers) expect(await send([answer])).to.include({ outcome: 'sent' })
    expect(x.connections).to.equal(1)
  })
})
