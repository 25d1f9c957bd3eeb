import { expect } from 'chai'
import { Conversation, districts } from './conversation.js'

const asked = (): Conversation => new Conversation().says('فيه حفرة', { service: 'pothole' })
const named = (words: string): { districts: Record<string, readonly string[]> } => ({
  districts: { [words]: ['dammam-rawdah'] },
})

describe('words for what a place is', () => {
  for (const [text, meaning] of [
    ['مدينة الدمام حي الفيصلية', { ...named('مدينة'), cities: { الدمام: 'dammam' } }],
    ['مدينة الدمام، الفيصلية', { ...named('مدينة'), cities: { الدمام: 'dammam' } }],
  ] as const) {
    it(`«${text}»: «مدينة» is no district`, () => {
      const talk = asked().says(text, {
        ...meaning,
        districts: { ...meaning.districts, الفيصلية: ['dammam-faisaliyah'] },
        decision: 'confirm',
      })
      talk.says('جنب المسجد').taps('report.photo:none')
      expect(talk.text).to.include('الموقع: حي الفيصلية، الدمام')
    })
  }
  it('«المدينة الخبر مو الدمام» corrects the city, and no district', () => {
    const talk = new Conversation().says('فيه حفرة في حي النور', { service: 'pothole', districts: districts.noor })
    talk.says('المدينة الخبر مو الدمام', { ...named('المدينة'), cities: { الخبر: 'khobar', الدمام: 'dammam' } })
    expect(talk.text).to.match(/^عدّلنا المدينة إلى الخبر\.\nفي أي حي؟$/)
  })
  it('«سوق الصواريخ» is a landmark, and the district is asked for', () => {
    const talk = asked().says('الخبر سوق الصواريخ', {
      cities: { الخبر: 'khobar' },
      districts: { سوق: ['dammam-rawdah'], الصواريخ: ['khobar-rawdah'] },
    })
    expect(talk.text).to.match(/في أي حي؟$/)
    talk.says('جنب البنك', { landmark: 'جنب البنك' }).taps('report.photo:none')
    expect(talk.text).to.include('الموقع: الخبر').and.to.include('سوق الصواريخ، جنب البنك')
  })
  for (const word of ['حي', 'الحي', 'مدينة', 'سوق', 'شارع', 'المخطط', 'city', 'الثانية']) {
    it(`«${word}» alone is no name, and the next answer counts`, () => {
      const talk = new Conversation().says('فيه حفرة في الدمام', { service: 'pothole', cities: { الدمام: 'dammam' } })
      expect(talk.says(word, { decision: 'menu', language: 'ar', sure: false }).text).to.match(/في أي حي؟$/)
      talk.says('الشاطئ', { districts: districts.shati }).says('جنب المسجد').taps('report.photo:none')
      expect(talk.text).to.include('الموقع: حي الشاطئ، الدمام')
    })
  }
})

describe('the city', () => {
  const rawdah = { service: 'pothole', districts: { الروضة: ['dammam-rawdah', 'khobar-rawdah'] } }
  it('is offered among those that have the district, and «الثانية» takes the second', () => {
    const talk = new Conversation().says('حفرة في حي الروضة', rawdah)
    expect(talk.labels).to.deep.equal(['الدمام', 'الخبر'])
    talk.says('الثانية', { decision: 'menu' }).says('جنب المسجد').taps('report.photo:none')
    expect(talk.text).to.include('الموقع: حي الروضة، الخبر')
  })
  it('is asked for until it is known, and no report goes out without', () => {
    const talk = new Conversation().says('حفرة في حي الروضة', rawdah)
    for (const text of ['ما ادري', 'ما اعرف', 'نعم', 'تخطي', 'الثالثة']) {
      talk.says(text, text === 'نعم' ? { intent: 'affirm', phrase: true } : { decision: 'menu' })
      expect(talk.text, text).to.match(/في أي مدينة؟$/)
    }
    expect(talk.drafts).to.deep.equal([])
    expect(talk.says('الدمام', { cities: { الدمام: 'dammam' } }).text).to.match(/ما أقرب معلم/)
  })
  it('on no list is asked about, and never taken at once', () => {
    const talk = new Conversation().says('حفرة في حي الروضة', rawdah).says('العشيبة', { decision: 'menu' })
    expect(talk.text).to.include('لا نجد \u2068العشيبة\u2069 بين المدن التي نعرفها')
  })
  it('is not needed with a place on the map', () => {
    const talk = asked().says('', { decision: 'menu' }, { location: { lat: 26.4, lng: 50.1 } })
    talk.taps('report.photo:none').says('نعم', { intent: 'affirm', phrase: true })
    expect(talk.drafts).to.have.length(1)
  })
  it('with a landmark is enough for whoever does not know the district', () => {
    const talk = asked().says('مش عارف اسم الحي', { decision: 'menu' })
    expect(talk.text).to.match(/في أي مدينة؟$/)
    talk.says('جنب مستشفى المواساة في الخبر', { landmark: 'جنب مستشفى المواساة', cities: { الخبر: 'khobar' } })
    expect(talk.text).to.match(/هل لديكم صورة/)
    talk.taps('report.photo:none').says('نعم', { intent: 'affirm', phrase: true })
    expect(talk.drafts[0]).to.include({ city: 'khobar', landmark: 'جنب مستشفى المواساة' })
  })
})
