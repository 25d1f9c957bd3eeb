import { expect } from 'chai'
import { Conversation, districts } from './conversation.js'

const begun = (): Conversation =>
  new Conversation().says('فيه حفرة في حي النور', { service: 'pothole', districts: districts.noor })
const atPhoto = (): Conversation => begun().says('جنب المسجد', { decision: 'menu' })
const toSummary = (): Conversation => atPhoto().taps('report.photo:none')
const vague = { intent: 'affirm', confidence: 0.1, decision: 'menu' } as const

describe('who learns of a report', () => {
  for (const text of ['ابي البلاغ يكون سري', 'هل بيعرف جاري اني بلغت؟', 'will my neighbour know that I reported?']) {
    it(`«${text}» is answered, and the question stays`, () => {
      const language = /[a-z]/.test(text) ? 'en' : 'ar'
      expect(new Conversation().says(text, { ...vague, language }).text).to.match(
        /لا نخبر من يخصه|is not told who reported/,
      )
      expect(begun().says(text, vague).text).to.match(/(?:لا نخبر من يخصه|is not told)[\s\S]*(?:ما أقرب معلم|landmark)/)
      const talk = toSummary().says(text, vague)
      expect(talk.text).to.match(/(?:هل البيانات صحيحة؟|Is this right\?)$/)
      expect(JSON.stringify(talk.state)).not.to.include(text)
    })
  }
})

describe('questions and chatter in the middle of a report', () => {
  for (const [text, answer] of [
    ['طب هيتحل امتى', /الموعد المتوقع/],
    ['كم سيستغرق إصلاحها؟', /الموعد المتوقع/],
    ['هو انت بني ادم ولا روبوت', /أنا مساعد آلي/],
    ['تمام كده؟', /./],
    ['ma a3ref', /./],
    ['طيب يعني وش تبون', /./],
  ] as const) {
    it(`«${text}» is answered or asked again, and no detail`, () => {
      for (const talk of [begun(), atPhoto(), toSummary()]) {
        talk.says(text, { ...vague, language: 'ar', sure: false })
        expect(talk.text)
          .to.match(answer)
          .and.to.match(/؟|رابط خريطة\./)
        expect(JSON.stringify(talk.state)).not.to.include(text)
        expect(talk.drafts).to.deep.equal([])
      }
    })
  }
  for (const text of ['بلاغ جديد', 'من البداية', 'start over']) {
    it(`«${text}» begins anew after asking`, () => {
      const talk = toSummary().says(text, { ...vague, language: 'ar', sure: false })
      expect(talk.text).to.equal('هذا البلاغ لم يُرسل بعد. هل نتركه ونبدأ من جديد؟')
      expect(talk.labels).to.deep.equal(['نعم، من جديد', 'لا، متابعة'])
      expect(talk.says('لا', { intent: 'deny', phrase: true }).text).to.match(/هل البيانات صحيحة؟$/)
      talk.says(text, { ...vague, language: 'ar', sure: false }).says('نعم', { intent: 'affirm', phrase: true })
      expect(talk.text).to.match(/^ما المشكلة؟/)
      expect(JSON.stringify(talk.state)).not.to.include('noor')
    })
  }
})

describe('insults', () => {
  for (const text of ['والله انكم زبالة', 'يا كلب', 'انتم فاشلين', 'you are useless']) {
    const meaning = { service: 'waste_collection', p: 0.84, language: /[a-z]/.test(text) ? 'en' : 'ar' } as const
    it(`«${text}» is answered calmly, and is no report`, () => {
      const talk = new Conversation().says(text, meaning)
      expect(talk.text).to.match(/نأسف لعدم رضاكم|not satisfied/)
      expect(talk.labels).to.have.length.above(2)
      const asked = new Conversation().says('حفرة في الدمام', { service: 'pothole', cities: { الدمام: 'dammam' } })
      expect(asked.says(text, { ...meaning, language: 'ar', sure: false }).text).to.match(/^نأسف[\s\S]*في أي حي؟$/)
    })
  }
  it('what is dirty is none', () => {
    const talk = new Conversation().says('الشارع زبالة', { service: 'waste_collection' })
    expect(talk.text).to.include('تراكم نفايات')
  })
})

describe('a person', () => {
  const asked = (): Conversation => new Conversation().says('ابي اكلم موظف', { intent: 'talk_to_human', phrase: true })
  it('asked for is answered once: kept, 940, and no offer of the same', () => {
    expect(asked().text).to.include('حفظنا رغبتكم').and.to.include('940')
    expect(asked().labels).to.deep.equal(['بلاغ جديد', 'متابعة بلاغ', 'استفسار'])
  })
  it('«متى يتصلون علي» is answered honestly', () => {
    expect(asked().says('متى يتصلون علي', vague).text).to.include('لا نعرف هنا متى يتصل موظف')
  })
  it('kept or refused is not offered again after every second misunderstanding', () => {
    const kept = asked()
    const refused = new Conversation().says('بلا بلا', vague).says('طنططن', vague)
    refused.says('لا', { intent: 'deny', phrase: true })
    for (const talk of [kept, refused]) {
      for (const text of ['تتتت', 'ككك', 'ممم', 'ععع']) {
        expect(talk.says(text, vague).text, text).not.to.include('هل نحفظ رغبتكم')
      }
    }
    const busy = toSummary().says('ممم', vague).says('هاه', vague)
    expect(busy.text).to.include('هل نحفظ رغبتكم')
    busy.says('لا', { intent: 'deny', phrase: true })
    for (const text of ['ممم', 'هاه', 'ععع']) expect(busy.says(text, vague).text).to.match(/هل البيانات صحيحة؟$/)
  })
})

describe('numbers and single choices', () => {
  it('digits of any script choose', () => {
    for (const digit of ['२', '২', '٢', '۲', '൨'])
      expect(toSummary().says(digit, vague).text, digit).to.equal('ما الذي نعدّله؟')
  })
  it('a single choice has no line that asks for its number', () => {
    expect(atPhoto().replies.at(-1)).to.have.property('choices').with.lengthOf(1)
    expect(atPhoto().replies.at(-1)).not.to.have.property('menuLead')
    expect(toSummary().replies.at(-1)?.menuLead).to.equal('يُرجى إرسال رقم الاختيار:')
  })
  it('a number of a report in other words is no other language', () => {
    const talk = new Conversation('ar').says('السلام عليكم', { intent: 'greeting', phrase: true })
    talk.says('100000004 و 200000008', { intent: 'query_status', number: '100000004', language: 'ps', sure: true })
    expect(talk.text).to.match(/^لم نجد هذا البلاغ/)
  })
})
