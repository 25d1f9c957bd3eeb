import { expect } from 'chai'
import { Conversation, districts } from './conversation.js'

const toSummary = (): Conversation =>
  new Conversation()
    .says('فيه حفرة في حي النور', { service: 'pothole', districts: districts.noor })
    .says('جنب المسجد', { decision: 'menu' })
    .taps('report.photo:none')
const cancelled = (): Conversation => toSummary().taps('report.confirm:cancel').taps('cancel:yes')

describe('not sending', () => {
  for (const text of ['لا استنى مش عايز ابعت', 'لا مش عايز ابعت', 'لا ترسل', "don't send it", 'استنى']) {
    it(`«${text}» at the summary sends nothing, and asks whether to cancel`, () => {
      const talk = toSummary().says(text, {
        intent: 'deny',
        confidence: 0.3,
        decision: 'menu',
        language: 'ar',
        sure: false,
      })
      expect(talk.text).to.equal('لم نرسل البلاغ.\nهل تريدون إلغاء البلاغ؟')
      expect(talk.labels).to.deep.equal(['نعم، إلغاء', 'لا، متابعة'])
    })
  }
  for (const [text, meaning] of [
    ['نفس المكان', { intent: 'affirm', confidence: 0.95 }],
    ['نفسه', { intent: 'affirm', confidence: 0.9 }],
    ['تمام كده؟', { intent: 'affirm', confidence: 0.7 }],
  ] as const) {
    it(`«${text}» sends nothing`, () => {
      const talk = toSummary().says(text, meaning)
      expect(talk.drafts).to.deep.equal([])
      expect(talk.text).to.match(/هل البيانات صحيحة؟$/)
    })
  }
  for (const text of ['لا خلاص ابعت', 'خلاص ارسل', 'تمام ابعته', 'ok send it']) {
    it(`«${text}» sends, whatever it is taken for`, () => {
      const talk = toSummary().says(text, { intent: 'cancel', confidence: 0.97, language: 'ar', sure: false })
      expect(talk.drafts).to.have.length(1)
    })
  }
  it('«haan bhej do», sure enough, sends', () => {
    const talk = toSummary().says('haan bhej do', { intent: 'affirm', confidence: 0.95, language: 'ur' })
    expect(talk.drafts).to.have.length(1)
  })
  it('the summary is not shown again after every misunderstanding', () => {
    expect(toSummary().says('ممم', { decision: 'menu' }).text).to.equal('لم يتضح لنا الجواب.\nهل البيانات صحيحة؟')
  })
})

describe('giving up and taking it back', () => {
  it('«غيرت رايي ما ابي» asks, and again means yes', () => {
    const talk = toSummary().says('غيرت رايي ما ابي', { intent: 'cancel', confidence: 0.2, decision: 'menu' })
    expect(talk.text).to.equal('هل تريدون إلغاء البلاغ؟')
    expect(talk.says('غيرت رايي ما ابي', { decision: 'menu' }).text).to.match(/^ألغينا البلاغ/)
  })
  for (const text of ['رجعه', 'كمل', 'لا', 'لا خلاص ابيه']) {
    it(`«${text}» to the question of cancelling goes on`, () => {
      const talk = toSummary().taps('report.confirm:cancel').says(text, { intent: 'affirm', confidence: 0.9 })
      expect(talk.text).to.match(/هل البيانات صحيحة؟$/)
    })
  }
  for (const text of ['لا خلاص ابيه', 'رجعه', 'كملوا البلاغ', 'تراجع']) {
    it(`«${text}» brings the cancelled report back as it was`, () => {
      const talk = cancelled().says(text, { intent: 'cancel', confidence: 0.3, decision: 'menu' })
      expect(talk.text).to.match(/^أعدنا البلاغ كما كان\.\nالمشكلة: حفرة[\s\S]*حي النور[\s\S]*هل البيانات صحيحة؟$/)
      expect(talk.says('نعم', { intent: 'affirm', phrase: true }).drafts).to.have.length(1)
    })
  }
  it('not on another day', () => {
    const talk = cancelled()
      .later(20 * 3_600_000)
      .says('رجعه', { decision: 'menu' })
    expect(talk.text).not.to.include('أعدنا')
  })
})
