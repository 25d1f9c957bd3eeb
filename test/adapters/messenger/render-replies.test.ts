import { expect } from 'chai'
import type { RenderContext } from '../../../adapters/channel-adapter.js'
import type { Reply } from '../../../adapters/outbound.js'
import { testAdapter } from './test-adapter.js'

const context: RenderContext = { keyPrefix: 'event-1', target: { type: 'private', personId: '42' }, purpose: 'answer' }
const render = (...replies: Reply[]) => testAdapter().render(replies, context)
const choice = (title: string, id = title) => ({ id, title })

describe('messenger bubbles', () => {
  it('makes a bubble of each reply, with keys by place', () => {
    expect(render({ text: 'سجّلنا بلاغكم.' }, { text: 'رقم البلاغ: 123' })).to.deep.equal([
      { channel: 'messenger', key: 'event-1:0', target: context.target, purpose: 'answer', text: 'سجّلنا بلاغكم.' },
      { channel: 'messenger', key: 'event-1:1', target: context.target, purpose: 'answer', text: 'رقم البلاغ: 123' },
    ])
  })

  it('puts the choices on the last bubble, whichever reply had them', () => {
    const [first, last] = render({ text: 'هل البيانات صحيحة؟', choices: [choice('نعم', 'yes')] }, { text: 'ننتظركم' })
    expect(first).not.to.have.property('choices')
    expect(last?.choices).to.deep.equal([choice('نعم', 'yes')])
  })

  it('offers the newest choices where two replies have some', () => {
    const bubbles = render({ text: 'a', choices: [choice('old')] }, { text: 'b', choices: [choice('new')] })
    expect(bubbles.map(({ choices }) => choices)).to.deep.equal([undefined, [choice('new')]])
  })

  it('cuts titles to 20 characters without cutting one in half', () => {
    const [bubble] = render({
      text: '?',
      choices: [
        choice('أريد التحدث مع موظف الآن'),
        choice(`${'x'.repeat(18)}👨‍👩‍👧‍👦 y`),
        choice('عشرون حرفا بالتمام ط'),
      ],
    })
    const titles = bubble?.choices?.map(({ title }) => title) ?? []
    expect(titles.map((title) => [...title].length <= 20)).to.deep.equal([true, true, true])
    expect(titles[0]).to.equal('أريد التحدث مع موظف…')
    expect(titles[1]).to.equal(`${'x'.repeat(18)}…`)
    expect(titles[2]).to.equal('عشرون حرفا بالتمام ط')
  })

  it('lists all of more than 13 choices and makes buttons of 13', () => {
    const [bubble] = render({
      text: 'ما الحي؟',
      choices: Array.from({ length: 15 }, (_, n) => choice(`حي رقم ${n + 1}`, `d${n}`)),
    })
    expect(bubble?.choices).to.have.length(13)
    expect(bubble?.text.split('\n')).to.have.length(16)
    expect(bubble?.text)
      .to.match(/^ما الحي؟\n1\. حي رقم 1\n/)
      .and.to.match(/\n15\. حي رقم 15$/)
  })

  it('leaves out blank replies and titles, and says nothing when there is nothing to say', () => {
    expect(render({ text: ' \n' }, { text: '\u200b\u2068\u2069' })).to.deep.equal([])
    expect(render()).to.deep.equal([])
    expect(render({ text: 'a' }, { text: '' }).map(({ text }) => text)).to.deep.equal(['a'])
    expect(render({ text: '', choices: [choice('نعم'), choice(' ')] })).to.deep.include({
      channel: 'messenger',
      key: 'event-1:0',
      target: context.target,
      purpose: 'answer',
      text: '1. نعم',
      choices: [choice('نعم')],
    })
  })

  it('splits long text at a paragraph, a sentence or a word, in that order', () => {
    const sentence = 'الشارع مليء بالحفر والأنوار معطلة. '
    const paragraphs = `${sentence.repeat(40).trim()}\n\n${sentence.repeat(40).trim()}`
    expect(render({ text: paragraphs }).map(({ text }) => text)).to.deep.equal(paragraphs.split('\n\n'))

    const sentences = render({ text: sentence.repeat(100) }).map(({ text }) => text)
    expect(sentences.every((text) => text.length <= 2000 && text.endsWith('.'))).to.equal(true)
    expect(sentences.join(' ')).to.equal(sentence.repeat(100).trim())

    const words = render({ text: 'كلمة '.repeat(1000) }).map(({ text }) => text)
    expect(words.every((text) => text.length <= 2000 && text.endsWith('كلمة'))).to.equal(true)
  })

  it('does not cut a grapheme, unless it is longer than a bubble', () => {
    const family = '👨‍👩‍👧‍👦'
    const parts = render({ text: family.repeat(400) }).map(({ text }) => text)
    expect(parts.join('')).to.equal(family.repeat(400))
    expect(parts.every((part) => part.length % family.length === 0)).to.equal(true)

    const zalgo = `ح${'\u0336'.repeat(5000)}`
    expect(render({ text: zalgo }).map(({ text }) => text.length)).to.deep.equal([2000, 2000, 1001])
  })
})
