import { expect } from 'chai'
import { createMessengerAdapter } from '../../../adapters/messenger/create-messenger-adapter.js'
import { buildProfile } from '../../../adapters/messenger/profile.js'
import { type GraphAnswer, type GraphCall, type GraphDouble, graphError, startGraphDouble } from './graph-double.js'
import { appId, pageId } from './meta-body.js'
import { pageAccessToken, settings } from './test-adapter.js'

const webhookUrl = 'https://bot.example.sa/webhooks/messenger'
const fields = [
  'messages',
  'messaging_postbacks',
  'messaging_referrals',
  'messaging_optins',
  'messaging_handovers',
  'messaging_policy_enforcement',
  'message_deliveries',
  'message_reads',
  'message_echoes',
  'message_edits',
  'message_reactions',
  'standby',
]

/** What Graph answers where all is well. */
const wellSet: Record<string, unknown> = {
  '/v24.0/debug_token': {
    data: {
      app_id: appId,
      is_valid: true,
      type: 'PAGE',
      profile_id: pageId,
      scopes: ['pages_messaging'],
      expires_at: 0,
    },
  },
  '/v24.0/me': { id: pageId, name: 'Municipality' },
  [`/v24.0/${pageId}/subscribed_apps`]: {
    data: [
      { id: '1', subscribed_fields: [] },
      { id: appId, name: 'bot', subscribed_fields: fields },
    ],
  },
  [`/v24.0/${appId}/subscriptions`]: {
    data: [
      {
        object: 'page',
        callback_url: webhookUrl,
        active: true,
        fields: fields.map((name) => ({ name, version: 'v24.0' })),
      },
    ],
  },
  [`/v24.0/${pageId}/messenger_profile`]: {
    data: [{ ...buildProfile(settings.profileTexts), whitelisted_domains: [] }],
  },
}

describe('messenger set-up', () => {
  let graph: GraphDouble
  beforeEach(async () => {
    graph = await startGraphDouble()
  })
  afterEach(() => graph.close())

  const checks = async (changes: Record<string, unknown> = {}, own: object = {}) => {
    const state = { ...wellSet, ...changes }
    graph.answer = ({ path, method }: GraphCall): GraphAnswer => {
      if (method === 'POST') return { json: { success: true, result: 'success' } }
      return state[path] === undefined ? { status: 400, json: graphError(100, 33) } : { json: state[path] }
    }
    const found = await createMessengerAdapter({
      ...settings,
      graphBaseUrl: graph.url,
      webhookUrl,
      ...own,
    }).connectChecks()
    const text = JSON.stringify(found)
    for (const secret of [pageAccessToken, settings.appSecret, settings.verifyToken])
      expect(text).not.to.include(secret)
    return new Map(found.map((check) => [check.name, check]))
  }
  const states = async (changes?: Record<string, unknown>, own?: object) =>
    [...(await checks(changes, own)).values()].map(({ state }) => state)

  it('finds nothing wrong where all is well, and only reads', async () => {
    expect(await states()).to.deep.equal(['ok', 'ok', 'ok', 'ok', 'ok'])
    expect(graph.calls.every(({ method }) => method === 'GET')).to.equal(true)
    const tokens = new Map(graph.calls.map(({ path, query }) => [path, query.get('access_token')]))
    expect(tokens.get('/v24.0/debug_token')).to.equal(`${appId}|${settings.appSecret}`)
    expect(tokens.get('/v24.0/me')).to.equal(pageAccessToken)
  })

  it('says what is wrong with a token', async () => {
    const token = async (data: object) => (await checks({ '/v24.0/debug_token': { data } })).get('page access token')
    expect(await token({ is_valid: false })).to.include({ state: 'wrong' })
    expect(await token({ is_valid: true, app_id: '5' })).to.include({
      state: 'wrong',
      found: 'it belongs to another app',
    })
    expect(await token({ is_valid: true, profile_id: '5' })).to.include({
      state: 'wrong',
      found: 'it belongs to another page',
    })
    expect(await token({ is_valid: true, scopes: ['email'] })).to.include({
      state: 'wrong',
      found: 'pages_messaging is missing',
    })
    expect(await token({ is_valid: true, expires_at: 1_800_000_000 })).to.include({
      state: 'ok',
      found: 'valid until 2027-01-15T08:00:00.000Z',
    })
  })

  it('sees that the token is another page’s', async () => {
    expect((await checks({ '/v24.0/me': { id: '5' } })).get('page')).to.include({
      state: 'wrong',
      found: 'the token is that of 5',
    })
  })

  it('mends a missing or partial subscription', async () => {
    const path = `/v24.0/${pageId}/subscribed_apps`
    const none = (await checks({ [path]: { data: [] } })).get('app subscribed to the page')
    expect(none).to.include({ state: 'missing' })
    const some = (await checks({ [path]: { data: [{ id: appId, subscribed_fields: ['messages'] }] } })).get(
      'app subscribed to the page',
    )
    expect(some?.state).to.equal('wrong')
    expect(some?.found)
      .to.include('message_echoes')
      .and.not.to.match(/messages,/)
    await some?.mend?.()
    const call = graph.calls.at(-1)
    expect(call).to.include({ method: 'POST', path })
    expect(call?.body.subscribed_fields).to.equal(fields.join(','))
  })

  it('mends the webhook with the app’s own token', async () => {
    const path = `/v24.0/${appId}/subscriptions`
    for (const data of [
      [],
      [{ object: 'page', callback_url: 'https://old.example/', active: true, fields: [] }],
      [{ object: 'page', callback_url: webhookUrl, active: false }],
    ]) {
      const check = (await checks({ [path]: { data } })).get('webhook of the app')
      expect(check?.state).to.be.oneOf(['missing', 'wrong'])
      await check?.mend?.()
      expect(graph.calls.at(-1)).to.include({ method: 'POST', path })
      expect(graph.calls.at(-1)?.query.get('access_token')).to.equal(`${appId}|${settings.appSecret}`)
      expect(graph.calls.at(-1)?.body).to.include({
        object: 'page',
        callback_url: webhookUrl,
        verify_token: settings.verifyToken,
      })
    }
    expect(
      (await checks({ [path]: { data: [] } }, { webhookUrl: 'http://127.0.0.1:3978/webhooks/messenger' })).get(
        'webhook of the app',
      ),
    ).not.to.have.property('mend')
  })

  it('sets get started, menu and ice breakers in both languages', async () => {
    const path = `/v24.0/${pageId}/messenger_profile`
    const name = 'get started, menu and ice breakers'
    expect((await checks({ [path]: { data: [] } })).get(name)).to.include({ state: 'missing' })
    const { persistent_menu: _, ...partial } = buildProfile(settings.profileTexts)
    const check = (await checks({ [path]: { data: [partial] } })).get(name)
    expect(check).to.include({ state: 'wrong', found: 'not as wanted: persistent_menu' })
    await check?.mend?.()
    expect(graph.calls.at(-1)).to.deep.include({ method: 'POST', path, body: buildProfile(settings.profileTexts) })
  })

  it('fails loudly, without secrets, when mending does not succeed', async () => {
    const check = (await checks({ [`/v24.0/${pageId}/messenger_profile`]: { data: [] } })).get(
      'get started, menu and ice breakers',
    )
    graph.answer = () => ({ status: 403, json: graphError(200) })
    const error: unknown = await check?.mend?.().catch((reason: unknown) => reason)
    expect(error).to.include({ name: 'TawasulError', code: 'messenger.setup', retryable: false })
    expect(String(error)).to.include('graph error 200').and.not.to.include('secret words')
  })

  it('leaves open what it cannot see', async () => {
    graph.answer = () => ({ status: 502, html: '<html>' })
    const { appId: _, ...anonymous } = settings
    const found = await createMessengerAdapter({ ...anonymous, graphBaseUrl: graph.url }).connectChecks()
    expect(found.map(({ state }) => state)).to.deep.equal(['unknown', 'unknown', 'unknown', 'unknown', 'unknown'])
    expect(found.every(({ nextStep }) => nextStep !== undefined)).to.equal(true)
  })

  it('does not blame the credentials where the Graph API is not reached', async () => {
    const { url } = graph
    await graph.close()
    const found = await createMessengerAdapter({ ...settings, graphBaseUrl: url, webhookUrl }).connectChecks()
    expect(found).to.have.length(5)
    for (const { nextStep } of found) expect(nextStep).to.include('GRAPH_API_BASE_URL').and.not.include('TOKEN')
  })
})

describe('messenger profile', () => {
  const profile = buildProfile(settings.profileTexts)

  it('keeps to the limits of the Messenger Profile API', () => {
    for (const { text } of profile.greeting) expect(text.length).to.be.within(1, 160)
    for (const { call_to_actions: menu } of profile.persistent_menu) {
      expect(menu.length).to.be.within(1, 20)
      for (const { title, payload } of menu) {
        expect([...title].length).to.be.within(1, 30)
        expect(payload.length).to.be.within(1, 1000)
      }
    }
    for (const { call_to_actions: questions } of profile.ice_breakers) {
      expect(questions.length).to.be.within(1, 4)
      for (const { question } of questions) expect([...question].length).to.be.within(1, 80)
    }
  })

  it('speaks Arabic by default and English to those who have it so', () => {
    for (const part of [profile.greeting, profile.persistent_menu, profile.ice_breakers]) {
      expect(part.map(({ locale }) => locale)).to.deep.equal(['default', 'ar_AR', 'en_US', 'en_GB'])
      expect(part.map((one) => /[\u0600-\u06ff]/.test(JSON.stringify(one)))).to.deep.equal([true, true, false, false])
    }
  })
})
