import { expect } from 'chai'
import { maskMessage, withoutMasks } from '../../../nlu/learn/mask-message.js'
import type { Entity } from '../../../nlu/understanding.js'

const found = (text: string, part: string, type: 'landmark' | 'phone' | 'report_number'): Entity => {
  const start = text.indexOf(part)
  const place = { text: part, start, end: start + part.length, value: part }
  return type === 'report_number' ? { ...place, type, valid: true } : { ...place, type }
}

describe('maskMessage', () => {
  it('masks phones, numbers, links, names and places beside homes, and leaves the matter', () => {
    const text = 'حفرة جنب بيت أبو سعد، بلاغي 123456782، اسمي فهد العتيبي ورقمي ٠٥٥١٢٣٤٥٦٧ https://maps.app.goo.gl/x'
    const masked = maskMessage(text, [
      found(text, 'بيت أبو سعد', 'landmark'),
      found(text, '123456782', 'report_number'),
    ])
    expect(masked).to.equal('حفرة جنب [place]، بلاغي [number]، اسمي [name] ورقمي [phone] [link]')
    expect(withoutMasks(masked)).to.equal('حفرة جنب ، بلاغي ، اسمي ورقمي')
  })

  it('masks the name the platform tells', () => {
    expect(maskMessage('the lamp is dark. Huda Salem', [], ['Huda Salem', 'x'])).to.equal('the lamp is dark. [name]')
  })

  it('cuts long texts, without halves of characters', () => {
    const masked = maskMessage(`${'a '.repeat(149)}b😀😀`, [])
    expect(masked.length).to.be.at.most(300)
    expect(masked).not.to.match(/\p{Cs}/u)
  })

  it('looks at the beginning alone, in time that does not grow with the message', () => {
    for (const part of ['a', 'ا', 'a-', '1', ' ', 'a.']) {
      const text = part.repeat(20_000 / part.length)
      const began = performance.now()
      expect(maskMessage(text, []).length).to.be.at.most(300)
      expect(performance.now() - began).to.be.below(50)
    }
  })

  it('leaves no half of what it cut through', () => {
    const link = `https://x.example/${'a'.repeat(260)}`
    const about = `${link} ${'hole '.repeat(22)}`
    for (let more = 0; more < 20; more++) {
      const text = `${about}${'b'.repeat(more)} Huda Salem lives at Villa Nine`
      const masked = maskMessage(text, [found(text, 'Villa Nine', 'landmark')], ['Huda Salem'])
      expect(masked).to.match(/^\[link\] hole/)
      expect(masked).not.to.match(/Huda|Salem|Villa|Nine/)
    }
  })

  it('takes entities that overlap or lie nowhere', () => {
    const text = 'near 0551234567 school'
    const whole: Entity = { type: 'landmark', text, start: 0, end: text.length, value: text }
    expect(maskMessage(text, [whole, found(text, '0551234567', 'phone')])).not.to.include('055')
    expect(maskMessage(text, [{ type: 'phone', text: 'x', start: 0, end: 0, value: '+966551234567' }])).to.equal(
      'near [phone] school',
    )
  })
})
