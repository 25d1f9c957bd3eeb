import { expect } from 'chai'
import { Conversation, districts } from './conversation.js'

function withReport(): Conversation {
  return new Conversation()
    .says('كلاب في حي النور', { service: 'stray_animals', districts: districts.noor })
    .taps('report.photo:none')
    .taps('report.confirm:yes')
}

describe('a registered report', () => {
  for (const [text, language] of [
    ['الغ بلاغي', 'ar'],
    ['ابي الغي البلاغ', 'ar'],
    ['عدلوا الموقع في بلاغي', 'ar'],
    ['cancel my report', 'en'],
    ['I want to edit my report', 'en'],
  ] as const) {
    it(`«${text}»: which one, that it cannot be done here yet, and the wish is kept`, () => {
      const talk = withReport().says(text, { intent: 'cancel', language, sure: true })
      expect(talk.text).to.include('\u2068100000004\u2069')
      expect(talk.text).to.match(language === 'ar' ? /غير متاح في المحادثة بعد/ : /cannot be cancelled or changed/)
      talk.taps('human:yes')
      expect(talk.did('wish_human')).to.equal(true)
    })
  }
  it('is told by its number too, also during another report, which goes on', () => {
    const talk = withReport().says('فيه إنارة طافية', { service: 'street_light' })
    talk.says('الغ البلاغ 100000004', { intent: 'cancel', number: '100000004' })
    expect(talk.text)
      .to.include('\u2068100000004\u2069')
      .and.to.match(/في أي مدينة وأي حي؟$/)
  })
  it('of somebody else, or none at all, is not found', () => {
    const none = new Conversation().says('الغ بلاغي', { intent: 'cancel' })
    expect(none.text).to.include('لا يوجد بلاغ مفتوح مسجّل من هذا الحساب.')
    const other = new Conversation().says('الغ البلاغ 100000004', { intent: 'cancel', number: '100000004' })
    expect(other.text).to.include('لم نجد هذا البلاغ بين بلاغاتكم.')
  })
  it('«الغ البلاغ» in the middle of a report means that one', () => {
    const talk = withReport().says('فيه إنارة طافية', { service: 'street_light' })
    expect(talk.says('الغ البلاغ', { intent: 'cancel' }).text).to.equal('هل تريدون إلغاء البلاغ؟')
  })
  it('a complaint that it was cancelled is no wish to cancel', () => {
    const talk = withReport().says('ليش لغيتوا بلاغي', { intent: 'complaint_ignored' })
    expect(talk.text).to.include('تسجيل الشكاوى غير متاح')
  })
})
