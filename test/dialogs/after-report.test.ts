import { expect } from 'chai'
import { Conversation, districts } from './conversation.js'

const begun = (): Conversation =>
  new Conversation().says('فيه حفرة في حي النور', { service: 'pothole', districts: districts.noor })
const registered = (): Conversation =>
  begun().says('جنب المسجد', { decision: 'menu' }).taps('report.photo:none').taps('report.confirm:yes')

describe('right after a report is registered', () => {
  it('a photo belongs to it: that nothing can be added is said, and the wish may be kept', () => {
    const talk = registered().sendsPhoto()
    expect(talk.text).to.equal(
      'وصلت الصورة.\nالبلاغ \u2068100000004\u2069 مسجّل، ولا نستطيع إضافة شيء إليه في المحادثة بعد.\nهل نحفظ رغبتكم في التحدث مع موظف عنه؟',
    )
    talk.taps('human:yes')
    expect(talk.did('wish_human')).to.equal(true)
  })
  it('a remark too', () => {
    const talk = registered().says('وهي قريبة من مدرسة اطفال وخطيرة', {
      intent: 'affirm',
      confidence: 0.1,
      decision: 'menu',
    })
    expect(talk.text).to.include('البلاغ \u2068100000004\u2069 مسجّل')
  })
  it('thanks, another problem, or a photo of another day do not', () => {
    expect(registered().says('شكرا', { intent: 'thanks', phrase: true }).text).to.equal('حياكم الله.')
    expect(registered().says('وفيه كلاب ضالة', { service: 'stray_animals' }).text).to.include('حيوانات')
    expect(registered().sendsPhoto('p', 'كلاب ضالة', { service: 'stray_animals' }).text).to.include('حيوانات')
    expect(registered().later(86_400_000).sendsPhoto().text).to.include('ما المشكلة؟')
  })
})

describe('the number of a report', () => {
  const asked = (): Conversation => new Conversation().says('متابعة بلاغ', { intent: 'query_status' })
  for (const text of ['123', '12345678901234', '١٢٣', 'رقم']) {
    it(`«${text}» is told what a number looks like`, () => {
      const talk = asked().says(text === 'رقم' ? '45 45' : text, {
        intent: 'rate',
        confidence: 0.4,
        decision: 'confirm',
      })
      expect(talk.text).to.match(/ما رقم البلاغ؟ هو 9 أرقام\.$/)
    })
  }
  it('not known: the own reports are looked up, and the number is not asked for again', () => {
    const talk = asked().says('ما اعرف الرقم', { decision: 'menu' })
    expect(talk.did('find_reports')).to.equal(true)
    expect(talk.text).to.include('لا توجد بلاغات مسجّلة').and.not.to.include('ما رقم البلاغ')
  })
})

describe('danger that is over', () => {
  const child = (): Conversation =>
    new Conversation().says('طفل طاح في المنهول المفتوح', { service: 'manhole_cover', urgent: true })
  it('a child in it is answered kindly besides', () => {
    expect(child().text).to.match(/^⚠️/).and.to.include('سلامة الناس أولًا')
    expect(new Conversation().says('سلك مكشوف', { service: 'light_pole_hazard', urgent: true }).text).not.to.include(
      'سلامة الناس',
    )
  })
  for (const [text, meaning] of [
    ['طلع الحمدلله', { decision: 'menu' }],
    ['لا خلاص طفوه', { intent: 'cancel', confidence: 0.9 }],
    ['طفيناها الحمدلله', { decision: 'menu' }],
    ['they put the fire out', { intent: 'open_report', confidence: 0.5, language: 'ar', sure: false }],
  ] as const) {
    it(`«${text}» is understood, and asked whether the report goes on`, () => {
      const talk = child().says(text, meaning)
      expect(talk.text).to.equal('الحمد لله على السلامة.\nهل نكمل البلاغ لإصلاح المكان؟')
      expect(talk.labels).to.deep.equal(['نعم، إكمال البلاغ', 'لا، إلغاء البلاغ'])
      expect(talk.says('نعم', { intent: 'affirm', phrase: true }).text).to.match(/في أي مدينة وأي حي؟$/)
      expect(child().says(text, meaning).says('لا', { intent: 'deny', phrase: true }).text).to.match(/^ألغينا البلاغ/)
    })
  }
  it('the due time is not the last word, and after the number it is glad too', () => {
    const talk = child().says('حي النور', { districts: districts.noor }).says('جنب المسجد').taps('report.confirm:yes')
    expect(talk.text).to.match(/إن بقي الخطر فاتصلوا على 911\.$/)
    expect(talk.says('طلع الحمدلله', { decision: 'menu' }).text).to.include('يبقى البلاغ مسجّلًا')
  })
})

describe('a place elsewhere', () => {
  it('«طيب وش اسوي» is told again, with the choices', () => {
    const talk = new Conversation().says('الرياض', { decision: 'menu', intent: 'out_of_scope' })
    const before = talk.labels
    talk.says('طيب وش اسوي', { intent: 'out_of_scope', decision: 'menu' })
    expect(talk.text).to.include('أمانة منطقة الرياض')
    expect(talk.labels).to.deep.equal(before)
    const asked = new Conversation().says('حفرة في الرياض', { service: 'pothole' })
    asked.says('طيب وش اسوي', { intent: 'out_of_scope', decision: 'menu' })
    expect(asked.text).to.include('أمانة منطقة الرياض')
    expect(asked.labels).to.deep.equal(['نعم، في الشرقية', 'لا، خارجها'])
  })
  it('another problem in a city that is served begins anew', () => {
    const talk = new Conversation().says('زبالة في الرياض', { service: 'waste_collection' })
    talk.says('طيب عندي حفرة ثانيه بالخبر', { service: 'pothole', cities: { الخبر: 'khobar' } })
    expect(talk.text).to.match(/البلاغ: حفرة[\s\S]*في أي حي؟$/)
    expect(JSON.stringify(talk.state)).not.to.include('زبالة')
  })
})

describe('the language', () => {
  it('of a place name is no other one', () => {
    const talk = new Conversation('en').says('there is a hole', { service: 'pothole', language: 'en', sure: true })
    talk.says('Al Shatea district Dammam', {
      language: 'ro',
      sure: true,
      districts: { 'Al Shatea': ['dammam-shati'] },
      cities: { Dammam: 'dammam' },
    })
    expect(talk.text).to.equal('What is the nearest landmark? A few words or a map link will do.')
  })
})

describe('going back', () => {
  const back = (): Conversation => begun().says('جنب المسجد', { decision: 'menu' }).says('رجوع', { decision: 'menu' })
  it('shows the earlier answer, which may be kept', () => {
    expect(back().text).to.equal(
      'عدنا إلى السؤال السابق.\nالجواب السابق: \u2068جنب المسجد\u2069\nما أقرب معلم للموقع؟ يكفي وصف قصير أو رابط خريطة.',
    )
    for (const text of ['تأكيد', 'نفسه', '1']) {
      const talk = back().says(text, text === 'تأكيد' ? { intent: 'affirm', phrase: true } : { decision: 'menu' })
      expect(talk.text, text).to.match(/هل لديكم صورة/)
    }
  })
  it('several steps, and forward again with every answer kept', () => {
    const talk = new Conversation()
      .says('حفرة', { service: 'pothole' })
      .says('الدمام', { cities: { الدمام: 'dammam' } })
    talk.says('حي النور', { districts: districts.noor }).says('جنب المسجد', { decision: 'menu' })
    talk.says('رجوع').says('رجوع')
    expect(talk.text).to.include('الجواب السابق: حي النور')
    expect(talk.taps('report.keep:yes').text).to.include('الجواب السابق: \u2068جنب المسجد\u2069')
    talk.taps('report.keep:yes').taps('report.photo:none')
    expect(talk.text).to.include('حي النور، الدمام').and.to.include('جنب المسجد')
  })
  it('another answer takes its place', () => {
    const talk = back().says('خلف المدرسة', { decision: 'menu' }).taps('report.photo:none')
    expect(talk.text).to.include('خلف المدرسة').and.not.to.include('جنب المسجد')
  })
})
