import { expect } from 'chai'
import { Conversation, districts } from './conversation.js'

const car = (): Conversation =>
  new Conversation()
    .says('فيه سيارة مهملة في حي النور', { service: 'abandoned_vehicle', districts: districts.noor })
    .says('جنب المسجد', { decision: 'menu' })

describe('a change of mind', () => {
  it('«المشكلة مو سيارة، المشكلة زبالة» takes the other problem, even where it is only the second guess', () => {
    const talk = car()
    talk.says('المشكلة مو سيارة المشكلة زبالة', { services: ['abandoned_vehicle', 'waste_collection'] })
    expect(talk.text).to.include('عدّلنا المشكلة إلى: تراكم نفايات.')
  })
  it('«مو هذي المشكلة» has it asked for', () => {
    expect(car().says('لا مو هذي المشكلة', { intent: 'deny' }).text).to.equal('ما المشكلة؟ تكفي جملة واحدة.')
  })
  it('«لا الحي غلط» asks for the district, at the photo and at the summary', () => {
    for (const talk of [car(), car().taps('report.photo:none')]) {
      talk.says('لا الحي غلط', { intent: 'deny', confidence: 0.95 })
      expect(talk.text).to.match(/في أي حي؟$/)
    }
  })
  it('«لا كمل» to the question of cancelling goes on', () => {
    const talk = car().says('كنسل', { intent: 'cancel', phrase: true })
    expect(talk.says('لا كمل', { intent: 'deny', confidence: 0.7 }).text).to.match(/هل لديكم صورة/)
  })
  it('a city corrected for a district of the same name is a city corrected', () => {
    const talk = new Conversation().says('فيه حفرة في حي الفيصلية', {
      service: 'pothole',
      districts: { الفيصلية: ['dammam-faisaliyah', 'dammam-rawdah'] },
    })
    talk.says('الخبر', { cities: { الخبر: 'khobar' }, decision: 'menu' })
    talk.says('لا، في الدمام', { cities: { الدمام: 'dammam' }, intent: 'deny' })
    expect(talk.text).not.to.include('عدّلنا الحي')
  })
  it('Arabizi corrects too', () => {
    const talk = new Conversation().says('el anwar 6afya fi hay el noor dammam', {
      service: 'street_light',
      language: 'ar',
      districts: { 'el noor': ['dammam-noor'] },
      cities: { dammam: 'dammam' },
    })
    talk.says('la mo el noor, el shati', {
      intent: 'deny',
      language: 'ar',
      districts: { 'el noor': ['dammam-noor'], 'el shati': ['dammam-shati'] },
    })
    expect(talk.text).to.match(/^عدّلنا الحي إلى الشاطئ\.\nما أقرب معلم/)
  })
})

describe('a district told in the first sentence that is on no list', () => {
  it('is not asked for again', () => {
    const talk = new Conversation().says('فيه كلاب في حي الملك فهد بالدمام', {
      service: 'stray_animals',
      cities: { الدمام: 'dammam' },
    })
    expect(talk.text).to.match(/هل لديكم صورة/)
    talk.taps('report.photo:none')
    expect(talk.text).to.include('الموقع: حي \u2068الملك فهد\u2069، الدمام')
  })
  it('is no word for the problem', () => {
    const talk = new Conversation().says('فيه كلاب في حي قديم بالدمام', {
      service: 'stray_animals',
      cities: { الدمام: 'dammam' },
    })
    expect(talk.text).to.match(/في أي حي؟$/)
  })
})

describe('in danger', () => {
  it('«وش أسوي؟» is told again what to do', () => {
    const talk = new Conversation().says('فيه ناس مصابين', { urgent: true, service: 'other', p: 0.2 })
    talk.says('وش أسوي؟', { intent: 'out_of_scope', confidence: 0.95 })
    expect(talk.text)
      .to.match(/^⚠️/)
      .and.to.include('911')
      .and.to.match(/في أي مدينة وأي حي؟$/)
  })
  it('nobody is told that it is not our matter', () => {
    const talk = new Conversation().says('فيه ناس مصابين', { urgent: true, service: 'other', p: 0.2 })
    talk.says('بسرعة يا عالم', { intent: 'out_of_scope', confidence: 0.95 })
    expect(talk.text).not.to.include('خارج خدمات')
  })
})

describe('answers that belong to another question', () => {
  it('a tunnel or a street told for the district is kept as the place, and the district asked again', () => {
    const talk = new Conversation().says('فيه حفرة', { service: 'pothole' })
    talk.says('نفق طريق الملك فهد', { decision: 'menu' })
    expect(talk.text).to.match(/في أي مدينة وأي حي؟$/)
    talk.says('حي النور', { districts: districts.noor }).taps('report.photo:none')
    expect(talk.text).to.include('نفق طريق الملك فهد')
  })
  it('a restaurant told with its district is the place', () => {
    const talk = new Conversation().says('مطعم يبيع لحم فاسد', { service: 'food_safety' })
    talk.says('مطعم الركن الهادئ في حي النور بالدمام', {
      districts: districts.noor,
      cities: { الدمام: 'dammam' },
      intent: 'open_report',
      service: 'food_safety',
    })
    expect(talk.text).not.to.match(/ما أقرب معلم/)
    expect(JSON.stringify(talk.state)).to.include('مطعم الركن الهادئ')
  })
  it('«لا املك صورة» told for the landmark is remembered', () => {
    const talk = new Conversation().says('فيه حفرة بحي النور', { service: 'pothole', districts: districts.noor })
    expect(talk.says('لا املك صورة', { intent: 'deny', confidence: 0.9 }).text).to.match(/ما أقرب معلم/)
    expect(talk.says('جنب المسجد', { decision: 'menu' }).text).to.match(/هل البيانات صحيحة؟$/)
  })
  it('a bare number in the middle of a report rates nothing, and the question stays', () => {
    const talk = new Conversation().says('فيه حفرة بحي النور', { service: 'pothole', districts: districts.noor })
    talk.says('1', { intent: 'rate', confidence: 0.95 })
    expect(talk.text).to.match(/ما أقرب معلم/)
  })
  it('«متى تصلحونها؟» is told when the date comes, and afterwards the date', () => {
    const talk = car().says('متى بتشيلونها؟', { intent: 'out_of_scope', confidence: 0.5, decision: 'confirm' })
    expect(talk.text)
      .to.include('الموعد المتوقع')
      .and.to.match(/هل لديكم صورة/)
    talk.taps('report.photo:none').taps('report.confirm:yes')
    talk.says('متى بتصلحونها', { intent: 'out_of_scope' })
    expect(talk.text).to.include('\u2068100000004\u2069').and.to.include('الموعد المتوقع')
  })
  it('«اريد تعديل بلاغي» in the middle of a report edits it', () => {
    const talk = car().taps('report.photo:none').says('اريد تعديل بلاغي', { intent: 'cancel' })
    expect(talk.text).to.equal('ما الذي نعدّله؟')
  })
})
