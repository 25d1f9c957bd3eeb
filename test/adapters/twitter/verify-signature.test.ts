import { createHmac } from 'node:crypto'
import { expect } from 'chai'
import { adapterWith } from './twitter-fixture.js'

const adapter = adapterWith({ apiSecret: 'apiSecret' })
const rawBody = Buffer.from('{"text":"حفرة","id":1209097192914313216}')
const signature = `sha256=${createHmac('sha256', 'apiSecret').update(rawBody).digest('base64')}`
const verify = (value: string | string[] | undefined, body = rawBody): boolean =>
  adapter.verify({ rawBody: body, headers: { 'x-twitter-webhooks-signature': value } })

describe('twitter: signatures', () => {
  it('takes the signature of the raw bytes', () => {
    expect(verify(signature)).to.equal(true)
  })

  it('refuses anything else', () => {
    const other = `sha256=${createHmac('sha256', 'other').update(rawBody).digest('base64')}`
    const hex = `sha256=${createHmac('sha256', 'apiSecret').update(rawBody).digest('hex')}`
    for (const value of [
      undefined,
      '',
      'sha256=',
      other,
      hex,
      signature.slice(7),
      `${signature} `,
      [signature, signature],
    ]) {
      expect(verify(value), String(value)).to.equal(false)
    }
    expect(verify(signature, Buffer.from(JSON.stringify(JSON.parse(rawBody.toString()))))).to.equal(false)
  })
})

describe('twitter: challenge-response check', () => {
  it('gives the known answer', () => {
    const answer = adapter.handshake(new URLSearchParams('crc_token=test%20token'))
    expect(answer).to.include({ status: 200, contentType: 'application/json' })
    expect(JSON.parse(answer.body)).to.deep.equal({
      response_token: 'sha256=O5hJl2njQRIa4vsumZ+3oom9ECR5m3aQLRZkPoYelp0=',
    })
  })

  it('decodes the token first', () => {
    const token = 'a+b/c=='
    const expected = `sha256=${createHmac('sha256', 'apiSecret').update(token).digest('base64')}`
    const { body } = adapter.handshake(new URLSearchParams(`crc_token=${encodeURIComponent(token)}&nonce=1`))
    expect(JSON.parse(body)).to.deep.equal({ response_token: expected })
  })

  it('signs nothing that could be a body of events', () => {
    const bodies = [
      '{"for_user_id":"1","direct_message_events":[]}',
      ' [1]',
      '{}',
      JSON.stringify({ a: 'ه' }),
      'x'.repeat(600),
    ]
    for (const token of bodies) {
      const answer = adapter.handshake(new URLSearchParams({ crc_token: token }))
      expect(answer, token).to.include({ status: 400 })
      expect(answer.body).to.not.include('sha256')
    }
  })

  it('refuses a question without a token', () => {
    expect(adapter.handshake(new URLSearchParams(''))).to.include({ status: 400 })
  })
})
