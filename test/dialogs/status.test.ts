import { expect } from 'chai'
import { Conversation, districts, hour } from './conversation.js'

/** A resident with so many reports of stray animals, and then one of rain water. */
function withReports(count: number): Conversation {
  const talk = new Conversation()
  for (let index = 0; index < count; index++) {
    const service = index === count - 1 && count > 1 ? 'flooding' : 'stray_animals'
    talk
      .says('كلاب في حي النور', { service, districts: districts.noor, landmark: 'حي' })
      .taps('report.photo:none')
      .taps('report.confirm:yes')
      .later(hour)
  }
  return talk
}

describe('the state of a report', () => {
  it('«وين وصل بلاغي» tells the latest, with its number isolated', () => {
    const talk = withReports(2).says('وين وصل بلاغي؟', { intent: 'query_status' })
    expect(talk.text).to.equal(
      'البلاغ \u2068200000008\u2069: تجمع مياه الأمطار\nالحالة: مسجّل، بانتظار الإحالة\nالموعد المتوقع: الخميس 26 نوفمبر 2026، 4:00 م\nبلاغاتكم الأخرى: بلاغ واحد. لمعرفة حالة أحدها، يُرجى إرسال رقمه.',
    )
  })
  it('tells each of several numbers', () => {
    const talk = withReports(2)
    talk.says('100000004 و 200000008', { intent: 'query_status' }, {})
    talk.says('100000004', { intent: 'query_status', number: '100000004' })
    expect(talk.text).to.match(/^البلاغ \u2068100000004\u2069: حيوانات ضالة\nالحالة: مسجّل/)
  })
  it('lists all where several are asked for', () => {
    const talk = withReports(2).says('وريني بلاغاتي', { intent: 'query_status' })
    expect(talk.text).to.include('100000004').and.to.include('200000008')
  })
  it('a bare number is a question for its state', () => {
    expect(withReports(1).says('100000004', { decision: 'menu', number: '100000004' }).text).to.include('الحالة:')
  })
  it('is the same for what is not there and what is somebody else’s', () => {
    const talk = new Conversation().says('كم صار على البلاغ 100000004', { intent: 'query_status', number: '100000004' })
    expect(talk.text).to.include('لم نجد هذا البلاغ بين بلاغاتكم.').and.not.to.include('100000004')
  })
  it('a number that cannot be one is not repeated', () => {
    const talk = withReports(1).says('حالة البلاغ 100000005', {
      intent: 'query_status',
      number: '100000005',
      valid: false,
    })
    expect(talk.text).to.include('يُرجى التأكد من الرقم').and.not.to.match(/\d{9}/)
  })
  it('asks for the number where there is no report', () => {
    const talk = new Conversation().says('وين وصل بلاغي؟', { intent: 'query_status' })
    expect(talk.text).to.match(/لا توجد بلاغات مسجّلة من هذا الحساب\.\nإن كان لديكم رقم بلاغ، فما رقم البلاغ؟$/)
    expect(talk.expecting).to.equal('report_number')
  })
  it('in the middle of a report is answered, and the report goes on', () => {
    const talk = withReports(1).says('عندنا تجمع مياه أمطار في حي الشاطئ', {
      service: 'flooding',
      districts: districts.shati,
    })
    talk.says('طيب قبل لا نكمل، وين وصل بلاغي القديم؟', { intent: 'query_status' })
    expect(talk.replies).to.have.length(2)
    expect(talk.replies[0]?.text).to.match(/^البلاغ \u2068100000004/)
    expect(talk.replies[1]?.text).to.match(/^نعود إلى بلاغكم\.\nما أقرب معلم/)
    expect(talk.says('عند الدوار', { decision: 'menu' }).text).to.include('صورة')
  })
  it('a photo question that waits is asked again after it, with its choice', () => {
    const talk = withReports(1).says('كلاب في حي النور', { service: 'stray_animals', districts: districts.noor })
    talk.says('وين وصل بلاغي', { intent: 'query_status' })
    expect(talk.labels).to.deep.equal(['بدون صورة'])
  })
  it('returns the greeting before it tells', () => {
    expect(withReports(1).says('السلام عليكم، وين وصل بلاغي', { intent: 'query_status' }).text).to.match(
      /^وعليكم السلام ورحمة الله\. ?\n?البلاغ/,
    )
  })
  it('names the authority, and the department', () => {
    const talk = new Conversation().says('ماسورة مكسورة في حي النور', {
      service: 'water_leak',
      districts: districts.noor,
    })
    expect(talk.text).to.include('هذا من اختصاص شركة المياه الوطنية. نسجّله ونحيله إليها ونتابعه معها.')
    talk.says('جنب الصيدلية', { decision: 'menu' }).taps('report.photo:none').taps('report.confirm:yes')
    expect(talk.text).to.include('الجهة المختصة: شركة المياه الوطنية')
  })
})

describe('a complaint that a report was ignored', () => {
  it('tells how the report stands, that a complaint cannot be filed yet, and offers a person', () => {
    const talk = withReports(1)
      .later(30 * 24 * hour)
      .says('رفعت بلاغ من شهر وما جا أحد', { intent: 'complaint_ignored' })
    expect(talk.text)
      .to.include('هذا البلاغ تجاوز موعده. نعتذر عن التأخير.')
      .and.to.include('تسجيل الشكاوى غير متاح هنا بعد.')
    talk.taps('human:yes')
    expect(talk.effects).to.deep.include({ type: 'wish_human', reason: 'asked' })
    expect(talk.text).to.include('حفظنا رغبتكم مع هذه المحادثة.')
  })
})
