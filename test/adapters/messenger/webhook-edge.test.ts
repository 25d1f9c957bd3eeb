import { expect } from 'chai'
import { bodyOf, fromResident, metaJson, signedRequest } from './meta-body.js'
import { settings, testAdapter } from './test-adapter.js'

const adapter = testAdapter()

describe('messenger webhook signature', () => {
  // Made with: openssl dgst -sha256 -hmac 'app secret'
  const body = String.raw`{"object":"page","entry":[{"id":"1","time":1,"messaging":[{"message":{"mid":"m_1","text":"\u0645\u0631\u062d\u0628\u0627"}}]}]}`
  const hex = 'd0fa7d571cde7488d7d4a9447b45457eb200c99415849b24fa5de0995437be49'
  const request = (header: string | string[] | undefined, bytes = body) => ({
    rawBody: Buffer.from(bytes),
    headers: { 'x-hub-signature-256': header },
  })

  it('agrees with a signature made elsewhere over the escaped bytes', () => {
    expect(adapter.verify(request(`sha256=${hex}`))).to.equal(true)
    expect(adapter.verify(request(`sha256=${hex.toUpperCase()}`))).to.equal(true)
  })

  it('holds for the bytes only, not for the same JSON written again', () => {
    const written = JSON.stringify(JSON.parse(body))
    expect(written).to.include('مرحبا')
    expect(adapter.verify(request(`sha256=${hex}`, written))).to.equal(false)
  })

  it('takes an Arabic message as Meta would send it', () => {
    const sent = metaJson(bodyOf(fromResident({ message: { mid: 'm_1', text: 'حفرة في الشارع 🚧' } })))
    expect(sent).to.match(/^[\x20-\x7e]+$/)
    expect(adapter.verify(signedRequest(sent, settings.appSecret))).to.equal(true)
    expect(adapter.parse(JSON.parse(sent))[0]).to.include({ kind: 'message', text: 'حفرة في الشارع 🚧' })
  })

  for (const [what, header] of [
    ['no header', undefined],
    ['two headers', [`sha256=${hex}`, `sha256=${hex}`]],
    ['an empty one', ''],
    ['the old SHA-1 form', 'sha1=2fd4e1c67a2d28fced849ee1bb76e7391b93eb12'],
    ['a bare digest', hex],
    ['a shortened one', `sha256=${hex.slice(0, 62)}`],
    ['a lengthened one', `sha256=${hex}00`],
    ['another one', `sha256=${'0'.repeat(64)}`],
  ] as const)
    it(`refuses ${what}`, () =>
      expect(adapter.verify(request(typeof header === 'object' ? [...header] : header))).to.equal(false))

  it('refuses a signature under another secret', () => {
    const { rawBody, headers } = signedRequest(body, 'another secret')
    expect(adapter.verify({ rawBody, headers })).to.equal(false)
  })
})

describe('messenger webhook verification', () => {
  const ask = (query: Record<string, string>) => adapter.handshake(new URLSearchParams(query))

  it('answers with the bare challenge', () => {
    const answer = ask({
      'hub.mode': 'subscribe',
      'hub.verify_token': settings.verifyToken,
      'hub.challenge': '1158201444',
    })
    expect(answer).to.deep.equal({ status: 200, contentType: 'text/plain', body: '1158201444' })
  })

  for (const [what, query] of [
    ['a wrong token', { 'hub.mode': 'subscribe', 'hub.verify_token': 'guess', 'hub.challenge': '1' }],
    [
      'a longer token',
      { 'hub.mode': 'subscribe', 'hub.verify_token': `${settings.verifyToken}!`, 'hub.challenge': '1' },
    ],
    ['no token', { 'hub.mode': 'subscribe', 'hub.challenge': '1' }],
    ['another mode', { 'hub.mode': 'unsubscribe', 'hub.verify_token': settings.verifyToken, 'hub.challenge': '1' }],
    ['no challenge', { 'hub.mode': 'subscribe', 'hub.verify_token': settings.verifyToken }],
    ['nothing', {}],
  ] as const)
    it(`refuses ${what}`, () => {
      const answer = ask(query)
      expect(answer.status).to.equal(403)
      expect(answer.body).not.to.include('1')
    })
})
