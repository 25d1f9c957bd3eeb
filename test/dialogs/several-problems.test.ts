import { expect } from 'chai'
import { Conversation, districts } from './conversation.js'

const park = (): Conversation =>
  new Conversation()
    .says('الالعاب مكسورة في حديقة حي النور', { service: 'park', districts: districts.noor })
    .says('جنب المسجد', { decision: 'menu' })

describe('another problem, announced', () => {
  it('«مشكلة ثانية نفس المكان: ...» is kept, whatever its kind, and taken next in the same place', () => {
    const talk = park().says('مشكلة ثانية نفس المكان: الكراسي مكسورة', { decision: 'menu', confidence: 0.15 })
    expect(talk.text).to.match(
      /نكمل هذا البلاغ أولًا، ثم نأخذ المشكلة الأخرى: \u2068الكراسي مكسورة\u2069\.\nهل لديكم صورة/,
    )
    talk.taps('report.photo:none').taps('report.confirm:yes')
    expect(talk.text).to.include('ننتقل إلى المشكلة الأخرى: \u2068الكراسي مكسورة\u2069')
    talk.taps('report.photo:none').taps('report.confirm:yes')
    expect(talk.drafts[1]).to.include({ service: 'other', landmark: 'جنب المسجد', district: 'dammam-noor' })
    expect(talk.drafts[0]?.description).not.to.include('الكراسي')
  })
  it('of a service that is named by it', () => {
    const talk = park().says('وعندي مشكلة ثانية، حفرة', { decision: 'menu', confidence: 0.2 })
    expect(talk.text).to.include('المشكلة الأخرى: حفرة أو هبوط في الطريق')
  })
})

describe('two problems in one sentence', () => {
  const text = 'فيه حفرة كبيرة في حي النور وبعد الإنارة طافية'
  const both = (further: boolean): Conversation =>
    new Conversation().says(text, {
      service: 'street_light',
      districts: districts.noor,
      ...(further ? { further: [{ service: 'pothole', text: 'حفرة كبيرة' }] } : {}),
    })
  it('begin with the one told first', () => {
    const talk = both(true)
      .says('جنب المسجد', { decision: 'menu' })
      .taps('report.photo:none')
      .taps('report.confirm:yes')
    expect(talk.drafts[0]?.service).to.equal('pothole')
    expect(talk.text).to.include('ننتقل إلى المشكلة الأخرى: إنارة معطلة')
  })
  it('the name of one of them puts it first, and is no landmark', () => {
    for (const talk of [
      both(true).says('الإنارة', { service: 'street_light' }),
      both(false).says('الحفرة', { service: 'pothole' }),
    ]) {
      expect(talk.text).to.match(/^البلاغ: (?:إنارة معطلة|حفرة)[\s\S]*ما أقرب معلم/)
      talk.says('جنب المسجد', { decision: 'menu' }).taps('report.photo:none').taps('report.confirm:yes')
      expect(talk.text).to.include('ننتقل إلى المشكلة الأخرى')
    }
  })
  it('a yes to the one place offered takes it', () => {
    const talk = both(true)
      .says('جنب المسجد', { decision: 'menu' })
      .taps('report.photo:none')
      .taps('report.confirm:yes')
    expect(talk.labels).to.deep.equal(['نفس الموقع'])
    for (const answer of ['نعم', 'نفس', 'نفسه']) {
      const again = both(true)
        .says('جنب المسجد', { decision: 'menu' })
        .taps('report.photo:none')
        .taps('report.confirm:yes')
      expect(again.says(answer, { intent: 'affirm', phrase: answer === 'نعم' }).text, answer).to.include(
        'أخذنا موقع بلاغكم السابق',
      )
    }
  })
})

describe('a problem that was only guessed', () => {
  it('gives way to one told clearly', () => {
    const talk = new Conversation().says('ريحة قوية', { service: 'pollution', p: 0.5 })
    talk.says('فيه مجاري طافحة قدام البيت من أمس', { service: 'sewage' })
    expect(talk.text)
      .to.include('عدّلنا المشكلة إلى: طفح مجاري')
      .and.to.match(/في أي مدينة وأي حي؟$/)
  })
  it('with little behind it is asked about', () => {
    const talk = new Conversation().says('شوفوا لنا حل للي يصير بالحارة كل يوم', { services: ['noise'] })
    expect(talk.labels).to.deep.equal(['إزعاج', 'غير ذلك'])
  })
  it('gives way to the name of one', () => {
    const talk = new Conversation().says('عندي بلاغ', { decision: 'confirm', intent: 'query_status', confidence: 0.4 })
    talk.says('مشكلة', { services: ['noise'] })
    expect(talk.text).to.match(/المشكلة[\s\S]*في جملة واحدة؟$/)
    const unclear = new Conversation().says('بلاغ آخر عن أشياء غريبة', { service: 'other' })
    unclear.says('الانارة', { service: 'street_light' })
    expect(unclear.text).to.include('عدّلنا المشكلة إلى: إنارة معطلة')
  })
  it('from nothing is none: «شي بالشارع» asks what', () => {
    const talk = new Conversation().says('شي بالشارع', { services: ['encroachment', 'noise'], decision: 'confirm' })
    expect(talk.text).to.match(/ما المشكلة؟ تكفي جملة واحدة\.$/)
  })
})

describe('no landmark', () => {
  for (const text of ['نفس', 'النور', 'حي النور', 'طيب يعني وش تبون']) {
    it(`«${text}» is asked again`, () => {
      const talk = new Conversation().says('فيه حفرة في حي النور', { service: 'pothole', districts: districts.noor })
      talk.says(text, text.includes('النور') ? { districts: districts.noor, decision: 'menu' } : { decision: 'menu' })
      expect(talk.text).to.match(/ما أقرب معلم/)
    })
  }
  it('«مفيش» is a landmark that there is not', () => {
    const talk = new Conversation().says('فيه حفرة في حي النور', { service: 'pothole', districts: districts.noor })
    talk.says('مفيش', { intent: 'deny', confidence: 0.2, decision: 'menu' }).says('مفيش', { decision: 'menu' })
    expect(talk.text)
      .to.match(/هل البيانات صحيحة؟$/)
      .and.not.to.include('مفيش')
  })
})
