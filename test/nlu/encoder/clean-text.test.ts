import { expect } from 'chai'
import fc from 'fast-check'
import { cleanText } from '../../../nlu/encoder/clean-text.js'

describe('text for the encoder', () => {
  it('unfolds the ligatures that the engine cannot', () => {
    expect(cleanText('ﷺ'.repeat(1000)))
      .to.include('صلى الله عليه وسلم')
      .and.not.include('ﷺ')
  })

  it('has no control characters, marks of direction or lone surrogates', () => {
    expect(cleanText('a\0b\u202ec\ud800d\r\n')).to.equal('a b c\ufffdd')
  })

  it('keeps a stretched word short', () => {
    expect(cleanText('xxxxxxxxxx حفرررررررة')).to.equal('xxx حفرررة')
  })

  it('keeps words as residents write them', () => {
    for (const text of ['فيه حفرة كبيرة 🙏🏽', 'सड़क पर गड्ढा है', 'There is a hole'])
      expect(cleanText(text)).to.equal(text)
  })

  it('is well formed and at most 500 characters, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), fc.nat(3), (text, cut) => {
        const clean = cleanText(text.slice(cut))
        expect(clean.length).to.be.at.most(500)
        expect(clean).to.not.match(/\p{Cs}|\p{Cc}/u)
      }),
    )
  })
})
