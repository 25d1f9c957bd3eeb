import type { ServerResponse } from 'node:http'
import { expect } from 'chai'
import { type GraphDouble, graphError, startGraphDouble } from './graph-double.js'
import { pageId, residentId } from './meta-body.js'
import { pageAccessToken, testAdapter } from './test-adapter.js'

const sent = (id: string, from = pageId) => ({
  id,
  message: `text of ${id}`,
  created_time: '2026-08-17T10:00:00+0000',
  from: { id: from, name: 'x' },
})
const thread = (...newestFirst: object[]) => ({ json: { data: [{ id: 't_1', messages: { data: newestFirst } }] } })

describe('messenger history', () => {
  let graph: GraphDouble
  before(async () => {
    graph = await startGraphDouble()
  })
  after(() => graph.close())
  const history = (messageId: string | null, since = 0) =>
    testAdapter({ graphBaseUrl: graph.url }).sentAfter(residentId, { messageId, since })
  /** Ids of the records, and how far the history reaches. */
  const ids = async (messageId: string | null, since = 0) => {
    const { records, reach } = await history(messageId, since)
    return [records.map((record) => record.messageId), reach]
  }
  /** A thread of the given ids in pages of that size, newest first. */
  const paged = (newestFirst: readonly string[], size: number, headers = {}) => {
    graph.answer = ({ path, query }) => {
      const from = Number(query.get('after') ?? 0)
      const data = newestFirst.slice(from, from + size).map((id) => sent(id))
      const more = from + size < newestFirst.length
      const paging = { cursors: { after: String(from + size) }, ...(more ? { next: 'https://graph/next' } : {}) }
      const messages = { data, paging }
      return path.endsWith('/messages')
        ? { json: messages, headers }
        : { json: { data: [{ id: 't_1', messages }] }, headers }
    }
  }

  it('asks for the thread of the person', async () => {
    graph.answer = () => thread()
    await history(null)
    const call = graph.calls.at(-1)
    expect(call).to.include({ method: 'GET', path: `/v24.0/${pageId}/conversations` })
    expect(Object.fromEntries(call?.query ?? [])).to.deep.equal({
      access_token: pageAccessToken,
      platform: 'messenger',
      user_id: residentId,
      fields: 'messages{id,message,created_time,from}',
    })
  })

  it('tells what the page sent after a message, oldest first, the resident left out', async () => {
    graph.answer = () =>
      thread(sent('m_4'), sent('r_2', residentId), sent('m_3'), sent('m_2'), sent('r_1', residentId), sent('m_1'))
    expect(await history('m_2')).to.deep.equal({
      records: [
        { messageId: 'm_3', text: 'text of m_3' },
        { messageId: 'm_4', text: 'text of m_4' },
      ],
      reach: 'whole',
    })
    expect(await ids('m_4')).to.deep.equal([[], 'whole'])
    expect(await ids(null)).to.deep.equal([['m_1', 'm_2', 'm_3', 'm_4'], 'whole'])
  })

  it('knows of nothing sent where there is no thread, though something was sent once', async () => {
    graph.answer = () => ({ json: { data: [] } })
    expect(await ids(null)).to.deep.equal([[], 'whole'])
    expect(await ids('m_1')).to.deep.equal([[], 'whole'])
  })

  it('has read the whole thread even when it does not hold the last message known as sent', async () => {
    graph.answer = () => thread(sent('m_2'), sent('m_1'))
    expect(await ids('m_0')).to.deep.equal([['m_1', 'm_2'], 'whole'])
  })

  it('reads on, page by page, to the last message known as sent', async () => {
    const calls = graph.calls.length
    paged(['m_60', 'm_59', 'm_58', 'm_57', 'm_56', 'm_55'], 2)
    expect(await ids('m_57')).to.deep.equal([['m_58', 'm_59', 'm_60'], 'whole'])
    const [, second, ...more] = graph.calls.slice(calls)
    expect(more).to.deep.equal([])
    expect(second).to.include({ method: 'GET', path: '/v24.0/t_1/messages' })
    expect(second?.query.get('after')).to.equal('2')
    expect(second?.query.get('fields')).to.equal('id,message,created_time,from')
  })

  it('reads no further back than the message can lie', async () => {
    const calls = graph.calls.length
    const early = { ...sent('m_1'), created_time: '2026-08-17T09:00:00+0000' }
    graph.answer = () => ({
      json: {
        data: [{ id: 't_1', messages: { data: [sent('m_2'), early], paging: { cursors: { after: 'x' }, next: 'n' } } }],
      },
    })
    expect(await ids('m_0', Date.parse('2026-08-17T09:30:00Z'))).to.deep.equal([['m_2'], 'whole'])
    expect(graph.calls.length - calls).to.equal(1)
  })

  it('reads four pages at most, and says that it does not know the rest', async () => {
    const calls = graph.calls.length
    paged(
      Array.from({ length: 20 }, (_, n) => `m_${20 - n}`),
      2,
    )
    expect(await ids('m_0')).to.deep.equal([
      ['m_13', 'm_14', 'm_15', 'm_16', 'm_17', 'm_18', 'm_19', 'm_20'],
      'not-ever',
    ])
    expect(graph.calls.length - calls).to.equal(4)
  })

  it('reads no further page once the usage headers show the budget used up', async () => {
    const calls = graph.calls.length
    paged(['m_3', 'm_2', 'm_1'], 1, { 'x-app-usage': '{"call_count":100}' })
    expect(await ids('m_1')).to.deep.equal([['m_3'], 'not-now'])
    expect(graph.calls.length - calls).to.equal(1)
  })

  it('knows that it does not know messages of which Graph gives no more than the id', async () => {
    graph.answer = () => thread(sent('m_2'), { id: 'm_1', created_time: '2026-08-17T10:00:00+0000' })
    expect(await ids(null)).to.deep.equal([['m_2'], 'not-ever'])
  })

  for (const [what, answer, reach] of [
    ['a bad token', { status: 400, json: graphError(190) }, 'not-ever'],
    ['a missing right', { status: 403, json: graphError(200) }, 'not-ever'],
    ['HTML', { status: 200, html: '<html>' }, 'not-ever'],
    ['another shape', { json: { data: 7 } }, 'not-ever'],
    ['a throttle', { status: 400, json: graphError(613) }, 'not-now'],
    ['an outage', { status: 502, html: '<html>' }, 'not-now'],
    ['a broken line', { act: (response: ServerResponse) => response.socket?.destroy() }, 'not-now'],
  ] as const)
    it(`tells what may be read later from what may never be: ${what}`, async () => {
      graph.answer = () => answer
      expect(await ids(null)).to.deep.equal([[], reach])
    })
})
