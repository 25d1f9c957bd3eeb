import { expect } from 'chai'
import { translateCatalogue } from '../../../nlu/azure/translate-catalogue.js'
import type { Translator } from '../../../nlu/azure/translator.js'

const calls: string[][] = []
/** Translates by upper case; it does not know "lost". */
const upper: Translator = {
  translate: (texts) => {
    calls.push([...texts])
    return Promise.resolve(texts.map((text) => (text === 'lost' ? null : text.toUpperCase())))
  },
}

describe('a translated catalogue', () => {
  beforeEach(() => {
    calls.length = 0
  })

  it('has the shape of the first, without what could not be translated', async () => {
    const texts = {
      menu: { report: 'report', again: 'report', gone: 'lost' },
      hello: ['hi', 'lost', 'hello'],
      none: ['lost'],
    }
    expect(await translateCatalogue(texts, 'en', 'id', upper)).to.deep.equal({
      menu: { report: 'REPORT', again: 'REPORT' },
      hello: ['HI', 'HELLO'],
    })
    expect(calls, 'each text once').to.deep.equal([['report', 'lost', 'hi', 'hello']])
  })

  const plurals = { days_one: 'one day', days_other: '{{count}} days' }
  const expected: readonly [string, object][] = [
    ['ur', { days_one: 'ONE DAY', days_other: '{{COUNT}} DAYS' }],
    ['zh', { days_other: '{{COUNT}} DAYS' }],
    [
      'ru',
      {
        days_one: '{{COUNT}} DAYS',
        days_few: '{{COUNT}} DAYS',
        days_many: '{{COUNT}} DAYS',
        days_other: '{{COUNT}} DAYS',
      },
    ],
  ]
  for (const [language, made] of expected)
    it(`has the plural forms of ${language}`, async () => {
      expect(await translateCatalogue(plurals, 'en', language, upper)).to.deep.equal(made)
    })
})
