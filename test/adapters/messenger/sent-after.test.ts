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
  const after_ = (messageId: string | null) => testAdapter({ graphBaseUrl: graph.url }).sentAfter(residentId, messageId)
  const ids = async (messageId: string | null) => (await after_(messageId))?.map((record) => record.messageId)

  it('asks for the thread of the person', async () => {
    graph.answer = () => thread()
    await after_(null)
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
    expect(await after_('m_2')).to.deep.equal([
      { messageId: 'm_3', text: 'text of m_3' },
      { messageId: 'm_4', text: 'text of m_4' },
    ])
    expect(await ids('m_4')).to.deep.equal([])
    expect(await ids(null)).to.deep.equal(['m_1', 'm_2', 'm_3', 'm_4'])
  })

  it('knows of nothing sent where there is no thread yet', async () => {
    graph.answer = () => ({ json: { data: [] } })
    expect(await after_(null)).to.deep.equal([])
  })

  it('cannot tell when a short thread does not hold the message', async () => {
    graph.answer = () => thread(sent('m_2'), sent('m_1'))
    expect(await after_('m_0')).to.equal(null)
  })

  it('takes all of a full page when the message lies further back', async () => {
    graph.answer = () => thread(...Array.from({ length: 25 }, (_, n) => sent(`m_${25 - n}`)))
    expect(await ids('m_0')).to.have.length(25)
  })

  for (const [what, answer] of [
    ['an error', { status: 400, json: graphError(190) }],
    ['HTML', { status: 200, html: '<html>' }],
    ['another shape', { json: { data: 7 } }],
    ['a broken line', { act: (response: import('node:http').ServerResponse) => response.socket?.destroy() }],
  ] as const)
    it(`cannot tell after ${what}`, async () => {
      graph.answer = () => answer
      expect(await after_(null)).to.equal(null)
    })
})
