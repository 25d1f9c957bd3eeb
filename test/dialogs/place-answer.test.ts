import { expect } from 'chai'
import { Conversation, districts } from './conversation.js'

const inDammam = { service: 'pothole', cities: { الدمام: 'dammam' } }
const asked = (): Conversation => new Conversation().says('فيه حفرة في الدمام', inDammam)
const full = { ...inDammam, districts: districts.faisaliyah }

/** A report that waits for a photo. */
const atPhoto = (): Conversation =>
  new Conversation().says('فيه حفرة بحي الفيصلية في الدمام', full).says('جنب المسجد', { decision: 'menu' })

describe('the answer to «which district»', () => {
  for (const text of [
    'طيب خلصوني يا حمير',
    'وش تقصدون يعني انا ما فهمت شي',
    'كم عمركم؟',
    '123456',
    '٤٥',
    '😀😀',
    'what do you want from me',
    'you are stupid',
    'ما عندكم سالفة',
  ]) {
    it(`«${text}» is none: it is asked again with an example, and nothing is taken`, () => {
      const talk = asked().says(text, { decision: 'menu', intent: 'out_of_scope', language: 'ar', sure: false })
      expect(talk.text)
        .to.include('مثال: حي النور، الدمام')
        .and.to.match(/في أي حي؟$/)
      talk.says('حي النور', { districts: districts.noor }).says('جنب المسجد').taps('report.photo:none')
      expect(talk.taps('report.confirm:yes').drafts[0]).not.to.have.property('districtText')
    })
  }
  for (const [text, name] of [
    ['حي السلام الجديد', 'السلام الجديد'],
    ['مخطط 71', 'مخطط 71'],
    ['الواحة الخضراء', 'الواحة الخضراء'],
    ['Al Jawhara', 'Al Jawhara'],
  ] as const) {
    it(`«${text}» is taken as it is written, and shown in the summary`, () => {
      const talk = asked().says(text, { decision: 'menu', language: 'ar', sure: false })
      expect(talk.text).to.match(/ما أقرب معلم/)
      talk.says('جنب المسجد', { decision: 'menu' }).taps('report.photo:none')
      expect(talk.text).to.include(`\u2068${name}\u2069`)
      expect(talk.taps('report.confirm:yes').drafts[0]).to.include({ districtText: name, city: 'dammam' })
    })
  }
  it('what may be a name is asked about once, and taken by a yes, a tap, or said again', () => {
    const doubtful = (): Conversation => asked().says('شارب نورة', { decision: 'menu' })
    expect(doubtful().text).to.equal('لا نجد \u2068شارب نورة\u2069 بين الأحياء التي نعرفها. هل هذا اسم الحي؟')
    const answers: readonly ((talk: Conversation) => Conversation)[] = [
      (talk) => talk.taps('report.name:yes'),
      (talk) => talk.says('ايوه', { intent: 'affirm', phrase: true }),
      (talk) => talk.says('شارب نورة', { decision: 'menu' }),
      (talk) => talk.says('حي شارب نورة', { decision: 'menu' }),
    ]
    for (const answer of answers) {
      const talk = answer(doubtful())
      expect(talk.text).to.match(/ما أقرب معلم/)
      talk.says('جنب المسجد').taps('report.photo:none').taps('report.confirm:yes')
      expect(talk.drafts[0]?.districtText).to.equal('شارب نورة')
    }
    for (const no of [doubtful().taps('report.name:no'), doubtful().says('لا', { intent: 'deny', phrase: true })]) {
      expect(no.text).to.match(/في أي حي؟$/)
      expect(no.says('حي النور', { districts: districts.noor }).text).to.match(/ما أقرب معلم/)
    }
    expect(doubtful().says('النور', { districts: districts.noor, decision: 'menu' }).text).to.match(/ما أقرب معلم/)
  })
  it('a known name with a word that makes it another is not the known one', () => {
    const talk = asked().says('حي النور الجديد', { districts: districts.noor, decision: 'menu' })
    talk.says('جنب المسجد').taps('report.photo:none')
    expect(talk.text).to.include('\u2068النور الجديد\u2069')
  })
})

describe('the answer to «which landmark»', () => {
  for (const text of ['123456', 'يا أغبياء', 'انتم ما تفهمون', '😀']) {
    it(`«${text}» is none`, () => {
      const talk = new Conversation().says('فيه حفرة بحي الفيصلية في الدمام', full)
      talk.says(text, { decision: 'menu', intent: 'out_of_scope' })
      expect(talk.text)
        .to.include('مثال: جنب المسجد')
        .and.to.match(/ما أقرب معلم/)
    })
  }
})

describe('a street told at the photo', () => {
  it('joins the place, is shown, and the photo is still asked for', () => {
    const talk = atPhoto().says('شارع ٢٨', { service: 'encroachment', p: 0.63 })
    expect(talk.text)
      .to.include('شارع ٢٨')
      .and.to.match(/هل لديكم صورة/)
    expect(talk.labels).to.deep.equal(['بدون صورة'])
    talk.taps('report.photo:none')
    expect(talk.text).to.include('وصف الموقع: \u2068جنب المسجد، شارع ٢٨\u2069')
    expect(talk.taps('report.confirm:yes').drafts[0]?.landmark).to.equal('جنب المسجد، شارع ٢٨')
  })
  it('is told after the summary too', () => {
    const talk = atPhoto()
      .taps('report.photo:none')
      .says('King Saud street', { decision: 'menu', sure: false, language: 'ar' })
    expect(talk.text)
      .to.include('King Saud street')
      .and.to.match(/هل البيانات صحيحة؟$/)
  })
  it('other words are shown as details', () => {
    const talk = atPhoto().says('عميقة وتخرب السيارات', { decision: 'menu' })
    expect(talk.text).to.include('التفاصيل: \u2068عميقة وتخرب السيارات\u2069')
  })
})

describe('the place of the report before', () => {
  const registered = (): Conversation => atPhoto().taps('report.photo:none').taps('report.confirm:yes')
  for (const text of ['نفس المكان', 'same place', 'في نفس الموقع', 'نفس الموقع السابق']) {
    it(`«${text}» takes it, says so, and has it confirmed`, () => {
      const talk = registered().says('فيه كلاب ضالة', { service: 'stray_animals' })
      talk.says(text, { intent: 'affirm', confidence: 0.92, language: 'ar', sure: false })
      expect(talk.text).to.include('أخذنا موقع بلاغكم السابق: حي الفيصلية، الدمام.')
      talk.taps('report.photo:none')
      expect(talk.text)
        .to.include('الموقع: حي الفيصلية، الدمام')
        .and.to.match(/هل البيانات صحيحة؟$/)
      expect(talk.taps('report.confirm:yes').drafts[1]).to.include({
        district: 'dammam-faisaliyah',
        city: 'dammam',
        landmark: 'جنب المسجد',
      })
    })
  }
  it('is taken in the first sentence, and by itself it tells no problem', () => {
    const talk = registered().says('وفيه كلاب ضالة في نفس المكان', { service: 'stray_animals' })
    expect(talk.text)
      .to.include('حي الفيصلية')
      .and.to.match(/هل لديكم صورة/)
    expect(registered().says('نفس المكان', { service: 'construction_site' }).text).to.match(/ما المشكلة؟/)
  })
  it('is looked up among the registered reports where the talk has begun anew', () => {
    const talk = registered()
    talk.state = new Conversation().state
    talk.says('فيه كلاب ضالة', { service: 'stray_animals' }).says('نفس المكان', { decision: 'menu' })
    expect(talk.did('find_reports')).to.equal(true)
    expect(talk.text)
      .to.include('حي الفيصلية، الدمام')
      .and.to.match(/هل لديكم صورة/)
  })
  it('is honestly not known where there is none', () => {
    const talk = new Conversation().says('فيه كلاب', { service: 'stray_animals' }).says('نفس المكان')
    expect(talk.text)
      .to.include('لا نجد موقعًا لبلاغ سابق')
      .and.to.match(/في أي مدينة وأي حي؟$/)
  })
  it('is offered for a second problem of the same message', () => {
    const talk = new Conversation().says('فيه إنارة طافية وحفرة بحي الفيصلية في الدمام', {
      ...full,
      service: 'street_light',
      further: [{ service: 'pothole', text: 'حفرة' }],
    })
    talk.says('جنب المسجد', { decision: 'menu' }).taps('report.photo:none').taps('report.confirm:yes')
    expect(talk.text).to.include('ننتقل إلى المشكلة الأخرى: حفرة')
    expect(talk.labels).to.deep.equal(['نفس الموقع'])
    talk.taps('report.place:same').taps('report.photo:none').taps('report.confirm:yes')
    expect(talk.drafts.map(({ service, landmark }) => [service, landmark])).to.deep.equal([
      ['street_light', 'جنب المسجد'],
      ['pothole', 'جنب المسجد'],
    ])
  })
})
