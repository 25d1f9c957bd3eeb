import { expect } from 'chai'
import fc from 'fast-check'
import { normalise, wordsOf } from '../../../nlu/pipeline/normalise.js'
import { createShadow, entityLimit, originalSpan } from '../../../nlu/pipeline/shadow.js'

const normalised = (text: string): string => normalise(createShadow(text).text)

describe('normalise', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['tashkeel and tatweel go', 'حُفْــــرَة', 'حفره'],
    ['presentation forms are taken apart', 'ﺣﻔﺮﺓ ﻻ', 'حفره لا'],
    ['alef, ya, hamza forms are one', 'إنارة على أول شارعٍ مسؤول', 'اناره علي اول شارع مسوول'],
    ['Persian and Urdu keyboards', 'کلاب ضالة یا اخوان', 'كلاب ضاله يا اخوان'],
    ['digits of any script', '٤ ۴ ４ ४ ৪ 𝟒', '4 4 4 4 4 4'],
    ['elongation counts once', 'حفرررررة كبييييرة sooooo', 'حفره كبيره so'],
    ['mentions go, words of tags stay', '@amana940 حفرة #حي_النور', 'حفره حي النور'],
    ['links go', 'شوف https://t.co/abc?x=1 هنا', 'شوف هنا'],
    ['bidi and zero-width marks go', '\u200fحف\u200dرة\u202a \u2067كبيرة\u2069', 'حفره كبيره'],
    ['emoji stay as words, without skin tone', 'شكرا🙏🏽❤️', 'شكرا 🙏 ❤'],
    ['long numbers become their shape', 'بلاغ ٤٨٢٠١٧٣٦٥', 'بلاغ n9'],
    ['apostrophes join', "that's it", 'thats it'],
    ['Zalgo loses its marks', 'h̸̢̛e̷͝l̶̾p̷̈́', 'help'],
    ['ﷺ is spelled out', 'ﷺ', 'صلي الله عليه وسلم'],
  ]
  for (const [what, text, wanted] of cases) it(what, () => expect(normalised(text)).to.equal(wanted))

  it('is the same when done twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const once = normalised(text)
        expect(wordsOf(createShadow(once).text).length).to.be.at.most(once.length)
      }),
    )
  })
})

describe('createShadow', () => {
  it('leads back to the original, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        const shadow = createShadow(text)
        expect(shadow.starts.length).to.equal(shadow.text.length)
        for (let at = 0; at < shadow.text.length; at++) {
          const span = originalSpan(shadow, at, at + 1)
          expect(span.start).to.be.at.least(0)
          expect(span.end).to.be.above(span.start).and.at.most(text.length)
          expect(span.text).to.equal(text.slice(span.start, span.end))
        }
      }),
    )
  })

  it('takes half a surrogate pair for a blank', () => {
    expect(createShadow('a\ud800b\udc00').text).to.equal('a b ')
  })

  it('reads no more than its limit', () => {
    expect(createShadow('ﷺ'.repeat(10_000)).text.length).to.be.at.most(entityLimit + 20)
    expect(createShadow('x'.repeat(10_000)).text.length).to.equal(entityLimit)
  })
})
