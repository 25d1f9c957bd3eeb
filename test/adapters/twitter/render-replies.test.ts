import { expect } from 'chai'
import fc from 'fast-check'
import type { Reply } from '../../../adapters/outbound.js'
import { postLength } from '../../../adapters/twitter/post-length.js'
import { weightedLength } from '../../../emulators/x/x-messages.js'
import { adapterWith, privately, publicly, turn, us } from './twitter-fixture.js'

const adapter = adapterWith()
const link = `https://x.com/messages/compose?recipient_id=${us}`
const textOf = (replies: readonly Reply[], target = privately): string => {
  const messages = adapter.render(replies, turn(target))
  expect(messages).to.have.length(1)
  return messages[0]!.text
}
const choice = (title: string) => ({ id: title, title })

describe('twitter: direct messages of a turn', () => {
  it('are one, with the choices as a numbered menu at the end', () => {
    const replies = [
      { text: 'أهلا', choices: [choice('قديم')] },
      { text: 'كيف نخدمك؟', choices: [choice('بلاغ جديد'), choice('متابعة بلاغ')] },
      { text: 'شكرا' },
    ]
    expect(adapter.render(replies, turn(privately))).to.deep.equal([
      {
        channel: 'twitter',
        key: 'dm:1:0',
        target: privately,
        purpose: 'answer',
        text: 'أهلا\n\nكيف نخدمك؟\n\nشكرا\n1. بلاغ جديد\n2. متابعة بلاغ',
      },
    ])
  })

  it('have the lead of the choices above the menu', () => {
    const choices = [choice('نعم'), choice('لا')]
    expect(textOf([{ text: 'هل البيانات صحيحة؟', choices, menuLead: 'يُرجى إرسال رقم الاختيار:' }])).to.equal(
      'هل البيانات صحيحة؟\nيُرجى إرسال رقم الاختيار:\n1. نعم\n2. لا',
    )
  })

  it('isolate titles with digits or Latin letters where the message is Arabic', () => {
    const choices = [choice('English'), choice('حفرة 5-10'), choice('أخرى')]
    expect(textOf([{ text: 'اختر', choices }])).to.equal(
      'اختر\n1. \u2068English\u2069\n2. \u2068حفرة 5-10\u2069\n3. أخرى',
    )
    expect(textOf([{ text: 'Choose', choices: [choice('English'), choice('Urdu')] }])).to.equal(
      'Choose\n1. English\n2. Urdu',
    )
  })

  it('are none when there is nothing to say', () => {
    expect(adapter.render([], turn(privately))).to.deep.equal([])
    expect(adapter.render([{ text: '  ' }], turn(privately))).to.deep.equal([])
  })

  it('are cut at a word with the menu kept', () => {
    const text = textOf([{ text: 'كلمة '.repeat(3000), choices: [choice('نعم'), choice('لا')] }])
    expect(text).to.have.length.within(9_900, 10_000)
    expect(text).to.match(/كلمة…\n1\. نعم\n2\. لا$/)
  })

  it('never pass the limit and always end with the whole menu', () => {
    const title = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    const reply = fc.record({ text: fc.string({ unit: 'grapheme', maxLength: 6000 }) })
    fc.assert(
      fc.property(fc.array(reply, { maxLength: 4 }), fc.array(title, { maxLength: 20 }), (replies, titles) => {
        const asked = [...replies, { text: 'سؤال', choices: titles.map(choice) }]
        const text = textOf(asked)
        expect(text.length).to.be.at.most(10_000)
        expect(Buffer.from(text).toString()).to.equal(text)
        const lines = text.split('\n').slice(-titles.length)
        if (titles.length > 0)
          expect(lines.map((line) => Number.parseInt(line, 10))).to.deep.equal(titles.map((_, at) => at + 1))
      }),
      { numRuns: 60 },
    )
  })
})

describe('twitter: public replies', () => {
  const mark = `#${(1940000000000000001n % 36n ** 6n).toString(36)}`

  it('keep a sentence with the link, marked with the post', () => {
    const replies = (text: string) => [{ text, choices: [choice('no menu in public')] }]
    expect(textOf(replies(`راسلنا: ${link}`), publicly)).to.equal(`راسلنا: ${link}${mark}`)
    expect(textOf(replies(`راسلنا: ${link}، وشكرا.`), publicly)).to.equal(`راسلنا: ${link}${mark}، وشكرا.`)
    expect(textOf(replies(`Write: ${link}&text=hi now`), publicly)).to.equal(`Write: ${link}&text=hi${mark} now`)
  })

  it('get the link when the sentence has none', () => {
    expect(textOf([{ text: 'راسلنا على الخاص' }], publicly)).to.equal(`راسلنا على الخاص\n${link}${mark}`)
    expect(adapter.privateLink()).to.equal(link)
  })

  it('differ from post to post, and are the same again under the same', () => {
    const under = (postId: string) => textOf([{ text: `x ${link}` }], { ...publicly, postId })
    expect(under('1940000000000000002')).not.to.equal(under('1940000000000000001'))
    expect(under('1940000000000000002')).to.equal(under('1940000000000000002'))
  })

  it('never pass 280 and never lose the link', () => {
    const words = fc.array(
      fc.constantFrom('كلمة', 'word', '漢字', '👨‍👩‍👧', '🇸🇦', 'https://balady.gov.sa/page', '940.gov.sa', '@someone'),
      { maxLength: 90 },
    )
    fc.assert(
      fc.property(words, words, fc.boolean(), (before, after, isWithin) => {
        const text = [...before, 'x', ...(isWithin ? [link] : []), ...after].join(' ')
        const cut = textOf([{ text }], publicly)
        expect(postLength(cut), cut).to.be.at.most(280)
        expect(weightedLength(cut), cut).to.be.at.most(280)
        expect(cut.split(/\s/)).to.include(link + mark)
      }),
    )
  })
})

describe('twitter: post length', () => {
  const weights: [string, number][] = [
    ['ا'.repeat(280), 280],
    ['a'.repeat(280), 280],
    ['漢字', 4],
    ['👨‍👩‍👧', 2],
    ['🇸🇦', 2],
    [`x ${link}`, 25],
    ['@a_b @c نص', 2],
    ['é'.normalize('NFD'), 1],
    ['\u2068', 2],
    ['نص balady.gov.sa', 26],
  ]
  for (const [text, weight] of weights) {
    it(`of ${JSON.stringify(text.slice(0, 30))} is ${weight}`, () => {
      expect(postLength(text)).to.equal(weight)
    })
  }
})

describe('twitter: window', () => {
  const [direct] = adapter.render([{ text: 'x' }], turn(privately))
  const [open] = adapter.render([{ text: 'x' }], turn(publicly))

  it('is open to people who wrote first, without a limit in time', () => {
    expect(adapter.windowVerdict(direct!, 1, Number.MAX_SAFE_INTEGER)).to.deep.equal({ open: true })
    expect(adapter.windowVerdict(direct!, 0, 1)).to.include({ open: false })
    expect(adapter.windowVerdict(open!, 0, 1)).to.deep.equal({ open: true })
  })
})
