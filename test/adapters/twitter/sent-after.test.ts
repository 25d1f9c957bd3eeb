import { expect } from 'chai'
import type { ChannelAdapter } from '../../../adapters/channel-adapter.js'
import { ScriptedX } from './scripted-x.js'
import { adapterWith, now, RecordingBudgets, resident, settings, us } from './twitter-fixture.js'

const problem = (status: number) => ({ status, body: { title: 'Error', detail: 'x', type: 'about:blank', status } })
const limits = (remaining: number) => ({
  'x-rate-limit-limit': '15',
  'x-rate-limit-remaining': String(remaining),
  'x-rate-limit-reset': String(now / 1000 + 900),
})
const nothing = { status: 200, body: { meta: { result_count: 0 } } }
const ever = { messageId: null, since: 0 }
const snowflake = (at: number) => String(BigInt(at - 1_288_834_974_657) << 22n)

describe('twitter: history', () => {
  let x: ScriptedX
  let budgets: RecordingBudgets
  let adapter: ChannelAdapter
  beforeEach(async () => {
    x = new ScriptedX(settings)
    budgets = new RecordingBudgets()
    adapter = adapterWith({ apiBaseUrl: await x.start() }, budgets)
  })
  afterEach(() => x.stop())

  const event = (id: string, more: object = {}) => ({
    id,
    text: `text of ${id}`,
    event_type: 'MessageCreate',
    sender_id: us,
    ...more,
  })
  const page = (ids: readonly string[], next?: string) => ({
    status: 200,
    body: {
      data: ids.map((id) => event(id)),
      meta: { result_count: ids.length, ...(next ? { next_token: next } : {}) },
    },
  })
  const idsOf = async (start: Parameters<ChannelAdapter['sentAfter']>[1]) => {
    const { records, reach } = await adapter.sentAfter(resident, start)
    return [records.map(({ messageId }) => messageId), reach]
  }

  it('reads what was sent, also where X knows no field sender_id', async () => {
    const data = [
      event('1948000000000000003', { text: 'c &amp; d' }),
      event('1948000000000000002', { sender_id: resident }),
      event('1948000000000000001', { text: 'b' }),
      event('948000000000000009'),
    ]
    x.answers.push(problem(400), { status: 200, body: { data } })
    expect(await adapter.sentAfter(resident, { messageId: '948000000000000009', since: 0 })).to.deep.equal({
      records: [
        { messageId: '1948000000000000001', text: 'b' },
        { messageId: '1948000000000000003', text: 'c & d' },
      ],
      reach: 'whole',
    })
    expect(x.calls.map(({ oauth, path }) => [oauth, path])).to.deep.equal(
      [1, 2].map(() => [true, `/2/dm_conversations/with/${resident}/dm_events`]),
    )
    expect(x.calls[1]?.query.get('dm_event.fields')).not.to.include('sender_id')
  })

  it('reads on, page by page, to the last message known as sent', async () => {
    x.answers.push(page(['1009', '1008'], 'p2'), page(['1007', '1006'], 'p3'), page(['1005'], 'p4'))
    expect(await idsOf({ messageId: '1006', since: 0 })).to.deep.equal([['1007', '1008', '1009'], 'whole'])
    expect(x.calls.map(({ query }) => query.get('pagination_token'))).to.deep.equal([null, 'p2'])
    expect(budgets.taken).to.have.length(2)
  })

  it('reads no further back than the message can lie', async () => {
    const old = snowflake(now - 60_000)
    x.answers.push(page([snowflake(now), old, snowflake(now - 70_000)], 'p2'))
    expect(await idsOf({ messageId: null, since: now - 30_000 })).to.deep.equal([[snowflake(now)], 'whole'])
    expect(x.calls).to.have.length(1)
  })

  it('reads four pages at most, and says that it does not know the rest', async () => {
    for (let n = 9; n > 0; n--) x.answers.push(page([`100${n}`], `p${n}`))
    expect(await idsOf(ever)).to.deep.equal([['1006', '1007', '1008', '1009'], 'not-ever'])
    expect(x.calls).to.have.length(4)
  })

  it('gives what it has read when the budget ends on the way', async () => {
    x.answers.push(page(['1009'], 'p2'), { ...problem(429), headers: limits(0) })
    expect(await adapter.sentAfter(resident, ever)).to.deep.equal({
      records: [{ messageId: '1009', text: 'text of 1009' }],
      reach: 'not-now',
      retryAt: now + 900_000,
    })
  })

  it('takes a place in the budget of reading for every call, and tells it what the headers say', async () => {
    x.answers.push(problem(400), { ...nothing, headers: limits(7) })
    expect(await idsOf(ever)).to.deep.equal([[], 'whole'])
    expect(budgets.taken).to.deep.equal([1, 2].map(() => ({ rules: ['twitter.dm-read.15m'], purpose: 'answer' })))
    expect(budgets.observed).to.deep.equal([['twitter.dm-read.15m', { limit: 15, remaining: 7, reset: now + 900_000 }]])
  })

  it('asks X for no history without a place in that budget', async () => {
    budgets.grant = { granted: false, retryAt: now + 60_000 }
    expect(await adapter.sentAfter(resident, ever)).to.deep.equal({
      records: [],
      reach: 'not-now',
      retryAt: now + 60_000,
    })
    budgets.grant = new Error('store is gone')
    expect(await idsOf(ever)).to.deep.equal([[], 'not-now'])
    expect(x.calls).to.have.length(0)
    budgets.grant = { granted: true }
    await x.stop()
    expect(await idsOf(ever)).to.deep.equal([[], 'not-now'])
    expect(budgets.givenBack).to.deep.equal([['twitter.dm-read.15m']])
    await x.start()
  })

  it('tells what may be read later from what may never be', async () => {
    x.answers.push(problem(429), problem(500), 'drop', problem(403), problem(401))
    const reaches: unknown[] = []
    for (let at = 0; at < 5; at += 1) reaches.push((await idsOf(ever))[1])
    expect(reaches).to.deep.equal(['not-now', 'not-now', 'not-now', 'not-ever', 'not-ever'])
    x.answers.push({ status: 200, body: { data: [{ id: '1' }] } }, { status: 200, body: {} })
    for (let at = 0; at < 2; at += 1) expect(await idsOf(ever)).to.deep.equal([[], 'not-ever'])
    x.answers.push(nothing)
    expect(await idsOf(ever)).to.deep.equal([[], 'whole'])
  })
})
