import { expect } from 'chai'
import { Conversation, districts } from './conversation.js'

const pothole = 'فيه حفرة بحي الفيصلية في الدمام'
const potholeMeaning = { service: 'pothole', districts: districts.faisaliyah, cities: { الدمام: 'dammam' } }

describe('a fire', () => {
  it('is answered at once with the number to call, and filed under no service that only sounds like it', () => {
    for (const [text, service] of [
      ['فيه حريق في البيت القديم', 'dilapidated_building'],
      ['there is a fire in the old building', 'dilapidated_building'],
      ['الحقونا حريق', 'consumer_fraud'],
    ] as const) {
      const talk = new Conversation().says(text, { service, p: 0.95, urgent: true })
      expect(talk.text, text).to.match(/^⚠️/).and.to.include('911')
      talk.says('حي النور الدمام', { districts: districts.noor, cities: { الدمام: 'dammam' } })
      talk.says('جنب المسجد', { landmark: 'جنب المسجد', decision: 'menu' }).taps('report.confirm:yes')
      expect(talk.drafts[0], text).to.include({ service: 'other', urgent: true, description: text })
    }
  })
  it('is filed under what plainly burns', () => {
    const talk = new Conversation().says('الحاوية فيها حريق', { service: 'waste_container', p: 0.95, urgent: true })
    talk.says('حي النور', { districts: districts.noor }).says('جنب المسجد').taps('report.confirm:yes')
    expect(talk.drafts[0]?.service).to.equal('waste_container')
  })
})

describe('people hurt, told in the middle of a report', () => {
  for (const [question, reach] of [
    ['where', (talk: Conversation) => talk.says('فيه حفرة كبيرة', { service: 'pothole' })],
    ['place', (talk: Conversation) => talk.says(pothole, potholeMeaning)],
    ['photo', (talk: Conversation) => talk.says(pothole, potholeMeaning).says('جنب المخبز')],
    [
      'confirm',
      (talk: Conversation) => talk.says(pothole, potholeMeaning).says('جنب المخبز').taps('report.photo:none'),
    ],
  ] as const) {
    it(`at «${question}»: the number to call is given, the problem stays, and the report goes on`, () => {
      const talk = reach(new Conversation()).says('فيه ناس مصابين', { service: 'other', p: 0.2, urgent: true })
      expect(talk.text)
        .to.match(/^⚠️/)
        .and.to.include('911')
        .and.to.match(/؟|معلم\.$/)
      for (let turn = 0; turn < 3 && talk.reports.length === 0; turn++) {
        if (talk.labels.includes('نعم، إرسال')) talk.taps('report.confirm:yes')
        else if (talk.expecting === 'district') talk.says('حي النور', { districts: districts.noor })
        else talk.says('جنب المسجد', { landmark: 'جنب المسجد', decision: 'menu' })
      }
      expect(talk.drafts[0]).to.include({ service: 'pothole', urgent: true })
      expect(talk.drafts[0]?.description).to.include('مصابين')
    })
  }
})

describe('the number of the emergency services', () => {
  it('is told whenever it is asked for, and the question that waits is asked again', () => {
    for (const text of [
      'رقم الطوارئ',
      'كم رقم الإسعاف؟',
      'وش رقم الدفاع المدني لو سمحت',
      'emergency number',
      'what is the ambulance number?',
      'who should I call in an emergency?',
    ]) {
      const talk = new Conversation().says(pothole, potholeMeaning)
      talk.says(text, { intent: 'deny', confidence: 0.5, decision: 'confirm', sure: false, language: 'ar' })
      expect(talk.text, text)
        .to.include('911')
        .and.to.include('997')
        .and.to.match(/ما أقرب معلم/)
      const idle = new Conversation().says(text, {
        intent: 'out_of_scope',
        decision: 'menu',
        sure: false,
        language: 'ar',
      })
      expect(idle.text, text).to.include('911')
    }
  })
  it('is not what a landmark asks for', () => {
    const talk = new Conversation().says(pothole, potholeMeaning).says('جنب مستشفى الطوارئ', { decision: 'menu' })
    expect(talk.text).to.include('صورة')
  })
  it('a question that begins as one is no answer and no detail: it is told honestly that it has none', () => {
    const talk = new Conversation().says(pothole, potholeMeaning).says('جنب المخبز')
    talk.says('كم ساعات الدوام', { intent: 'inquiry', confidence: 0.68 })
    expect(talk.text)
      .to.include('ليس لدينا جواب مؤكد')
      .and.to.match(/هل لديكم صورة/)
    expect(talk.labels).to.deep.equal(['بدون صورة'])
  })
})

describe('a fire told in the middle of a report', () => {
  it('is a matter of its own, however short it is told, and goes first; the other is not lost', () => {
    const talk = new Conversation()
      .says(pothole, potholeMeaning)
      .says('الحقونا حريق', { service: 'other', p: 0.1, urgent: true })
    expect(talk.text)
      .to.match(/^⚠️/)
      .and.to.match(/ما الموقع؟ يكفي أقرب معلم\.$/)
    talk.says('مقابل المسجد', { landmark: 'مقابل المسجد', decision: 'menu' }).taps('report.confirm:yes')
    expect(talk.drafts[0]).to.include({ service: 'other', urgent: true })
    expect(talk.text).to.include('ننتقل إلى المشكلة الأخرى: حفرة')
  })
})
