import { expect } from 'chai'
import { Conversation, districts } from './conversation.js'

const atLandmark = (service = 'abandoned_vehicle'): Conversation =>
  new Conversation().says('فيه سيارة في حي النور', { service, districts: districts.noor })
const atSummary = (service?: string): Conversation =>
  atLandmark(service).says('جنب المسجد', { decision: 'menu' }).taps('report.photo:none')

describe('the problem corrected', () => {
  for (const [text, meaning, changed] of [
    ['المشكلة غلط، هي حفرة', { services: ['pothole'] }, 'عدّلنا المشكلة إلى: حفرة أو هبوط في الطريق.'],
    ['لا مو سيارة تالفة، هي حفرة', { service: 'abandoned_vehicle' }, 'عدّلنا المشكلة إلى: حفرة أو هبوط في الطريق.'],
    ['لا، مو زبالة، حفرة', { service: 'waste_collection', p: 0.7 }, 'عدّلنا المشكلة إلى: حفرة أو هبوط في الطريق.'],
    [
      "change the problem, it's a broken traffic light",
      { service: 'traffic_signal' },
      'Problem changed to: Traffic signal fault.',
    ],
    ["actually it's not a car, it's a pothole", { service: 'pothole' }, 'Problem changed to: Pothole or sunken road.'],
    [
      "no it's not a car, it's a pothole",
      { service: 'abandoned_vehicle' },
      'Problem changed to: Pothole or sunken road.',
    ],
  ] as const) {
    it(`«${text}» at the summary, at the landmark and in the edit menu`, () => {
      expect(atSummary().says(text, meaning).text).to.include(changed)
      expect(atLandmark().says(text, meaning).text).to.include(changed)
      expect(atSummary().taps('report.confirm:edit').says(text, meaning).text).to.include(changed)
    })
  }
  it('what corrects the place is no problem', () => {
    const talk = atSummary().says('لا مو النور، الشاطئ', {
      districts: { النور: ['dammam-noor'], الشاطئ: ['dammam-shati'] },
    })
    expect(talk.text).to.include('عدّلنا الحي إلى الشاطئ').and.not.to.include('عدّلنا المشكلة')
  })
})

describe('the menu of what to change', () => {
  const menu = (): Conversation => atSummary('sewage').taps('report.confirm:edit')
  it('«تعديل» in it shows it again, whatever it sounds like', () => {
    const talk = menu().says('تعديل', { service: 'encroachment', p: 0.97 })
    expect(talk.text).to.equal('ما الذي نعدّله؟')
    expect(JSON.stringify(talk.state)).to.include('"service":"sewage"')
  })
  it('«الشارع مو 5، شارع 7» changes the street and nothing else', () => {
    const talk = atLandmark('sewage').says('شارع 5', { decision: 'menu' }).taps('report.photo:none')
    talk.taps('report.confirm:edit').says('الشارع مو 5، شارع 7', { service: 'encroachment', p: 0.9 })
    expect(talk.text).to.include('شارع 7').and.to.include('المشكلة: طفح مجاري').and.not.to.include('شارع 5')
  })
  it('a problem named in it is taken', () => {
    expect(menu().says('حفرة', { service: 'pothole' }).text).to.include('عدّلنا المشكلة إلى: حفرة')
  })
  for (const [text, meaning] of [
    ['نعم', { intent: 'affirm', phrase: true }],
    ['خلاص', { intent: 'cancel', confidence: 0.97 }],
    ['ارسل', { intent: 'affirm' }],
    ['تأكيد', { intent: 'affirm', phrase: true }],
    ['لا', { intent: 'deny', phrase: true }],
  ] as const) {
    it(`is left by «${text}»: back to the summary, nothing sent`, () => {
      const talk = menu().says(text, meaning)
      expect(talk.text).to.match(/^المشكلة: طفح مجاري[\s\S]*هل البيانات صحيحة؟$/)
      expect(talk.drafts).to.deep.equal([])
    })
  }
})

describe('a part named under the summary', () => {
  it('is asked for anew', () => {
    expect(atSummary().says('المشكلة', { decision: 'menu' }).text).to.match(/^ما المشكلة؟/)
    expect(atSummary().says('الحي', { decision: 'menu' }).text).to.match(/في أي حي؟$/)
  })
  it('«الشارع غلط، شارع 9» is the street', () => {
    const talk = atSummary().says('الشارع غلط، شارع 9', { intent: 'deny', confidence: 0.95 })
    expect(talk.text).to.include('وصف الموقع: \u2068جنب المسجد، شارع 9\u2069')
  })
})
